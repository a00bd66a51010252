#include "explain/flip.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include "assay/framework.h"
#include "explain/balance_state.h"

namespace assay::explain {
namespace {

// Balances closer than this to a cut point are decided by scoring again, never by the running sum.
constexpr double kRounding = 1e-9;

/// Scores at which a search may stop: from `low` to `high`.
struct Goal {
    int low = kLowestScore;
    int high = kHighestScore;
    bool holds(int level) const { return low <= level && level <= high; }
};

/// Branch and bound over sets of sentences that move the balance in one direction until the score
/// reaches the goal.
class Search {
public:
    /// `state`: of this evidence, as nothing was changed yet.
    Search(const score::Evidence& evidence, const ScoringModel& model, bool removing, BalanceState state,
           std::uint64_t nodes, score::Workspace& workspace)
        : evidence_(evidence),
          model_(model),
          removing_(removing),
          state_(std::move(state)),
          nodes_left_(nodes),
          limit_(nodes),
          workspace_(workspace),
          rest_{evidence.statement, {}, evidence.sentences} {}

    /// `threshold`: the balance that the goal asks for at the least, in `direction`.
    SearchResult run(int direction, double threshold, Goal goal, std::size_t at_most) {
        direction_ = direction;
        threshold_ = threshold;
        goal_ = goal;
        prepare();
        const std::size_t least = least_size();
        if (least > at_most) return {Outcome::impossible, std::nullopt, 0};
        const std::size_t greedy = greedy_size(at_most);
        std::optional<SentenceSet> best;
        if (greedy > 0) best = greedy_set_;
        // Without a greedy answer all sizes are open: overshooting the goal may have spoilt it.
        const std::size_t top = std::min(greedy > 0 ? greedy - 1 : order_.size(), at_most);
        for (std::size_t size = least; size <= top; ++size) {
            if (descend(0, size)) {
                for (std::size_t i : chosen_) state_.undo(i);
                SentenceSet found = set();
                chosen_.clear();
                return {Outcome::found, found, used()};
            }
            if (nodes_left_ == 0) return {Outcome::gave_up, best, used()};
        }
        if (best) return {Outcome::found, best, used()};
        return {Outcome::impossible, std::nullopt, used()};
    }

private:
    std::uint64_t used() const { return limit_ - nodes_left_; }
    double gap() const { return gap_after(0); }
    double gap_after(double move) const { return direction_ * (threshold_ - (state_.balance() + move)); }

    void prepare() {
        const std::size_t n = state_.sentence_count();
        std::vector<char> open(n, 0);
        order_.clear();
        const bool bounded = direction_ > 0 ? goal_.high < kHighestScore : goal_.low > kLowestScore;
        for (std::size_t i = 0; i < n; ++i) {
            // By monotonicity a sentence that only hinders never belongs to a smallest set, unless it
            // is wanted to stay below the far end of the goal.
            if (bounded || state_.can_help(i, direction_)) {
                open[i] = 1;
                order_.push_back(i);
            }
        }
        state_.bound_for(direction_, open);
        const std::vector<double>& bound = state_.bounds();
        std::sort(order_.begin(), order_.end(), [&bound](std::size_t a, std::size_t b) {
            return bound[a] != bound[b] ? bound[a] > bound[b] : a < b;
        });
    }

    /// No set smaller than this can close the gap: the largest bounds together do not.
    std::size_t least_size() {
        const std::vector<double>& bound = state_.bounds();
        double reach = 0;
        const double need = gap() - kRounding;
        for (std::size_t size = 1; size <= order_.size(); ++size) {
            reach += std::max(0.0, bound[order_[size - 1]]);
            if (reach >= need) return size;
        }
        return order_.size() + 1;
    }

    /// Changes the sentence that moves the balance furthest, again and again, `at_most` times. 0: never got
    /// there. Effects are kept from step to step: a change spoils those of few other sentences.
    std::size_t greedy_size(std::size_t at_most) {
        std::vector<std::size_t> left = order_;
        std::vector<std::size_t> taken;
        std::vector<double> gain(state_.sentence_count());
        std::vector<char> unknown(state_.sentence_count(), 1);
        std::size_t size = 0;
        while (!left.empty() && taken.size() < at_most) {
            std::size_t best = 0;
            double best_gain = -std::numeric_limits<double>::infinity();
            for (std::size_t k = 0; k < left.size(); ++k) {
                const std::size_t i = left[k];
                if (unknown[i] != 0) {
                    unknown[i] = 0;
                    gain[i] = direction_ * state_.effect(i);
                }
                // Of sentences that do the same the first is taken, whichever way their sums were rounded.
                if (gain[i] > best_gain + kRounding) {
                    best_gain = gain[i];
                    best = k;
                }
            }
            if (best_gain < 0) break;
            state_.change(left[best]);
            state_.mark_affected(left[best], unknown);
            taken.push_back(left[best]);
            left.erase(left.begin() + static_cast<std::ptrdiff_t>(best));
            if (gap() <= kRounding) {
                chosen_ = taken;
                if (verify()) {
                    greedy_set_ = set();
                    size = taken.size();
                    break;
                }
                chosen_.clear();
            }
        }
        chosen_.clear();
        for (std::size_t i : taken) state_.undo(i);
        return size;
    }

    /// Chooses exactly `more` (at least one) further sentences among order_[from …]. On success `chosen_` is
    /// the set and the state is changed by it. A set that is looked at is a node, one that is left out
    /// another.
    bool descend(std::size_t from, std::size_t more) {
        if (!take_node()) return false;
        if (order_.size() - from < more) return false;
        if (!may_reach(from, more)) return false;
        // Each pass decides one sentence: in (first), then out for the rest of the loop.
        std::size_t at = from;
        bool found = false;
        for (; at + more <= order_.size(); ++at) {
            const std::size_t i = order_[at];
            state_.close(i);
            if (include(i, at, more)) {
                found = true;
                break;
            }
            if (!take_node()) break;
            if (!may_reach(at + 1, more)) break;
        }
        for (std::size_t k = from; k <= at && k < order_.size(); ++k) state_.reopen(order_[k]);
        return found;
    }

    /// One pass: chooses sentence i = order_[at] and what is missing after it.
    bool include(std::size_t i, std::size_t at, std::size_t more) {
        if (more == 1) {
            // The last of the set: nothing is changed unless that closes the gap.
            if (!take_node() || gap_after(state_.effect(i)) > kRounding) return false;
        }
        state_.change(i);
        chosen_.push_back(i);
        if (more == 1 ? verify() : descend(at + 1, more - 1)) return true;
        chosen_.pop_back();
        state_.undo(i);
        return false;
    }

    bool take_node() {
        if (nodes_left_ == 0) return false;
        --nodes_left_;
        return true;
    }

    /// False where no `count` sentences of order_[from …] can close the gap: their largest bounds together do
    /// not. The order is nearly that of the bounds, so the answer is mostly known after the first few.
    bool may_reach(std::size_t from, std::size_t count) {
        const double need = gap() - kRounding;
        if (need <= 0) return true;
        const std::vector<double>& bound = state_.bounds();
        top_.clear();
        double sum = 0;
        std::size_t k = from;
        for (; k < order_.size() && top_.size() < count; ++k) {
            const double b = bound[order_[k]];
            if (b <= 0) continue;
            top_.push_back(b);
            sum += b;
            if (sum >= need) return true;
        }
        // Only those larger than the least so far can help; mostly there are none.
        if (top_.empty()) return false;
        double least = *std::min_element(top_.begin(), top_.end());
        bool sorted = false;
        for (; k < order_.size(); ++k) {
            const double b = bound[order_[k]];
            if (b <= least) continue;
            if (!sorted) std::sort(top_.begin(), top_.end(), std::greater<>());
            sorted = true;
            sum -= top_.back();
            top_.pop_back();
            top_.insert(std::upper_bound(top_.begin(), top_.end(), b, std::greater<>()), b);
            least = top_.back();
            sum += b;
            if (sum >= need) return true;
        }
        return false;
    }

    /// Scores the changed evidence from scratch; the running sums only steer the search.
    bool verify() {
        changed_.clear();
        for (std::size_t i : chosen_) changed_.push_back(state_.sentence(i));
        std::sort(changed_.begin(), changed_.end());
        rest_.hits.clear();
        bool named = false;
        for (std::size_t i = 0; i < evidence_.hits.size(); ++i) {
            const score::Hit& hit = evidence_.hits[i];
            // The hits of a sentence mostly follow one another.
            if (i == 0 || hit.sentence != evidence_.hits[i - 1].sentence)
                named = std::binary_search(changed_.begin(), changed_.end(), hit.sentence);
            if (named != removing_) rest_.hits.push_back(hit);
        }
        reached_ = score::score(rest_, model_, workspace_).predicted;
        return goal_.holds(reached_);
    }

    SentenceSet set() const { return {changed_, reached_}; }

    const score::Evidence& evidence_;
    const ScoringModel& model_;
    bool removing_;
    BalanceState state_;
    std::uint64_t nodes_left_;
    std::uint64_t limit_;
    int direction_ = 1;
    double threshold_ = 0;
    Goal goal_;
    std::vector<std::size_t> order_, chosen_;
    std::vector<double> top_;
    std::vector<std::uint32_t> changed_;
    int reached_ = 0;
    std::optional<SentenceSet> greedy_set_;
    score::Workspace& workspace_;
    score::Evidence rest_;  // the changed evidence of verify()
};

}  // namespace

SearchResult minimal_flip(const score::Evidence& evidence, const ScoringModel& model,
                          const SearchLimits& limits) {
    score::Workspace workspace;
    return minimal_flip(evidence, model, workspace, limits);
}

SearchResult minimal_flip(const score::Evidence& evidence, const ScoringModel& model,
                          score::Workspace& workspace, const SearchLimits& limits) {
    const CutPoints& cuts = model.cuts_for(evidence.statement);
    const score::Scored scored = score::score(evidence, model, workspace);
    const int level = scored.predicted;
    struct Way {
        int direction;
        double threshold;
        Goal goal;
        double distance;
    };
    std::vector<Way> ways;
    if (level < kHighestScore) {
        const double cut = cuts.cut_points[static_cast<std::size_t>(level - 1)];
        ways.push_back({1, cut, {level + 1, kHighestScore}, cut - scored.balance});
    }
    if (level > kLowestScore) {
        const double cut = cuts.cut_points[static_cast<std::size_t>(level - 2)];
        ways.push_back({-1, cut, {kLowestScore, level - 1}, scored.balance - cut});
    }
    std::sort(ways.begin(), ways.end(), [](const Way& a, const Way& b) { return a.distance < b.distance; });

    std::vector<BalanceState> full;  // one for each way: a search changes its own
    full.reserve(ways.size());
    full.emplace_back(evidence, model, true);
    while (full.size() < ways.size()) full.push_back(full.front());
    SearchResult best;
    std::size_t at_most = std::numeric_limits<std::size_t>::max();
    for (std::size_t i = 0; i < ways.size(); ++i) {
        const Way& way = ways[i];
        Search search(evidence, model, true, std::move(full[i]),
                      limits.nodes - std::min(limits.nodes, best.nodes), workspace);
        SearchResult result = search.run(way.direction, way.threshold, way.goal, at_most);
        const bool gave_up = best.outcome == Outcome::gave_up || result.outcome == Outcome::gave_up;
        const bool smaller =
            result.set && (!best.set || result.set->sentences.size() < best.set->sentences.size());
        best.nodes += result.nodes;
        if (smaller) best.set = result.set;
        best.outcome = gave_up ? Outcome::gave_up : best.set ? Outcome::found : Outcome::impossible;
        // The other direction is only of use when it needs fewer.
        if (best.set) at_most = best.set->sentences.size() - 1;
    }
    // An unproved smallest of one sentence is proved all the same.
    if (best.set && best.set->sentences.size() == 1) best.outcome = Outcome::found;
    return best;
}

SearchResult minimal_sufficient(const score::Evidence& evidence, const ScoringModel& model,
                                const SearchLimits& limits) {
    const CutPoints& cuts = model.cuts_for(evidence.statement);
    const int level = score::score(evidence, model).predicted;
    const int empty = score::level_of(0, cuts);
    if (empty == level) return {Outcome::found, SentenceSet{{}, level}, 1};
    const int direction = level > empty ? 1 : -1;
    const double threshold = cuts.cut_points[static_cast<std::size_t>(direction > 0 ? level - 2 : level - 1)];
    score::Workspace workspace;
    Search search(evidence, model, false, BalanceState(evidence, model, false), limits.nodes, workspace);
    return search.run(direction, threshold, {level, level}, std::numeric_limits<std::size_t>::max());
}

}  // namespace assay::explain
