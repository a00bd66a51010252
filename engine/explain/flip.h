// What would change a score: the fewest sentences whose removal moves it, and the fewest that carry it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "score/score.h"

namespace assay::explain {

/// What a search found. `sentences` ascend. `to` is the score after the change, by scoring again.
struct SentenceSet {
    std::vector<std::uint32_t> sentences;
    int to = 0;
};

enum class Outcome {
    found,       ///< `set` is a smallest one, proved
    impossible,  ///< no set of any size does it
    gave_up,     ///< the node limit was reached; `set`, if any, does it but may not be the smallest
};

struct SearchResult {
    Outcome outcome = Outcome::impossible;
    std::optional<SentenceSet> set;
    std::uint64_t nodes = 0;  ///< sets that were evaluated
};

/// A node costs some microseconds. Sets of a few sentences are proved within a handful of nodes; a
/// text of hundreds of findings far from a cut point can need any number.
struct SearchLimits {
    std::uint64_t nodes = 2000;
};

/// The fewest sentences whose removal changes the predicted score, up or down. A removal takes away
/// the hits that cite the sentence; the number of sentences of evidence stays what it was, and rules
/// that computed over the whole text are not run again. Where both directions need equally many, the
/// one with the nearer cut point is taken. Thread-safe, deterministic.
SearchResult minimal_flip(const score::Evidence& evidence, const ScoringModel& model,
                          const SearchLimits& limits = {});
/// The same with working memory of the caller's, for many searches in a row.
SearchResult minimal_flip(const score::Evidence& evidence, const ScoringModel& model,
                          score::Workspace& workspace, const SearchLimits& limits = {});

/// The fewest sentences that alone, all others removed, give the predicted score. Empty where the
/// model gives that score to a text without findings.
SearchResult minimal_sufficient(const score::Evidence& evidence, const ScoringModel& model,
                                const SearchLimits& limits = {});

}  // namespace assay::explain
