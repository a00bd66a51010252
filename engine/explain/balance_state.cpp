#include "explain/balance_state.h"

#include <algorithm>
#include <bit>

#include "score/curve.h"

namespace assay::explain {

namespace {

// What is left of a sum after its last hit is rounding, and a square root would make it large.
constexpr double kNothing = 1e-12;

}  // namespace

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

    // Terms are numbered by rule, so that sums do not depend on the order of the hits' rules in the text.
    std::vector<std::uint32_t> term_of(2 * model.weights.size());
    std::vector<std::uint64_t> met(term_of.size() / 64 + 1);  // a bit a side
    for (const Entry& entry : entries) met[entry.side / 64] |= std::uint64_t{1} << entry.side % 64;
    terms_.reserve(entries.size());
    for (std::uint32_t word = 0; word < met.size(); ++word) {
        for (std::uint64_t bits = met[word]; bits != 0; bits &= bits - 1) {
            const std::uint32_t side = 64 * word + static_cast<std::uint32_t>(std::countr_zero(bits));
            term_of[side] = static_cast<std::uint32_t>(terms_.size());
            const RuleWeight& rule = model.weights[side / 2];
            terms_.push_back({score::signed_weight(rule) * (side % 2 ? -1 : 1), rule.group});
        }
    }
    for (Entry& entry : entries) {
        entry.side = term_of[entry.side];
        terms_[entry.side].now += entry.strength;
    }
    const auto in_order = [](const Entry& a, const Entry& b) {
        return a.sentence != b.sentence ? a.sentence < b.sentence : a.side < b.side;
    };
    // Evidence comes in the order of the text, and by rule within a sentence, as a rule.
    if (!std::is_sorted(entries.begin(), entries.end(), in_order))
        std::sort(entries.begin(), entries.end(), in_order);
    shares_.reserve(entries.size());
    sentences_.reserve(entries.size());
    for (const Entry& entry : entries) {
        const auto at = static_cast<std::uint32_t>(shares_.size());
        if (sentences_.empty() || sentences_.back().id != entry.sentence) {
            sentences_.push_back({entry.sentence, at, at});
        } else if (shares_.back().term == entry.side) {
            shares_.back().strength += entry.strength;
            continue;
        }
        shares_.push_back({entry.side, entry.strength});
        sentences_.back().last_share = at + 1;
    }

    // Which sentences add to a term: counted, then filled in the order of the sentences.
    for (const Share& share : shares_) ++terms_[share.term].last_user;
    std::uint32_t place = 0;
    for (Term& term : terms_) {
        term.first_user = place;
        place += term.last_user;
        term.last_user = term.first_user;
    }
    users_.resize(shares_.size());
    for (std::uint32_t i = 0; i < sentences_.size(); ++i) {
        for (std::uint32_t s = sentences_[i].first_share; s < sentences_[i].last_share; ++s)
            users_[terms_[shares_[s].term].last_user++] = {i, shares_[s].strength};
    }

    // A group can only reach its cap when all of its one side together does.
    std::vector<double> up(model.group_caps.size()), down(model.group_caps.size());
    group_sum_.resize(model.group_caps.size());
    group_move_.resize(model.group_caps.size());
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

// The term's value once `changed` of its strength is taken out, or put in.
double BalanceState::value_after(Term& term, double changed) {
    if (term.asked_strength != changed) {
        const double now = term.now + (removing_ ? -changed : changed);
        term.asked_strength = changed;
        term.asked_value = now < kNothing ? 0 : value_of(term, now);
    }
    return term.asked_value;
}

double BalanceState::clamped(double sum, int group) const {
    const double cap = model_->group_caps[static_cast<std::size_t>(group)];
    return std::clamp(sum, -cap, cap);
}

void BalanceState::shift(std::size_t i, double sign) {
    for (std::uint32_t s = sentences_[i].first_share; s < sentences_[i].last_share; ++s) {
        Term& term = terms_[shares_[s].term];
        term.now += sign * shares_[s].strength;
        if (term.now < kNothing) term.now = 0;
        term.asked_strength = -1;
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
    stale(i);
}
void BalanceState::undo(std::size_t i) {
    shift(i, removing_ ? 1 : -1);
    stale(i);
}

double BalanceState::effect(std::size_t i) {
    double moved = 0;
    for (std::uint32_t s = sentences_[i].first_share; s < sentences_[i].last_share; ++s) {
        Term& term = terms_[shares_[s].term];
        const double move = value_after(term, shares_[s].strength) - term.value;
        if (!may_cap(term)) {
            moved += move;
            continue;
        }
        const auto group = static_cast<std::uint32_t>(term.group);
        if (group_move_[group] == 0) groups_moved_.push_back(group);
        group_move_[group] += move;
    }
    for (const std::uint32_t group : groups_moved_) {
        const int g = static_cast<int>(group);
        moved += clamped(group_sum_[group] + group_move_[group], g) - clamped(group_sum_[group], g);
        group_move_[group] = 0;
    }
    groups_moved_.clear();
    return moved;
}

void BalanceState::mark_affected(std::size_t i, std::vector<char>& mark) const {
    mark[i] = 1;
    for (std::uint32_t s = sentences_[i].first_share; s < sentences_[i].last_share; ++s) {
        const Term& changed = terms_[shares_[s].term];
        for (std::uint32_t u = changed.first_user; u < changed.last_user; ++u) mark[users_[u].sentence] = 1;
        if (!may_cap(changed)) continue;
        // What a term adds below a cap depends on the other terms of its group.
        for (const Term& term : terms_) {
            if (term.group != changed.group) continue;
            for (std::uint32_t u = term.first_user; u < term.last_user; ++u) mark[users_[u].sentence] = 1;
        }
    }
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
double BalanceState::bound_of(const Sentence& sentence) {
    const double sign = removing_ ? -1 : 1;
    double sum = 0;
    for (std::uint32_t s = sentence.first_share; s < sentence.last_share; ++s) {
        Term& term = terms_[shares_[s].term];
        const double strength = shares_[s].strength;
        const bool helps = (term.weight * sign > 0) == (direction_ > 0);
        const bool chord = helps == removing_;
        if (!helps && may_cap(term)) continue;
        const double reach = chord ? term.open : strength;
        const double moved = value_after(term, reach) - term.value;
        sum += direction_ * moved * (strength / reach);
    }
    return sum;
}

void BalanceState::bound_for(int direction, const std::vector<char>& open) {
    direction_ = direction;
    open_ = open;
    bound_.assign(sentences_.size(), 0);
    bound_is_stale_.assign(sentences_.size(), 0);
    term_is_stale_.assign(terms_.size(), 1);
    stale_terms_.resize(terms_.size());
    for (std::uint32_t t = 0; t < terms_.size(); ++t) stale_terms_[t] = t;
}

void BalanceState::set_open(std::size_t i, char open) {
    open_[i] = open;
    stale(i);
}

void BalanceState::stale(std::size_t i) {
    if (term_is_stale_.empty()) return;  // nobody has asked for bounds
    for (std::uint32_t s = sentences_[i].first_share; s < sentences_[i].last_share; ++s) {
        const std::uint32_t term = shares_[s].term;
        if (term_is_stale_[term] != 0) continue;
        term_is_stale_[term] = 1;
        stale_terms_.push_back(term);
    }
}

const std::vector<double>& BalanceState::bounds() {
    for (const std::uint32_t t : stale_terms_) {
        Term& term = terms_[t];
        term_is_stale_[t] = 0;
        term.open = 0;
        for (std::uint32_t u = term.first_user; u < term.last_user; ++u) {
            const User& user = users_[u];
            if (open_[user.sentence] == 0) continue;
            term.open += user.strength;
            bound_is_stale_[user.sentence] = 1;
        }
    }
    // A sentence is met once for each of its terms that is stale, and computed at the first.
    for (const std::uint32_t t : stale_terms_) {
        for (std::uint32_t u = terms_[t].first_user; u < terms_[t].last_user; ++u) {
            const std::uint32_t i = users_[u].sentence;
            if (bound_is_stale_[i] == 0) continue;
            bound_is_stale_[i] = 0;
            bound_[i] = bound_of(sentences_[i]);
        }
    }
    stale_terms_.clear();
    return bound_;
}

}  // namespace assay::explain
