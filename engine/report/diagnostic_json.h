// Diagnostics for programs: JSON of our own, and SARIF 2.1.0 for code-scanning services and editors.
#pragma once

#include <string>
#include <vector>

#include "assay/diagnostic.h"

namespace assay::report {

/// {"diagnostics": [{code, severity, file, line, column, length, message, suggestion, source}], "errors": 1,
/// "warnings": 0, "notes": 0}; docs/json-schema/diagnostics.schema.json.
std::string diagnostics_json(const Diagnostics& diagnostics);

/// A code and its title, for SARIF's table of rules.
struct CodeTitle {
    std::string code;
    std::string title;
    std::string help;
};

/// One SARIF run. Paths are relative where the diagnostics' are; columns count characters.
std::string diagnostics_sarif(const Diagnostics& diagnostics, const std::vector<CodeTitle>& codes,
                              const std::string& version);

}  // namespace assay::report
