// Evidence regrouped for searching: which sentence adds what to the balance.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "score/curve.h"
#include "score/score.h"

namespace assay::explain {

/// What one sentence adds to one term.
struct Share {
    std::uint32_t term;
    double strength;
};

/// The same, as the term sees it.
struct User {
    std::uint32_t sentence;
    std::uint32_t share;  ///< its number among all shares
    double strength;
};

/// One rule, one side.
struct Term {
    double weight;
    int group;        ///< of the rule; -1: none
    bool may_cap;     ///< so much of its group's one side is there that the group may reach its cap
    double strength;  ///< of all its sentences
    double value;     ///< at that strength, before its group is capped
    std::uint32_t first_user, last_user;
};

/// A sentence with evidence. Rules without a group that hold in no other sentence are no terms, where they
/// come before the first that is: what they add is one number, summed in the order of the rules.
struct TermSentence {
    std::uint32_t id;  ///< Hit::sentence
    std::uint32_t first_share, last_share;
    bool raises, lowers;  ///< whether any of what it adds alone is over or under zero
    double alone;         ///< what it adds to the balance by rules that are no terms
};

/// The terms of one text, and its sentences with evidence, each numbered from 0. Read-only once built; to
/// build it again costs no memory that was there before. The model must outlive what is built with it.
class Terms {
public:
    /// `scored`: what score() says of the evidence. Hits may come in any order. Hits of rules outside
    /// `model.weights` are a programming error.
    void build(const score::Evidence& evidence, const ScoringModel& model, const score::Scored& scored);

    /// By rule, then side.
    const std::vector<Term>& all() const { return terms_; }
    /// In the order of their ids.
    const std::vector<TermSentence>& sentences() const { return sentences_; }
    /// By term. Shares are numbered by sentence, then term.
    std::span<const Share> shares(std::size_t i) const {
        return {shares_.data() + sentences_[i].first_share, shares_.data() + sentences_[i].last_share};
    }
    std::size_t share_count() const { return shares_.size(); }
    /// By sentence.
    std::span<const User> users(const Term& term) const {
        return {users_.data() + term.first_user, users_.data() + term.last_user};
    }

    /// What a term is worth at some strength.
    double value_of(const Term& term, double strength) const {
        return term.weight * score::curve(strength * factor_, *model_);
    }
    std::size_t group_count() const { return model_->group_caps.size(); }
    /// What the terms of a group add to the balance that sum to `sum` before the cap.
    double capped(double sum, std::size_t group) const {
        const double cap = model_->group_caps[group];
        return std::clamp(sum, -cap, cap);
    }

private:
    struct Kept {  // a hit of a rule that is a term
        std::uint32_t sentence;
        std::uint32_t side;
        double strength;
    };

    void sort(const std::vector<score::Hit>& hits, const std::vector<double>& contributions);
    void read_sentences(const std::vector<score::Hit>& hits, const std::vector<double>& contributions);
    void number_terms();
    void read_shares();
    void find_values();

    const ScoringModel* model_ = nullptr;
    double factor_ = 1;
    std::vector<Term> terms_;
    std::vector<Share> shares_;
    std::vector<TermSentence> sentences_;
    std::vector<User> users_;
    // Scratch of build().
    std::vector<score::Hit> sorted_;
    std::vector<double> sorted_contributions_;
    std::vector<Kept> kept_;
    // By side of a rule; the bits are zero in between.
    std::vector<std::uint64_t> met_, met_again_, is_term_;
    std::vector<std::uint32_t> term_of_;
    std::vector<double> up_, down_;  // by group
};

}  // namespace assay::explain
