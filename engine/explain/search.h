// The search for a smallest set of sentences that moves the balance to a goal.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "assay/framework.h"
#include "explain/balance_state.h"
#include "explain/bounds.h"
#include "explain/effects.h"
#include "explain/search_result.h"
#include "explain/terms.h"

namespace assay::explain {

/// What a search is for: a score from `low` to `high`, reached by moving the balance in `direction` (+1 or
/// -1) to `threshold` at the least.
struct Goal {
    int direction = 1;
    double threshold = 0;
    int low = kLowestScore;
    int high = kHighestScore;

    bool holds(int level) const { return low <= level && level <= high; }
};

/// Branch and bound over the sets of sentences of one size after the other. Working memory of one thread,
/// kept from search to search.
class Search {
public:
    /// `terms`: of the evidence. `removing`: a set is what is taken out; otherwise all that is left in. Looks
    /// at no more than `nodes` sets, and at sets of no more than `at_most` sentences: where these must be
    /// more the goal counts as impossible.
    SearchResult run(const score::Evidence& evidence, const ScoringModel& model, const Terms& terms,
                     bool removing, const Goal& goal, std::uint64_t nodes, std::size_t at_most);

private:
    double gap() const { return gap_after(0); }
    double gap_after(double move) const {
        return goal_.direction * (goal_.threshold - (state_.balance() + move));
    }
    /// By how much the balance must move yet; 0 or less where it need not.
    double need() const;

    void order_sentences();
    std::size_t least_size();
    bool choose_greedily(std::size_t at_most);
    bool narrow(std::size_t& more);
    bool descend(std::size_t from, std::size_t more);
    bool choose_last(std::size_t from);
    void decide(std::size_t i, bool in);
    void roll_back(std::size_t mark);
    bool take_node();
    bool verify();
    int level_now();
    SentenceSet set() const { return {changed_, reached_}; }

    struct Decision {
        std::uint32_t sentence;
        bool in;
    };

    // Of the run at hand.
    const score::Evidence* evidence_ = nullptr;
    const ScoringModel* model_ = nullptr;
    const CutPoints* cuts_ = nullptr;
    const Terms* terms_ = nullptr;
    bool removing_ = true;
    Goal goal_;
    std::uint64_t nodes_left_ = 0;

    BalanceState state_;
    Bounds bounds_;
    Effects effects_;
    std::vector<std::uint32_t> order_;  // sentences that a set may choose, the largest bound first
    std::vector<std::uint32_t> left_;   // of order_, while choosing greedily
    std::vector<std::uint32_t> chosen_;
    std::vector<Decision> decisions_;  // the way to where the search is
    std::vector<double> top_;
    std::vector<std::uint32_t> changed_;  // by verify(): the set, ascending, by Hit::sentence
    int reached_ = 0;
    score::Workspace scoring_;
    score::Scored scored_;
    score::Evidence rest_;
};

}  // namespace assay::explain
