// How what reads and compiles rules tells of a mistake.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "assay/diagnostic.h"
#include "core/suggest.h"

namespace assay::rules {

/// Adds a diagnostic without its source line, which the loader adds.
inline void report(Diagnostics& diagnostics, Severity severity, std::string code, const Place& at,
                   std::string message, std::string suggestion = {}) {
    diagnostics.push_back({std::move(code), severity, at, std::move(message), std::move(suggestion), {}});
}

/// "Did you mean `x`?" where a known word is near; else `otherwise`.
inline std::string did_you_mean(const std::string& word, const std::vector<std::string>& known,
                                const std::string& otherwise) {
    const std::string near = nearest(word, known);
    return near.empty() ? otherwise : fmt::format("Did you mean `{}`?", near);
}

}  // namespace assay::rules
