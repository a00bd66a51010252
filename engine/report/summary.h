// What a table over many reports tells of each.
#pragma once

#include <string_view>
#include <vector>

#include "report/writer.h"

namespace assay::report {

/// A row for each assessment, or one for a report without any.
std::vector<SummaryRow> summary_rows(const ScoredReport& report, const ReportContext* context);

/// What to remark on a row in a word: "incomplete", "differs", "abstained", or nothing. That scores differ
/// shows in the figures; that a rule failed, which may be why, does not.
std::string_view remark(const SummaryRow& row);

}  // namespace assay::report
