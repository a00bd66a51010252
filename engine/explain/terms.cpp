#include "explain/terms.h"

#include <bit>
#include <cassert>
#include <numeric>

namespace assay::explain {

namespace {

std::uint32_t side_of(const score::Hit& hit) {
    return 2 * hit.rule + (hit.flipped ? 1 : 0);
}

bool comes_before(const score::Hit& a, const score::Hit& b) {
    return a.sentence != b.sentence ? a.sentence < b.sentence : side_of(a) < side_of(b);
}

double weight_of(std::uint32_t side, const ScoringModel& model) {
    return score::signed_weight(model.weights[side / 2]) * (side % 2 ? -1 : 1);
}

}  // namespace

void Terms::build(const score::Evidence& evidence, const ScoringModel& model, const score::Scored& scored) {
    model_ = &model;
    factor_ = score::length_factor(evidence.sentences, model);
    const std::size_t sides = 2 * model.weights.size();
    if (term_of_.size() < sides) {
        term_of_.resize(sides);
        for (auto* bits : {&met_, &met_again_, &is_term_}) bits->resize(sides / 64 + 1);
    }
    // Evidence comes in the order of the text, and by rule within a sentence, as a rule.
    if (std::is_sorted(evidence.hits.begin(), evidence.hits.end(), comes_before)) {
        read_sentences(evidence.hits, scored.contributions);
    } else {
        sort(evidence.hits, scored.contributions);
        read_sentences(sorted_, sorted_contributions_);
    }
    number_terms();
    read_shares();
    find_values();
}

void Terms::sort(const std::vector<score::Hit>& hits, const std::vector<double>& contributions) {
    std::vector<std::size_t> order(hits.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return comes_before(hits[a], hits[b]); });
    sorted_.clear();
    sorted_contributions_.clear();
    for (const std::size_t i : order) {
        sorted_.push_back(hits[i]);
        sorted_contributions_.push_back(contributions[i]);
    }
}

// The sentences, what each adds alone, and the hits that belong to terms.
void Terms::read_sentences(const std::vector<score::Hit>& hits, const std::vector<double>& contributions) {
    for (const score::Hit& hit : hits) {
        assert(hit.rule < model_->weights.size());
        if (!(hit.strength > 0)) continue;
        const std::uint32_t side = side_of(hit);
        const std::uint64_t bit = std::uint64_t{1} << side % 64;
        met_again_[side / 64] |= met_[side / 64] & bit;
        met_[side / 64] |= bit;
    }
    sentences_.clear();
    kept_.clear();
    const bool any_group = group_count() > 0;
    auto contribution = contributions.begin();
    for (auto hit = hits.begin(); hit != hits.end();) {
        TermSentence sentence{hit->sentence, 0, 0, false, false, 0};
        bool any = false;
        bool alone = true;  // no term yet
        for (; hit != hits.end() && hit->sentence == sentence.id; ++hit, ++contribution) {
            if (!(hit->strength > 0)) continue;
            any = true;
            const std::uint32_t side = side_of(*hit);
            const std::uint64_t bit = std::uint64_t{1} << side % 64;
            alone = alone && (met_again_[side / 64] & bit) == 0 &&
                    (!any_group || model_->weights[hit->rule].group < 0);
            if (alone) {
                // No other hit shares the rule's points, and no cap.
                sentence.alone += *contribution;
                sentence.raises |= *contribution > 0;
                sentence.lowers |= *contribution < 0;
            } else {
                is_term_[side / 64] |= bit;
                kept_.push_back({static_cast<std::uint32_t>(sentences_.size()), side, hit->strength});
            }
        }
        if (any) sentences_.push_back(sentence);
    }
    for (const score::Hit& hit : hits) met_[side_of(hit) / 64] = met_again_[side_of(hit) / 64] = 0;
}

// By rule, so that sums do not depend on the order of the hits' rules in the text.
void Terms::number_terms() {
    terms_.clear();
    terms_.reserve(kept_.size());
    for (std::uint32_t word = 0; word < is_term_.size(); ++word) {
        for (std::uint64_t bits = is_term_[word]; bits != 0; bits &= bits - 1) {
            const std::uint32_t side = 64 * word + static_cast<std::uint32_t>(std::countr_zero(bits));
            term_of_[side] = static_cast<std::uint32_t>(terms_.size());
            terms_.push_back({weight_of(side, *model_), model_->weights[side / 2].group, false, 0, 0, 0, 0});
        }
        is_term_[word] = 0;
    }
}

void Terms::read_shares() {
    shares_.clear();
    shares_.reserve(kept_.size());
    std::uint32_t in = ~0u;  // the sentence that the last share is of
    for (const Kept& hit : kept_) {
        const std::uint32_t t = term_of_[hit.side];
        Term& term = terms_[t];
        term.strength += hit.strength;
        if (hit.sentence != in) {
            in = hit.sentence;
            sentences_[in].first_share = static_cast<std::uint32_t>(shares_.size());
        } else if (shares_.back().term == t) {
            shares_.back().strength += hit.strength;
            continue;
        }
        ++term.last_user;
        shares_.push_back({t, hit.strength});
        sentences_[in].last_share = static_cast<std::uint32_t>(shares_.size());
    }

    // The users of a term: counted so far; now filled in, in the order of the sentences.
    std::uint32_t place = 0;
    for (Term& term : terms_) {
        term.first_user = place;
        place += term.last_user;
        term.last_user = term.first_user;
    }
    users_.resize(shares_.size());
    for (std::uint32_t i = 0; i < sentences_.size(); ++i) {
        for (std::uint32_t s = sentences_[i].first_share; s < sentences_[i].last_share; ++s)
            users_[terms_[shares_[s].term].last_user++] = {i, s, shares_[s].strength};
    }
}

// A group can only reach its cap when all of its one side together does.
void Terms::find_values() {
    for (Term& term : terms_) term.value = value_of(term, term.strength);
    if (group_count() == 0) return;
    up_.assign(group_count(), 0);
    down_.assign(group_count(), 0);
    for (const Term& term : terms_) {
        if (term.group >= 0)
            (term.value > 0 ? up_ : down_)[static_cast<std::size_t>(term.group)] += term.value;
    }
    for (Term& term : terms_) {
        if (term.group < 0) continue;
        const auto group = static_cast<std::size_t>(term.group);
        const double cap = model_->group_caps[group];
        term.may_cap = up_[group] > cap || -down_[group] > cap;
    }
}

}  // namespace assay::explain
