// Where the time of scoring went: by phase, and by rule.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "assay/rule_pack.h"

namespace assay {

/// What one rule cost. Finding its phrases is not in it: all phrases of a pack are found together.
struct RuleCost {
    std::uint64_t nanoseconds = 0;   ///< of elapsed time
    std::uint64_t matches = 0;       ///< places where its phrases stood; 0 for a script
    std::uint64_t findings = 0;      ///< what became a finding
    std::uint64_t runs = 0;          ///< of its script
    std::uint64_t instructions = 0;  ///< of its script, over all runs
};

/// The reports that one pack scored. Phases in nanoseconds of elapsed time.
struct PackProfile {
    std::uint64_t reports = 0;
    std::uint64_t reading = 0;    ///< the file, its layout, sentences and words
    std::uint64_t assessing = 0;  ///< all the rest: holds the next three, and scores, flips and warnings
    std::uint64_t matching = 0;
    std::uint64_t rules = 0;  ///< declared rules, with context
    std::uint64_t scripts = 0;
    std::vector<RuleCost> costs;  ///< by rule index

    void add(const PackProfile& other);
};

/// By pack. One a thread: add them up at the end.
using Profile = std::map<std::shared_ptr<const RulePack>, PackProfile>;

}  // namespace assay
