// The hits of an evaluation in the order of the text, for a report whose statements each ask for their own.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "rules/evaluate.h"

namespace assay::analyzer {

/// Indices into Evaluation::hits. Read-only once built.
class HitsByPlace {
public:
    /// `sentences`: how many the document has.
    HitsByPlace(const rules::Evaluation& evaluation, std::size_t sentences);

    /// Those in one sentence, by rule.
    std::span<const std::uint32_t> in(std::uint32_t sentence) const {
        return std::span(hits_).subspan(begins_[sentence], begins_[sentence + 1] - begins_[sentence]);
    }

private:
    std::vector<std::uint32_t> hits_;
    std::vector<std::uint32_t> begins_;  // by sentence, and one behind the last
};

}  // namespace assay::analyzer
