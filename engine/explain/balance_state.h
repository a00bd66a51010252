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

    /// True when changing sentence i can move the balance towards `direction` (+1 or -1) at all.
    bool can_help(std::size_t i, int direction) const;

    /// For every sentence that `open` marks, an upper bound b_i such that changing any set A of open
    /// sentences moves the balance by at most sum of b_i over A in `direction`. Entries of sentences
    /// that are not open are left alone.
    void bounds(const std::vector<char>& open, int direction, std::vector<double>& bound);

private:
    struct Share {  // what one sentence adds to one term
        std::uint32_t term;
        double strength;
    };
    struct Term {  // one rule, one side
        double weight;
        int group;
        double now = 0;   // strength that is in
        double open = 0;  // strength of open sentences: scratch of bounds()
        double value = 0;
    };
    struct Sentence {
        std::uint32_t id;
        std::uint32_t first_share, last_share;
    };

    void shift(std::size_t i, double sign);
    double value_of(const Term& term, double strength) const;
    double clamped(double sum, int group) const;

    const ScoringModel* model_;
    bool removing_;
    double factor_;
    std::vector<Share> shares_;
    std::vector<Term> terms_;
    std::vector<Sentence> sentences_;
    std::vector<double> group_sum_;
    std::vector<char> group_may_cap_;
    double balance_ = 0;
};

}  // namespace assay::explain
