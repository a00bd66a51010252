// CSV for R, pandas and spreadsheets: RFC 4180, UTF-8, CRLF; docs/csv.md says what each column is.
#pragma once

#include "report/writer.h"

namespace assay::report {

/// A row for each finding. A file that failed has none: see make_csv_assessments_writer.
std::unique_ptr<Writer> make_csv_findings_writer(const LayoutOptions& options);
/// A row for each assessment, and one for each file that has none.
std::unique_ptr<Writer> make_csv_assessments_writer(const LayoutOptions& options);

}  // namespace assay::report
