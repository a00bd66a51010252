// Every phrase of two to six words, with at most one gap, that enough sections hold.
#pragma once

#include <cstdint>
#include <vector>

#include "suggest/words.h"

namespace assay::suggest {

/// One word of a phrase. `gap`: how many words may stand between it and the one before.
struct PhraseWord {
    std::uint32_t lemma = kNoLemma;
    std::uint32_t gap = 0;
};

/// Where a phrase stands. `first`, `last`: tokens of Words.
struct Occurrence {
    std::uint32_t sentence = 0;  ///< index into Words::sentences
    std::uint32_t first = 0, last = 0;
    std::uint8_t covered =
        0;  ///< how many of the phrase's words, function words left out, rules match already
};

struct MinedPhrase {
    std::vector<PhraseWord> words;
    std::vector<Occurrence>
        open;  ///< that no rule covers: less than half of the words that are no function words
    std::uint32_t covered = 0;  ///< the other occurrences
};

struct MineSettings {
    std::uint32_t least_sections = 8;
    std::uint32_t least_authorities = 5;
    double most_covered = 0.5;  ///< share of occurrences: a rule for the rest would find the covered ones too
    std::uint32_t most_words = 6;
    std::uint32_t widest_gap = 3;
};

/// All of them, in an order that depends on nothing but the words. A phrase begins and ends with words that
/// are no function words.
std::vector<MinedPhrase> mine(const Words& words, const MineSettings& settings);

}  // namespace assay::suggest
