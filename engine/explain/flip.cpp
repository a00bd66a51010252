#include "explain/flip.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "assay/framework.h"

namespace assay::explain {

SearchResult minimal_flip(const score::Evidence& evidence, const ScoringModel& model,
                          const SearchLimits& limits) {
    Workspace workspace;
    return minimal_flip(evidence, model, score::score(evidence, model), workspace, limits);
}

SearchResult minimal_flip(const score::Evidence& evidence, const ScoringModel& model,
                          const score::Scored& scored, Workspace& workspace, const SearchLimits& limits) {
    const CutPoints& cuts = model.cuts_for(evidence.statement);
    const int level = scored.predicted;
    struct Way {
        Goal goal;
        double distance;
    };
    std::array<Way, 2> ways;
    std::size_t known = 0;
    if (level < kHighestScore) {
        const double cut = cuts.cut_points[static_cast<std::size_t>(level - 1)];
        ways[known++] = {{1, cut, level + 1, kHighestScore}, cut - scored.balance};
    }
    if (level > kLowestScore) {
        const double cut = cuts.cut_points[static_cast<std::size_t>(level - 2)];
        ways[known++] = {{-1, cut, kLowestScore, level - 1}, scored.balance - cut};
    }
    if (known == 2 && ways[1].distance < ways[0].distance) std::swap(ways[0], ways[1]);

    workspace.terms.build(evidence, model, scored);
    SearchResult best;
    std::size_t at_most = std::numeric_limits<std::size_t>::max();
    for (std::size_t w = 0; w < known && at_most > 0; ++w) {
        SearchResult result = workspace.search.run(evidence, model, workspace.terms, true, ways[w].goal,
                                                   limits.nodes - best.nodes, at_most);
        const bool gave_up = best.outcome == Outcome::gave_up || result.outcome == Outcome::gave_up;
        best.nodes += result.nodes;
        // A set of the second way is smaller, or the search would not have been let to find it.
        if (result.set) best.set = std::move(result.set);
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
    const score::Scored scored = score::score(evidence, model);
    const int level = scored.predicted;
    const int empty = score::level_of(0, cuts);
    if (empty == level) return {Outcome::found, SentenceSet{{}, level}, 1};
    const int direction = level > empty ? 1 : -1;
    const double threshold = cuts.cut_points[static_cast<std::size_t>(direction > 0 ? level - 2 : level - 1)];
    Workspace workspace;
    workspace.terms.build(evidence, model, scored);
    return workspace.search.run(evidence, model, workspace.terms, false, {direction, threshold, level, level},
                                limits.nodes, std::numeric_limits<std::size_t>::max());
}

}  // namespace assay::explain
