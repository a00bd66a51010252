// Diagnostics as a person reads them: place, message, the line with a caret, what to do.
#pragma once

#include <string>

#include "assay/diagnostic.h"

namespace assay::report {

/// All diagnostics, each as
///     rules/x.yaml:12:5: error R001: `pionts` is no key of a rule.
///        12 |     pionts: 2
///           |     ^~~~~~
///           = Did you mean `points`?
/// with ANSI colours where `color` is set.
std::string diagnostics_text(const Diagnostics& diagnostics, bool color);

/// "error", "warning", "note".
std::string_view to_string(Severity severity);

}  // namespace assay::report
