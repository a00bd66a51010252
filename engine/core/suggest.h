// "Did you mean": the nearest of a set of known words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay {

/// The number of letters to change, add, drop or swap to turn one word into the other.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `word`, or "" when none is near (a third of its letters at the most, at
/// least one, at most four). Ties go to the first candidate. Thread-safe.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace assay
