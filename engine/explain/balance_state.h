// The balance as sentences are taken out or put in, with bounds on what further changes can do.
#pragma once

#include <cstdint>
#include <vector>

#include "score/score.h"

namespace assay::explain {

/// Evidence regrouped by sentence. Works on one text, then is thrown away; not thread-safe. The model
/// must outlive it.
class BalanceState {
public:
    /// Starts with every sentence in (`full`), or with none.
    BalanceState(const score::Evidence& evidence, const ScoringModel& model, bool full);

    std::size_t sentence_count() const { return sentences_.size(); }
    std::uint32_t sentence(std::size_t i) const { return sentences_[i].id; }
    double balance() const { return balance_; }
    /// Takes sentence i out when the state began full, puts it in when it began empty; and undoes it.
    void change(std::size_t i);
    void undo(std::size_t i);
    /// By how much change(i) would move the balance. Changes nothing that can be seen.
    double effect(std::size_t i);
    /// Sets `mark` for every sentence whose effect() is another once sentence i is changed; i is one.
    void mark_affected(std::size_t i, std::vector<char>& mark) const;

    /// True when changing sentence i can move the balance towards `direction` (+1 or -1) at all.
    bool can_help(std::size_t i, int direction) const;

    /// Bounds for a search in `direction`: begins with all of `open` open, drops earlier bounds.
    void bound_for(int direction, const std::vector<char>& open);
    /// Whether a set may still choose sentence i.
    void close(std::size_t i) { set_open(i, 0); }
    void reopen(std::size_t i) { set_open(i, 1); }
    /// For every open sentence i an upper bound b_i such that changing any set A of open sentences moves the
    /// balance by at most the sum of b_i over A in the direction. Only what changes and openings since the
    /// last call touch is computed anew. Bounds of sentences that are not open mean nothing.
    const std::vector<double>& bounds();

private:
    struct Share {  // what one sentence adds to one term
        std::uint32_t term;
        double strength;
    };
    struct Term {  // one rule, one side
        double weight;
        int group;
        double now = 0;   // strength that is in
        double open = 0;  // strength of open sentences
        double value = 0;
        std::uint32_t first_user = 0, last_user = 0;  // into users_
        // What the term would be worth after the change last asked about: most sentences add alike, and a
        // power is dear.
        double asked_strength = -1, asked_value = 0;
    };
    struct User {  // a sentence that adds to a term, and how much
        std::uint32_t sentence;
        double strength;
    };
    struct Sentence {
        std::uint32_t id;
        std::uint32_t first_share, last_share;
    };

    void shift(std::size_t i, double sign);
    double value_of(const Term& term, double strength) const;
    double value_after(Term& term, double changed);
    double clamped(double sum, int group) const;
    void set_open(std::size_t i, char open);
    void stale(std::size_t i);
    double bound_of(const Sentence& sentence);
    bool may_cap(const Term& term) const {
        return term.group >= 0 && group_may_cap_[static_cast<std::size_t>(term.group)] != 0;
    }

    const ScoringModel* model_;
    bool removing_;
    double factor_;
    std::vector<Share> shares_;
    std::vector<Term> terms_;
    std::vector<Sentence> sentences_;
    std::vector<User> users_;  // by term, then by sentence
    std::vector<double> group_sum_;
    std::vector<double> group_move_;           // scratch of effect(); zero in between
    std::vector<std::uint32_t> groups_moved_;  // scratch of effect()
    std::vector<char> group_may_cap_;
    double balance_ = 0;

    int direction_ = 1;
    std::vector<char> open_;
    std::vector<double> bound_;
    std::vector<std::uint32_t> stale_terms_;
    std::vector<char> term_is_stale_, bound_is_stale_;
};

}  // namespace assay::explain
