#include "explain/terms.h"

#include <algorithm>
#include <bit>
#include <cassert>

#include "score/curve.h"

namespace assay::explain {

namespace {

std::uint32_t side_of(const score::Hit& hit) {
    return 2 * hit.rule + (hit.flipped ? 1 : 0);
}

bool comes_before(const score::Hit& a, const score::Hit& b) {
    return a.sentence != b.sentence ? a.sentence < b.sentence : side_of(a) < side_of(b);
}

}  // namespace

void Terms::build(const score::Evidence& evidence, const ScoringModel& model) {
    model_ = &model;
    factor_ = score::length_factor(evidence.sentences, model);
    const std::vector<score::Hit>& hits = in_order(evidence.hits);
    number_terms(hits);
    read_shares(hits);
    find_users();
    find_caps();
}

// Evidence comes in the order of the text, and by rule within a sentence, as a rule.
const std::vector<score::Hit>& Terms::in_order(const std::vector<score::Hit>& hits) {
    if (std::is_sorted(hits.begin(), hits.end(), comes_before)) return hits;
    sorted_ = hits;
    std::stable_sort(sorted_.begin(), sorted_.end(), comes_before);
    return sorted_;
}

// By rule, so that sums do not depend on the order of the hits' rules in the text.
void Terms::number_terms(const std::vector<score::Hit>& hits) {
    const std::size_t sides = 2 * model_->weights.size();
    if (term_of_.size() < sides) term_of_.resize(sides);
    if (met_.size() < sides / 64 + 1) met_.resize(sides / 64 + 1);
    for (const score::Hit& hit : hits) {
        assert(hit.rule < model_->weights.size());
        const std::uint32_t side = side_of(hit);
        if (hit.strength > 0) met_[side / 64] |= std::uint64_t{1} << side % 64;
    }
    terms_.clear();
    terms_.reserve(hits.size());
    for (std::uint32_t word = 0; word <= sides / 64; ++word) {
        for (std::uint64_t bits = met_[word]; bits != 0; bits &= bits - 1) {
            const std::uint32_t side = 64 * word + static_cast<std::uint32_t>(std::countr_zero(bits));
            term_of_[side] = static_cast<std::uint32_t>(terms_.size());
            const RuleWeight& rule = model_->weights[side / 2];
            terms_.push_back(
                {score::signed_weight(rule) * (side % 2 ? -1 : 1), rule.group, false, 0, 0, 0, 0});
        }
        met_[word] = 0;
    }
}

void Terms::read_shares(const std::vector<score::Hit>& hits) {
    shares_.clear();
    sentences_.clear();
    shares_.reserve(hits.size());
    sentences_.reserve(hits.size());
    for (const score::Hit& hit : hits) {
        if (!(hit.strength > 0)) continue;
        const std::uint32_t t = term_of_[side_of(hit)];
        terms_[t].strength += hit.strength;
        const auto at = static_cast<std::uint32_t>(shares_.size());
        if (sentences_.empty() || sentences_.back().id != hit.sentence) {
            sentences_.push_back({hit.sentence, at, at});
        } else if (shares_.back().term == t) {
            shares_.back().strength += hit.strength;
            continue;
        }
        shares_.push_back({t, hit.strength});
        sentences_.back().last_share = at + 1;
        ++terms_[t].last_user;
    }
}

// Counted so far; now filled in, in the order of the sentences.
void Terms::find_users() {
    std::uint32_t place = 0;
    for (Term& term : terms_) {
        term.first_user = place;
        place += term.last_user;
        term.last_user = term.first_user;
    }
    users_.resize(shares_.size());
    for (std::uint32_t i = 0; i < sentences_.size(); ++i) {
        for (const Share& share : shares(i)) users_[terms_[share.term].last_user++] = {i, share.strength};
    }
}

// A group can only reach its cap when all of its one side together does.
void Terms::find_caps() {
    up_.assign(group_count(), 0);
    down_.assign(group_count(), 0);
    for (Term& term : terms_) {
        term.value = value_of(term, term.strength);
        if (term.group >= 0)
            (term.value > 0 ? up_ : down_)[static_cast<std::size_t>(term.group)] += term.value;
    }
    if (group_count() == 0) return;
    for (Term& term : terms_) {
        if (term.group < 0) continue;
        const auto group = static_cast<std::size_t>(term.group);
        const double cap = model_->group_caps[group];
        term.may_cap = up_[group] > cap || -down_[group] > cap;
    }
}

double Terms::value_of(const Term& term, double strength) const {
    return term.weight * score::curve(strength * factor_, *model_);
}

double Terms::capped(double sum, std::size_t group) const {
    const double cap = model_->group_caps[group];
    return std::clamp(sum, -cap, cap);
}

}  // namespace assay::explain
