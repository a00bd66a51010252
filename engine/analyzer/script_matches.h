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

/// Refers to the matches and the sentences, which must outlive it. Read-only once built.
class ScriptMatches {
public:
    /// `sentences`: those of the part, ascending indices into Document::sentences.
    ScriptMatches(const PackContent& pack, const rules::DocumentMatches& matches,
                  std::span<const std::uint32_t> sentences);

    std::span<const std::uint32_t> sentences() const { return sentences_; }
    /// Those of one rule, by sentence.
    std::span<const ScriptMatch> of(std::uint32_t rule) const {
        return std::span(matches_).subspan(begins_[rule], begins_[rule + 1] - begins_[rule]);
    }

private:
    std::span<const std::uint32_t> sentences_;
    std::vector<ScriptMatch> matches_;   // by rule, then sentence
    std::vector<std::uint32_t> begins_;  // by rule, and two behind the last
};

}  // namespace assay::analyzer
