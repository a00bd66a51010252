#include "explain/balance_state.h"

#include <algorithm>

#include "score/curve.h"

namespace assay::explain {

BalanceState::BalanceState(const score::Evidence& evidence, const ScoringModel& model, bool full)
    : model_(&model), removing_(full), factor_(score::length_factor(evidence.sentences, model)) {
    struct Entry {
        std::uint32_t sentence;
        std::uint32_t side;
        double strength;
    };
    std::vector<Entry> entries;
    entries.reserve(evidence.hits.size());
    for (const score::Hit& hit : evidence.hits) {
        if (hit.strength > 0)
            entries.push_back({hit.sentence, 2 * hit.rule + (hit.flipped ? 1 : 0), hit.strength});
    }

    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.side < b.side; });
    std::uint32_t previous = 0;
    for (Entry& entry : entries) {
        if (terms_.empty() || entry.side != previous) {
            const RuleWeight& rule = model.weights[entry.side / 2];
            terms_.push_back({score::signed_weight(rule) * (entry.side % 2 ? -1 : 1), rule.group});
            previous = entry.side;
        }
        terms_.back().now += entry.strength;
        entry.side = static_cast<std::uint32_t>(terms_.size() - 1);
    }

    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return a.sentence != b.sentence ? a.sentence < b.sentence : a.side < b.side;
    });
    shares_.reserve(entries.size());
    for (const Entry& entry : entries) {
        const auto at = static_cast<std::uint32_t>(shares_.size());
        if (sentences_.empty() || sentences_.back().id != entry.sentence) {
            sentences_.push_back({entry.sentence, at, at});
        }
        shares_.push_back({entry.side, entry.strength});
        sentences_.back().last_share = at + 1;
    }

    // A group can only reach its cap when all of its one side together does.
    std::vector<double> up(model.group_caps.size()), down(model.group_caps.size());
    group_sum_.resize(model.group_caps.size());
    group_may_cap_.resize(model.group_caps.size());
    for (Term& term : terms_) {
        const double value = value_of(term, term.now);
        if (term.group >= 0) (value > 0 ? up : down)[static_cast<std::size_t>(term.group)] += value;
        if (!full) term.now = 0;
        term.value = full ? value : 0;
        if (term.group < 0) {
            balance_ += term.value;
        } else {
            group_sum_[static_cast<std::size_t>(term.group)] += term.value;
        }
    }
    for (std::size_t g = 0; g < group_sum_.size(); ++g) {
        group_may_cap_[g] = up[g] > model.group_caps[g] || -down[g] > model.group_caps[g];
        balance_ += clamped(group_sum_[g], static_cast<int>(g));
    }
}

double BalanceState::value_of(const Term& term, double strength) const {
    return term.weight * score::curve(strength * factor_, *model_);
}

double BalanceState::clamped(double sum, int group) const {
    const double cap = model_->group_caps[static_cast<std::size_t>(group)];
    return std::clamp(sum, -cap, cap);
}

void BalanceState::shift(std::size_t i, double sign) {
    for (std::uint32_t s = sentences_[i].first_share; s < sentences_[i].last_share; ++s) {
        Term& term = terms_[shares_[s].term];
        term.now += sign * shares_[s].strength;
        // What is left after the last hit is rounding, and a square root would make it large.
        if (term.now < 1e-12) term.now = 0;
        const double value = value_of(term, term.now);
        if (term.group < 0) {
            balance_ += value - term.value;
        } else {
            double& sum = group_sum_[static_cast<std::size_t>(term.group)];
            balance_ -= clamped(sum, term.group);
            sum += value - term.value;
            balance_ += clamped(sum, term.group);
        }
        term.value = value;
    }
}

void BalanceState::change(std::size_t i) {
    shift(i, removing_ ? -1 : 1);
}
void BalanceState::undo(std::size_t i) {
    shift(i, removing_ ? 1 : -1);
}

bool BalanceState::can_help(std::size_t i, int direction) const {
    for (std::uint32_t s = sentences_[i].first_share; s < sentences_[i].last_share; ++s) {
        const bool raises = (terms_[shares_[s].term].weight > 0) != removing_;
        if (raises == (direction > 0)) return true;
    }
    return false;
}

// The curve g is concave. Taking strengths u_i out of a term costs g(S) - g(S - sum u), which is convex
// in the sum: at least the sum of the single costs, at most the chord over everything that is open.
// Putting strengths in gains g(S + sum u) - g(S), which is concave: at most the sum of the single
// gains, at least the chord. So a helpful term is bounded from above by its upper form, a harmful one
// by its lower form, and both are sums over sentences. A group that may reach its cap moves by no more
// than its helpful terms, for clamping is monotone and never stretches; its harm is bounded by 0.
void BalanceState::bounds(const std::vector<char>& open, int direction, std::vector<double>& bound) {
    for (Term& term : terms_) term.open = 0;
    for (std::size_t i = 0; i < sentences_.size(); ++i) {
        if (!open[i]) continue;
        for (std::uint32_t s = sentences_[i].first_share; s < sentences_[i].last_share; ++s) {
            terms_[shares_[s].term].open += shares_[s].strength;
        }
    }
    const double sign = removing_ ? -1 : 1;
    for (std::size_t i = 0; i < sentences_.size(); ++i) {
        if (!open[i]) continue;
        double sum = 0;
        for (std::uint32_t s = sentences_[i].first_share; s < sentences_[i].last_share; ++s) {
            const Term& term = terms_[shares_[s].term];
            const double strength = shares_[s].strength;
            const bool helps = (term.weight * sign > 0) == (direction > 0);
            const bool chord = helps == removing_;
            if (!helps && term.group >= 0 && group_may_cap_[static_cast<std::size_t>(term.group)]) continue;
            const double reach = chord ? term.open : strength;
            const double moved = value_of(term, std::max(0.0, term.now + sign * reach)) - term.value;
            sum += direction * moved * (strength / reach);
        }
        bound[i] = sum;
    }
}

}  // namespace assay::explain
