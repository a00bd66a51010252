// What the paths that begin at a word need further on, so that most of them are never walked.
#include <algorithm>

#include "match/automaton.h"

namespace assay::match {

namespace {

// Stands for every distance that has no bound.
constexpr std::uint32_t kUnbounded = 0xFFFF;
constexpr std::uint32_t kEverywhere = ~0u;
// Where the paths from a node need more symbols than these, walking them costs no more than asking for each.
constexpr std::size_t kMostNeeds = 6;

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

bool Automaton::accepts_phrase(const Node& node) const {
    return std::any_of(accepts_.begin() + node.accepts, accepts_.begin() + node.accepts_end,
                       [](const Accept& accepted) { return !accepted.is_symbol; });
}

std::uint64_t Automaton::followers(const Node& node) const {
    if (node.gaps != node.gaps_end || node.several || accepts_phrase(node)) return kWhatever;
    std::uint64_t bits = 0;
    for (std::uint32_t e = node.edges; e < node.edges_end; ++e) bits |= pair_bit(edges_[e].symbol);
    return bits;
}

void Automaton::find_needs(std::uint32_t node_index, std::uint32_t within, const Start& rarest,
                           const std::vector<std::uint32_t>& commonness,
                           const std::vector<std::uint32_t>& longest, std::vector<Start>& needs) const {
    const Node& node = nodes_[node_index];
    // The symbols that the one word at the beginning stands for are known without a walk.
    if (node_index != rarest.node && node.accepts != node.accepts_end) {
        const auto known = std::find_if(needs.begin(), needs.end(),
                                        [&](const Start& start) { return start.needs == rarest.needs; });
        if (known == needs.end()) {
            needs.push_back(rarest);
        } else {
            known->within = std::max(known->within, rarest.within);
        }
    }
    if (needs.size() > kMostNeeds) return;
    for (std::uint32_t e = node.edges; e < node.edges_end; ++e) {
        const Edge& edge = edges_[e];
        const bool rarer = rarest.needs == kAlways || commonness[edge.symbol] < commonness[rarest.needs];
        find_needs(edge.child, std::min(within + longest[edge.symbol], kUnbounded),
                   rarer ? Start{rarest.node, edge.symbol, within} : rarest, commonness, longest, needs);
    }
    for (std::uint32_t g = node.gaps; g < node.gaps_end; ++g)
        find_needs(gaps_[g].child, std::min(within + gaps_[g].most, kUnbounded), rarest, commonness, longest,
                   needs);
}

std::vector<std::vector<Automaton::Start>> Automaton::find_starts(
    const std::vector<std::uint32_t>& commonness) const {
    const std::vector<std::uint32_t> longest = longest_occurrences();
    std::vector<std::vector<Start>> starts(root_child_.size());
    std::vector<std::uint32_t> told_by_next;  // symbols behind which the next word tells
    std::size_t others = 0;
    for (std::uint32_t symbol = kFirstSymbol; symbol < root_child_.size(); ++symbol) {
        const std::uint32_t below = root_child_[symbol];
        if (below == 0) continue;
        const Node& node = nodes_[below];
        const Start always{below, kAlways, kEverywhere};
        if (!accepts_phrase(node)) find_needs(below, 1, always, commonness, longest, starts[symbol]);
        if (accepts_phrase(node) || starts[symbol].size() > kMostNeeds) starts[symbol] = {always};
        if (followers(node) != kWhatever) {
            told_by_next.push_back(symbol);
        } else {
            ++others;
        }
    }
    // Unless most need it, keeping in mind what was seen costs more than the walks that it spares.
    if (told_by_next.size() > others) {
        for (const std::uint32_t symbol : told_by_next)
            starts[symbol] = {{root_child_[symbol], kAlways, kEverywhere}};
    }
    return starts;
}

}  // namespace assay::match
