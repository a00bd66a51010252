// The phrases of all Lua rules in one part of a report, found in one pass over its sentences.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "assay/document.h"
#include "rules/evaluate.h"

namespace assay::analyzer {

/// A place where a phrase of a script stands, or one of its triggers.
struct ScriptMatch {
    std::uint32_t rule = 0;
    std::uint32_t sentence = 0;  ///< index into Document::sentences
    std::uint32_t group = 0;     ///< of phrases, as the script declares them
    bool trigger = false;
    const match::Match* match = nullptr;
};

/// Refers to the matches, which must outlive it. Read-only once built.
class ScriptMatches {
public:
    ScriptMatches(const PackContent& pack, const Document& document, const rules::DocumentMatches& matches,
                  std::uint16_t part);

    /// The part's sentences: ascending indices into Document::sentences.
    const std::vector<std::uint32_t>& sentences() const { return sentences_; }
    /// Those of one rule, by sentence.
    std::span<const ScriptMatch> of(std::uint32_t rule) const;

private:
    std::vector<std::uint32_t> sentences_;
    std::vector<ScriptMatch> matches_;  // by rule, then sentence
};

}  // namespace assay::analyzer
