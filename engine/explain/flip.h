// What would change a score: the fewest sentences whose removal moves it, and the fewest that carry it.
#pragma once

#include "explain/search.h"
#include "explain/search_result.h"
#include "explain/terms.h"
#include "score/score.h"

namespace assay::explain {

/// Working memory of one thread, for many searches in a row.
struct Workspace {
    Terms terms;
    Search search;
};

/// The fewest sentences whose removal changes the predicted score, up or down. A removal takes away
/// the hits that cite the sentence; the number of sentences of evidence stays what it was, and rules
/// that computed over the whole text are not run again. Where both directions need equally many, the
/// one with the nearer cut point is taken. Thread-safe, deterministic.
SearchResult minimal_flip(const score::Evidence& evidence, const ScoringModel& model,
                          const SearchLimits& limits = {});
/// The same with what score() says of the evidence, and working memory of the caller's.
SearchResult minimal_flip(const score::Evidence& evidence, const ScoringModel& model,
                          const score::Scored& scored, Workspace& workspace, const SearchLimits& limits = {});

/// The fewest sentences that alone, all others removed, give the predicted score. Empty where the
/// model gives that score to a text without findings.
SearchResult minimal_sufficient(const score::Evidence& evidence, const ScoringModel& model,
                                const SearchLimits& limits = {});

}  // namespace assay::explain
