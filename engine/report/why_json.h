// Why a rule fired or did not, for programs: `assay why --format json` and the workbench.
#pragma once

#include <string>
#include <vector>

#include "analyzer/why.h"

namespace assay::report {

/// One rule in a report, as an object. Offsets are bytes of the report's text, and every `text` is the
/// stretch between `start` and `end` as it stands there.
std::string why_json(const ScoredReport& report, const analyzer::Why& why);

/// What touched some sentences, or nearly did, as an object with `rules`.
std::string why_at_json(const ScoredReport& report, const std::vector<analyzer::WhyAt>& all);

/// A stretch of a text with its offsets kept: every byte that is no UTF-8 becomes a question mark.
std::string text_between(std::string_view text, Span bytes);

}  // namespace assay::report
