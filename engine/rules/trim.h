// A line without the blanks around it.
#pragma once

#include <string_view>

namespace assay::rules {

/// `s` without blanks and tabs at either end, and without carriage returns at its end.
inline std::string_view trim(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r')) s.remove_suffix(1);
    return s;
}

}  // namespace assay::rules
