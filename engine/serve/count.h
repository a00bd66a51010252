// How often a phrase stands in the corpus, by published score.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "corpus/corpus.h"
#include "serve/probe.h"

namespace assay::serve {

struct PhraseSample {
    std::string report, document;
    Span bytes;  ///< of the sentence
    std::uint32_t line = 0;
    std::string text;
    int published = 0;  ///< 0: unknown
    std::vector<Span> matches;
};

struct PhraseCount {
    std::size_t hits = 0;  ///< sentences of evidence, each in its own statement's part
    std::size_t documents = 0;
    struct ByScore {
        std::size_t hits = 0, assessments = 0, words = 0;
    };
    std::array<ByScore, 5> by_score;    ///< by published score; 0: unknown
    std::vector<PhraseSample> samples;  ///< some of them, spread over the scores
    std::vector<std::string> rules;     ///< that already cite these sentences, the commonest first
};

/// The corpus must have been scored with words counted. `most_samples` in all.
PhraseCount count_phrase(const corpus::Corpus& corpus, const RulePack& pack, const Probe& probe,
                         std::size_t most_samples = 24);

std::string count_json(const std::string& phrase, const PhraseCount& count);

}  // namespace assay::serve
