// How a phrase, or the words of a `near`, are missed by a little in one sentence.
#pragma once

#include <optional>

#include "rules/element_ends.h"
#include "rules/near_miss.h"

namespace assay::rules {

/// What a miss costs: one word missing is 1. A little more than one is still told.
inline constexpr double kMissingWord = 1;
inline constexpr double kOtherForm = 0.3;  ///< "starters" where the phrase has "starter"
/// Of words beyond a gap.
constexpr double extra_cost(std::uint32_t words) {
    return 0.25 + 0.1 * words;
}

/// The cheapest way to meet the phrase in the sentence that `reach` looks in, with what fails on it. Nothing
/// where it is met, or far from it. `sentence` of the result is left to the caller.
std::optional<NearMiss> miss_of_phrase(ElementEnds& reach, const Text& phrase);

/// The same of words that must stand near each other in any order: at most one may be missing.
std::optional<NearMiss> miss_of_near(ElementEnds& reach, const NearSpec& near);

}  // namespace assay::rules
