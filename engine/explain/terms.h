// Evidence regrouped for searching: which sentence adds what to which term of the balance.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "score/score.h"

namespace assay::explain {

/// What one sentence adds to one term.
struct Share {
    std::uint32_t term;
    double strength;
};

/// A sentence that adds to a term, and how much.
struct User {
    std::uint32_t sentence;
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

/// The terms of one text, and its sentences with evidence, each numbered from 0. Read-only once built; to
/// build it again costs no memory that was there before. The model must outlive what is built with it.
class Terms {
public:
    /// Hits may come in any order. Hits of rules outside `model.weights` are a programming error.
    void build(const score::Evidence& evidence, const ScoringModel& model);

    /// By rule, then side.
    const std::vector<Term>& all() const { return terms_; }
    /// In the order of `Hit::sentence`.
    std::size_t sentence_count() const { return sentences_.size(); }
    /// `Hit::sentence` of sentence i.
    std::uint32_t sentence(std::size_t i) const { return sentences_[i].id; }
    /// By term.
    std::span<const Share> shares(std::size_t i) const {
        return {shares_.data() + sentences_[i].first_share, shares_.data() + sentences_[i].last_share};
    }
    /// By sentence. They stand from `Term::first_user` on in the sequence of all users.
    std::span<const User> users(const Term& term) const {
        return {users_.data() + term.first_user, users_.data() + term.last_user};
    }
    std::size_t user_count() const { return users_.size(); }

    /// What a term is worth at some strength.
    double value_of(const Term& term, double strength) const;
    std::size_t group_count() const { return model_->group_caps.size(); }
    /// What the terms of a group add to the balance that sum to `sum` before the cap.
    double capped(double sum, std::size_t group) const;

private:
    struct Sentence {
        std::uint32_t id;
        std::uint32_t first_share, last_share;
    };

    const std::vector<score::Hit>& in_order(const std::vector<score::Hit>& hits);
    void number_terms(const std::vector<score::Hit>& hits);
    void read_shares(const std::vector<score::Hit>& hits);
    void find_users();
    void find_caps();

    const ScoringModel* model_ = nullptr;
    double factor_ = 1;
    std::vector<Term> terms_;
    std::vector<Share> shares_;
    std::vector<Sentence> sentences_;
    std::vector<User> users_;
    // Scratch of build(), by side of a rule; `met_` is zero in between.
    std::vector<std::uint64_t> met_;      // a bit a side
    std::vector<std::uint32_t> term_of_;  // of sides that were met
    std::vector<score::Hit> sorted_;
    std::vector<double> up_, down_;  // by group
};

}  // namespace assay::explain
