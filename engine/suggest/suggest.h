// Phrases that separate the scores and that no rule covers.
#pragma once

#include <string>
#include <vector>

#include "suggest/mine.h"
#include "suggest/separate.h"

namespace assay::suggest {

struct SuggestSettings {
    MineSettings mine;
    std::size_t most = 40;   ///< suggestions
    double least_z = 3;      ///< of |Separation::z|
    std::string containing;  ///< folded word that the phrase must hold, in any inflection; empty: any
    int level = 0;           ///< only suggestions of this level; 0: of all
    int exchanges = 20;      ///< of scores at random, to tell what chance finds; 0: none
    std::uint64_t seed = 20260101;
};

struct Suggestion {
    std::string phrase;  ///< in the phrase language
    std::vector<PhraseWord> words;
    int level = 0;
    Separation separation;
    ScoreCounts sections{};  ///< that hold it where no rule covers it, by score
    std::uint32_t authorities = 0;
    std::uint32_t documents = 0;
    std::vector<Occurrence> places;  ///< not covered, in the order of the text
    std::uint32_t covered = 0;       ///< occurrences that rules cover already
    /// How many phrases of this |z| or more chance finds, for each that was found; none without exchanges.
    double false_share = 0;
};

struct Suggestions {
    std::vector<Suggestion> found;  ///< by falling |z|
    ScoreCounts sections{};
    std::size_t looked_at = 0;   ///< phrases that enough sections hold
    std::size_t separating = 0;  ///< those with |z| >= least_z
    double by_chance = 0;        ///< how many of them there are on average when scores are exchanged
};

/// Of phrases that mostly stand in the same sentences only the one that separates best is kept.
/// Deterministic; thread-safe.
Suggestions suggest(const Words& words, const SuggestSettings& settings = {});

}  // namespace assay::suggest
