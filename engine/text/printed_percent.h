// Percentages as a report prints them, which are rounded.
#pragma once

#include <string>
#include <string_view>

namespace assay::text {

/// "31.1 %": to one place, without a zero behind the point.
std::string percent_text(double value);

/// One unit of the last place of a number as it is printed, which may begin a longer text: 1 of "31%", 0.1 of
/// "31.1%". Half of it would be the most that rounding makes of a number, but some round down.
double rounding_of(std::string_view printed);

}  // namespace assay::text
