#include "explain/flip.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

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
    Search(const score::Evidence& evidence, const ScoringModel& model, bool removing, std::uint64_t nodes)
        : evidence_(evidence),
          model_(model),
          removing_(removing),
          state_(evidence, model, removing),
          nodes_left_(nodes),
          limit_(nodes) {}

    double balance() const { return state_.balance(); }

    /// `threshold`: the balance that the goal asks for at the least, in `direction`.
    SearchResult run(int direction, double threshold, Goal goal, std::size_t at_most) {
        direction_ = direction;
        threshold_ = threshold;
        goal_ = goal;
        prepare();
        const std::size_t greedy = greedy_size();
        std::optional<SentenceSet> best;
        if (greedy > 0) best = greedy_set_;
        // Without a greedy answer all sizes are open: overshooting the goal may have spoilt it.
        const std::size_t top = std::min(greedy > 0 ? greedy - 1 : order_.size(), at_most);
        for (std::size_t size = least_size(); size <= top; ++size) {
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
    double gap() const { return direction_ * (threshold_ - state_.balance()); }

    void prepare() {
        const std::size_t n = state_.sentence_count();
        open_.assign(n, 0);
        bound_.assign(n, 0);
        order_.clear();
        const bool bounded = direction_ > 0 ? goal_.high < kHighestScore : goal_.low > kLowestScore;
        for (std::size_t i = 0; i < n; ++i) {
            // By monotonicity a sentence that only hinders never belongs to a smallest set, unless it
            // is wanted to stay below the far end of the goal.
            if (bounded || state_.can_help(i, direction_)) {
                open_[i] = 1;
                order_.push_back(i);
            }
        }
        state_.bounds(open_, direction_, bound_);
        std::sort(order_.begin(), order_.end(), [this](std::size_t a, std::size_t b) {
            return bound_[a] != bound_[b] ? bound_[a] > bound_[b] : a < b;
        });
    }

    /// No set smaller than this can close the gap: the largest bounds together do not.
    std::size_t least_size() {
        double reach = 0;
        const double need = gap() - kRounding;
        for (std::size_t size = 1; size <= order_.size(); ++size) {
            reach += std::max(0.0, bound_[order_[size - 1]]);
            if (reach >= need) return size;
        }
        return order_.size() + 1;
    }

    /// Changes the sentence that moves the balance furthest, again and again. 0: never got there.
    std::size_t greedy_size() {
        std::vector<std::size_t> left = order_;
        std::vector<std::size_t> taken;
        std::size_t size = 0;
        while (!left.empty()) {
            std::size_t best = 0;
            double best_gain = -std::numeric_limits<double>::infinity();
            for (std::size_t k = 0; k < left.size(); ++k) {
                const double before = state_.balance();
                state_.change(left[k]);
                const double gain = direction_ * (state_.balance() - before);
                state_.undo(left[k]);
                if (gain > best_gain) {
                    best_gain = gain;
                    best = k;
                }
            }
            if (best_gain < 0) break;
            state_.change(left[best]);
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

    /// Chooses exactly `more` further sentences among order_[from …]. On success `chosen_` is the set
    /// and the state is changed by it.
    bool descend(std::size_t from, std::size_t more) {
        if (nodes_left_ == 0) return false;
        --nodes_left_;
        if (more == 0) return gap() <= kRounding && verify();
        if (order_.size() - from < more) return false;
        state_.bounds(open_, direction_, bound_);
        if (top_sum(from, more) < gap() - kRounding) return false;
        // Each pass decides one sentence: in (first), then out for the rest of the loop.
        std::size_t at = from;
        bool found = false;
        for (; at + more <= order_.size(); ++at) {
            const std::size_t i = order_[at];
            open_[i] = 0;
            state_.change(i);
            chosen_.push_back(i);
            if (descend(at + 1, more - 1)) {
                found = true;
                break;
            }
            chosen_.pop_back();
            state_.undo(i);
            if (nodes_left_ == 0) break;
            --nodes_left_;
            state_.bounds(open_, direction_, bound_);
            if (top_sum(at + 1, more) < gap() - kRounding) break;
        }
        for (std::size_t k = from; k <= at && k < order_.size(); ++k) open_[order_[k]] = 1;
        return found;
    }

    double top_sum(std::size_t from, std::size_t count) {
        scratch_.clear();
        for (std::size_t k = from; k < order_.size(); ++k)
            scratch_.push_back(std::max(0.0, bound_[order_[k]]));
        count = std::min(count, scratch_.size());
        const auto end = scratch_.begin() + static_cast<std::ptrdiff_t>(count);
        std::partial_sort(scratch_.begin(), end, scratch_.end(), std::greater<>());
        return std::accumulate(scratch_.begin(), end, 0.0);
    }

    /// Scores the changed evidence from scratch; the running sums only steer the search.
    bool verify() {
        changed_.clear();
        for (std::size_t i : chosen_) changed_.push_back(state_.sentence(i));
        std::sort(changed_.begin(), changed_.end());
        score::Evidence rest{evidence_.statement, {}, evidence_.sentences};
        for (const score::Hit& hit : evidence_.hits) {
            const bool named = std::binary_search(changed_.begin(), changed_.end(), hit.sentence);
            if (named != removing_) rest.hits.push_back(hit);
        }
        reached_ = score::score(rest, model_).predicted;
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
    std::vector<char> open_;
    std::vector<double> bound_, scratch_;
    std::vector<std::uint32_t> changed_;
    int reached_ = 0;
    std::optional<SentenceSet> greedy_set_;
};

}  // namespace

SearchResult minimal_flip(const score::Evidence& evidence, const ScoringModel& model,
                          const SearchLimits& limits) {
    const CutPoints& cuts = model.cuts_for(evidence.statement);
    const score::Scored scored = score::score(evidence, model);
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

    SearchResult best;
    std::size_t at_most = std::numeric_limits<std::size_t>::max();
    for (const Way& way : ways) {
        Search search(evidence, model, true, limits.nodes - std::min(limits.nodes, best.nodes));
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
    Search search(evidence, model, false, limits.nodes);
    return search.run(direction, threshold, {level, level}, std::numeric_limits<std::size_t>::max());
}

std::vector<SentenceWeight> counter_evidence(const score::Evidence& evidence, const score::Scored& scored,
                                             std::size_t count) {
    std::vector<SentenceWeight> sums;
    for (std::size_t i = 0; i < evidence.hits.size(); ++i) {
        sums.push_back({evidence.hits[i].sentence, scored.contributions[i]});
    }
    std::stable_sort(sums.begin(), sums.end(),
                     [](const auto& a, const auto& b) { return a.sentence < b.sentence; });
    std::vector<SentenceWeight> against;
    const double side = scored.predicted >= 3 ? -1 : 1;
    for (std::size_t i = 0; i < sums.size();) {
        SentenceWeight total{sums[i].sentence, 0};
        for (; i < sums.size() && sums[i].sentence == total.sentence; ++i)
            total.contribution += sums[i].contribution;
        if (total.contribution * side > 0) against.push_back(total);
    }
    std::stable_sort(against.begin(), against.end(), [](const auto& a, const auto& b) {
        return std::abs(a.contribution) > std::abs(b.contribution);
    });
    if (against.size() > count) against.resize(count);
    return against;
}

}  // namespace assay::explain
