// Text for people, on a terminal or in a file.
#pragma once

#include "report/writer.h"

namespace assay::report {

/// What a head of service reads; a summary table at the end where there were several reports.
std::unique_ptr<Writer> make_text_writer(const LayoutOptions& options);
/// The full ledger of each report.
std::unique_ptr<Writer> make_explain_writer(const LayoutOptions& options);

/// Only the table over all reports, a line an assessment.
std::unique_ptr<Writer> make_summary_writer(const LayoutOptions& options);

}  // namespace assay::report
