// Numbers as people read them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "assay/report.h"

namespace assay::report {

/// One decimal with its sign, two below 1: "+2.4", "−1.0" (a real minus sign), "+0.35", "0.0". Never
/// "-0.0".
std::string signed_points(double value);
/// The same, a sign only when negative.
std::string points(double value);
/// A factor: "×0.4", two decimals where needed.
std::string factor(double value);
/// What a factor does to a finding, with a blank behind it: "softened by ", "raised by "; empty for 1.
std::string_view effect_words(double value);
/// "81 %" as "81%"; "<1%" and ">99%" at the ends.
std::string percent(double probability);
/// A figure with its unit, as Quantity and rules name it: "91%", "12 weeks", "£250", "7".
std::string figure(double value, std::string_view unit);
/// "1 finding", "12 findings".
std::string counted(std::size_t count, std::string_view noun);
/// 1234567 as "1,234,567".
std::string grouped(std::uint64_t value);
/// "page 3", "paragraph 12" or "line 41", whichever the place has.
std::string place_words(const SourcePlace& place);

}  // namespace assay::report
