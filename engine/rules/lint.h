// What is no mistake of form but probably one of meaning: rules without examples, phrases that another
// makes idle, lists nobody uses. Codes W001 and up; docs/diagnostics.md has a page for each.
#pragma once

#include <functional>
#include <string>

#include "rules/pack_content.h"

namespace assay::rules {

struct LintOptions {
    /// Which files are judged: those of the pack itself, not of packs that it builds on.
    std::function<bool(const std::string& file)> own = [](const std::string&) { return true; };
    std::string pack_file;  ///< pack.yaml, as shown; for what is wrong with the pack as a whole
};

/// Adds warnings and notes about a pack that compiled without errors, ordered by file and line.
/// Thread-safe. Costs about as much as loading the pack.
void lint(const PackContent& pack, const LintOptions& options, Diagnostics& diagnostics);

}  // namespace assay::rules
