// What a search for sets of sentences tells.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace assay::explain {

/// What a search found. `sentences` ascend. `to` is the score after the change.
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
    std::uint64_t nodes = 0;  ///< choices that were looked at one by one
};

/// A node costs some microseconds. Most sets are proved by bounds, without a node; a text of hundreds of
/// findings far from a cut point can need any number.
struct SearchLimits {
    std::uint64_t nodes = 2000;
};

}  // namespace assay::explain
