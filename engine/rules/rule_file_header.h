// What a new file of rules begins with, whoever makes it.
#pragma once

#include <string_view>

namespace assay::rules {

inline constexpr std::string_view kRuleFileHeader =
    "# A rule says which words of a report are evidence for which score. `assay check` and `assay test` tell "
    "whether it is\n"
    "# well made; docs/rule-language.md describes every key. Lines that begin with # are notes for people.\n";

}  // namespace assay::rules
