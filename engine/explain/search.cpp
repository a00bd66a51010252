#include "explain/search.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace assay::explain {

namespace {

// A set that comes this close to a cut point by the running sum is looked at.
constexpr double kRounding = 1e-9;
// Balances closer than this to a cut point are decided by scoring again, never by the running sum.
constexpr double kClear = 1e-3;

}  // namespace

SearchResult Search::run(const score::Evidence& evidence, const ScoringModel& model, const Terms& terms,
                         bool removing, const Goal& goal, std::uint64_t nodes, std::size_t at_most) {
    evidence_ = &evidence;
    model_ = &model;
    cuts_ = &model.cuts_for(evidence.statement);
    terms_ = &terms;
    removing_ = removing;
    goal_ = goal;
    nodes_left_ = nodes;
    chosen_.clear();
    decisions_.clear();
    state_.begin(terms, removing);

    const auto used = [&] { return nodes - nodes_left_; };
    order_sentences();
    const std::size_t least = least_size();
    if (least > std::min(at_most, order_.size())) return {Outcome::impossible, std::nullopt, 0};
    std::optional<SentenceSet> best;
    if (choose_greedily(at_most)) best = set();
    // Without a greedy answer all sizes are open: overshooting the goal may have spoilt it.
    const std::size_t top = std::min(best ? best->sentences.size() - 1 : order_.size(), at_most);
    std::size_t more = top;
    if (least <= top && narrow(more)) {
        const std::size_t sure = top - more;
        for (std::size_t size = std::max(least, sure); size <= top; ++size) {
            if (descend(0, size - sure)) return {Outcome::found, set(), used()};
            if (nodes_left_ == 0) return {Outcome::gave_up, best, used()};
        }
    }
    if (best) return {Outcome::found, best, used()};
    return {Outcome::impossible, std::nullopt, used()};
}

double Search::need() const {
    return gap() - kRounding;
}

void Search::order_sentences() {
    // By monotonicity a sentence that only hinders never belongs to a smallest set, unless it is wanted to
    // stay below the far end of the goal.
    const bool bounded = goal_.direction > 0 ? goal_.high < kHighestScore : goal_.low > kLowestScore;
    bounds_.begin(state_, goal_.direction, bounded);
    order_.clear();
    for (std::uint32_t i = 0; i < terms_->sentences().size(); ++i) {
        if (bounds_.open(i)) order_.push_back(i);
    }
    const std::vector<double>& bound = bounds_.now();
    std::sort(order_.begin(), order_.end(), [&bound](std::uint32_t a, std::uint32_t b) {
        return bound[a] != bound[b] ? bound[a] > bound[b] : a < b;
    });
}

/// No set smaller than this can close the gap: the largest bounds together do not.
std::size_t Search::least_size() {
    const std::vector<double>& bound = bounds_.now();
    const double need = this->need();
    double reach = 0;
    for (std::size_t size = 1; size <= order_.size(); ++size) {
        reach += std::max(0.0, bound[order_[size - 1]]);
        if (reach >= need) return size;
    }
    return order_.size() + 1;
}

/// Changes the sentence that moves the balance furthest, again and again, `at_most` times. True where that
/// reached the goal: then set() is it.
bool Search::choose_greedily(std::size_t at_most) {
    effects_.begin(state_, bounds_.open());
    const std::vector<double>& effect = effects_.all();
    const double direction = goal_.direction;
    left_ = order_;
    bool reached = false;
    while (!left_.empty() && chosen_.size() < at_most) {
        std::size_t best = 0;
        double farthest = -std::numeric_limits<double>::infinity();
        double bar = farthest;
        for (std::size_t k = 0; k < left_.size(); ++k) {
            const double move = direction * effect[left_[k]];
            // Of sentences that do the same the first is taken, whichever way their sums were rounded.
            if (move <= bar) [[likely]]
                continue;
            farthest = move;
            bar = move + kRounding;
            best = k;
        }
        if (farthest < 0) break;
        effects_.change(left_[best]);
        chosen_.push_back(left_[best]);
        left_.erase(left_.begin() + static_cast<std::ptrdiff_t>(best));
        if (need() <= 0 && verify()) {
            reached = true;
            break;
        }
    }
    chosen_.clear();
    state_.restart();
    return reached;
}

/// Decides on open sentences that the bounds leave no choice about where at most `more` of them may be
/// chosen: in whatever the gap cannot be closed without, out whatever cannot be afforded. `more` falls by
/// those that are in. False where no such set closes the gap.
bool Search::narrow(std::size_t& more) {
    bool again = true;
    while (again) {
        const double need = this->need();
        if (need <= 0) return true;
        const std::vector<double>& bound = bounds_.now();
        top_.clear();
        for (const std::uint32_t i : order_) {
            if (bounds_.open(i) && bound[i] > 0) top_.push_back(bound[i]);
        }
        double next = 0;  // the largest that is not among the top
        double last = 0;  // the smallest that is
        if (more < top_.size()) {
            const auto end = top_.begin() + static_cast<std::ptrdiff_t>(more);
            std::nth_element(top_.begin(), end, top_.end(), std::greater<>());
            next = *end;
            top_.erase(end, top_.end());
        }
        double reach = 0;
        for (const double b : top_) reach += b;
        if (reach < need) return false;
        if (more > 0 && top_.size() == more) last = *std::min_element(top_.begin(), top_.end());

        const double spare = reach - need;
        again = false;
        for (const std::uint32_t i : order_) {
            if (!bounds_.open(i)) continue;
            const bool out = bound[i] < last - spare;
            if (!out && bound[i] - next <= spare) continue;
            decide(i, !out);
            if (!out) --more;
            again = true;
        }
    }
    return true;
}

/// Chooses exactly `more` further sentences among the open ones of order_[from …]. On success set() is the
/// set; otherwise all is as it was.
bool Search::descend(std::size_t from, std::size_t more) {
    if (!take_node()) return false;
    const std::size_t mark = decisions_.size();
    bool found = false;
    // Each pass decides one sentence: in (first), then out for the rest of the loop.
    for (std::size_t at = from; narrow(more); ++at) {
        if (more == 0) {
            found = need() <= 0 && verify();
            break;
        }
        if (more == 1) {
            found = choose_last(at);
            break;
        }
        while (at < order_.size() && !bounds_.open(order_[at])) ++at;
        if (at + more > order_.size()) break;
        const std::size_t before = decisions_.size();
        decide(order_[at], true);
        if (descend(at + 1, more - 1)) return true;
        roll_back(before);
        if (!take_node()) break;
        decide(order_[at], false);
    }
    if (!found) roll_back(mark);
    return found;
}

/// The last of a set: nothing is changed unless that closes the gap.
bool Search::choose_last(std::size_t from) {
    for (std::size_t at = from; at < order_.size(); ++at) {
        const std::uint32_t i = order_[at];
        if (!bounds_.open(i)) continue;
        if (!take_node()) return false;
        if (gap_after(state_.effect(i)) > kRounding) continue;
        const std::size_t before = decisions_.size();
        decide(i, true);
        if (verify()) return true;
        roll_back(before);
    }
    return false;
}

void Search::decide(std::size_t i, bool in) {
    decisions_.push_back({static_cast<std::uint32_t>(i), in});
    bounds_.close(i);
    if (!in) return;
    state_.change(i);
    chosen_.push_back(static_cast<std::uint32_t>(i));
}

void Search::roll_back(std::size_t mark) {
    for (; decisions_.size() > mark; decisions_.pop_back()) {
        const Decision& last = decisions_.back();
        bounds_.reopen(last.sentence);
        if (!last.in) continue;
        state_.undo(last.sentence);
        chosen_.pop_back();
    }
}

bool Search::take_node() {
    if (nodes_left_ == 0) return false;
    --nodes_left_;
    return true;
}

/// Whether the chosen sentences reach the goal; set() is these then.
bool Search::verify() {
    changed_.clear();
    for (const std::uint32_t i : chosen_) changed_.push_back(terms_->sentences()[i].id);
    std::sort(changed_.begin(), changed_.end());
    reached_ = level_now();
    return goal_.holds(reached_);
}

int Search::level_now() {
    const double balance = state_.balance();
    const bool clear = std::all_of(cuts_->cut_points.begin(), cuts_->cut_points.end(),
                                   [&](double cut) { return std::abs(balance - cut) > kClear; });
    if (clear) return score::level_of(balance, *cuts_);
    rest_.statement = evidence_->statement;
    rest_.sentences = evidence_->sentences;
    rest_.hits.clear();
    bool named = false;
    for (std::size_t i = 0; i < evidence_->hits.size(); ++i) {
        const score::Hit& hit = evidence_->hits[i];
        // The hits of a sentence mostly follow one another.
        if (i == 0 || hit.sentence != evidence_->hits[i - 1].sentence)
            named = std::binary_search(changed_.begin(), changed_.end(), hit.sentence);
        if (named != removing_) rest_.hits.push_back(hit);
    }
    score::score(rest_, *model_, scoring_, scored_);
    return scored_.predicted;
}

}  // namespace assay::explain
