// What a table over many reports tells of each.
#pragma once

#include <vector>

#include "report/writer.h"

namespace assay::report {

/// A row for each assessment, or one for a report without any.
std::vector<SummaryRow> summary_rows(const ScoredReport& report, const ReportContext* context);

}  // namespace assay::report
