// What would change a score: the fewest sentences whose removal moves it, the fewest that carry it,
// and the strongest that speak against it.
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

/// A sentence and the sum of the contributions of its hits.
struct SentenceWeight {
    std::uint32_t sentence = 0;
    double contribution = 0;
};

/// The sentences that speak most strongly against the predicted score: those that pull down from a 3
/// or 4, those that pull up from a 1 or 2. Strongest first, at most `count`.
std::vector<SentenceWeight> counter_evidence(const score::Evidence& evidence, const score::Scored& scored,
                                             std::size_t count);

}  // namespace assay::explain
