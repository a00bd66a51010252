// What the paths that begin at a word need further on, so that most of them are never walked.
#include <algorithm>

#include "match/automaton.h"

namespace assay::match {

namespace {

// Stands for every distance that has no bound.
constexpr std::uint32_t kUnbounded = 0xFFFF;
constexpr std::uint32_t kEverywhere = ~0u;

}  // namespace

// How many tokens each symbol takes up at most. Nodes come after those that they are reached from, so one
// pass finds the depth of all where the symbols' lengths are known; lists that mention lists take some more.
std::vector<std::uint32_t> Automaton::longest_occurrences() const {
    std::vector<std::uint32_t> longest(root_child_.size(), 1);
    for (const std::uint32_t capture : capture_symbols_) longest[capture] = kUnbounded;
    std::vector<std::uint32_t> depth(nodes_.size());
    for (int round = 0; round < 8; ++round) {
        bool changed = false;
        for (std::size_t n = 0; n < nodes_.size(); ++n) {
            const Node& node = nodes_[n];
            for (std::uint32_t i = node.accepts; i < node.accepts_end; ++i) {
                if (!accepts_[i].is_symbol || longest[accepts_[i].id] >= depth[n]) continue;
                longest[accepts_[i].id] = depth[n];
                changed = true;
            }
            for (std::uint32_t e = node.edges; e < node.edges_end; ++e)
                depth[edges_[e].child] = std::min(depth[n] + longest[edges_[e].symbol], kUnbounded);
            for (std::uint32_t g = node.gaps; g < node.gaps_end; ++g)
                depth[gaps_[g].child] = std::min(depth[n] + gaps_[g].most, kUnbounded);
        }
        if (!changed) return longest;
    }
    // Lists that mention each other in a circle.
    longest.assign(longest.size(), kUnbounded);
    return longest;
}

Automaton::Start Automaton::start_at(std::uint32_t node_index, const std::vector<std::uint32_t>& commonness,
                                     const std::vector<std::uint32_t>& longest) const {
    Start start{node_index, kAlways, kEverywhere};
    const Node* node = &nodes_[node_index];
    std::uint32_t within = 1;
    for (bool first = true;; first = false) {
        const bool one_way = (node->edges_end - node->edges) + (node->gaps_end - node->gaps) == 1;
        if (!one_way || (!first && node->accepts != node->accepts_end)) return start;
        if (node->gaps != node->gaps_end) {
            within = std::min(within + gaps_[node->gaps].most, kUnbounded);
            node = &nodes_[gaps_[node->gaps].child];
            continue;
        }
        const Edge& edge = edges_[node->edges];
        if (start.needs == kAlways || commonness[edge.symbol] < commonness[start.needs]) {
            start.needs = edge.symbol;
            start.within = within;
        }
        within = std::min(within + longest[edge.symbol], kUnbounded);
        node = &nodes_[edge.child];
    }
}

std::vector<Automaton::Start> Automaton::find_starts(const std::vector<std::uint32_t>& commonness) const {
    const std::vector<std::uint32_t> longest = longest_occurrences();
    std::vector<Start> starts(root_child_.size(), {0, kNever, 0});
    for (std::uint32_t symbol = kFirstSymbol; symbol < root_child_.size(); ++symbol) {
        const std::uint32_t below = root_child_[symbol];
        if (below == 0) continue;
        const Node& node = nodes_[below];
        const bool accepts_phrase =
            std::any_of(accepts_.begin() + node.accepts, accepts_.begin() + node.accepts_end,
                        [](const Accept& accepted) { return !accepted.is_symbol; });
        // The symbols that one word stands for are known without a walk.
        if (accepts_phrase) {
            starts[symbol] = {below, kAlways, kEverywhere};
        } else if (node.edges != node.edges_end || node.gaps != node.gaps_end) {
            starts[symbol] = start_at(below, commonness, longest);
        }
    }
    return starts;
}

}  // namespace assay::match
