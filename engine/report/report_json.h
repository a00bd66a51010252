// One report as a JSON object: the contract of docs/json.md.
#pragma once

#include "report/json_text.h"
#include "report/writer.h"

namespace assay::report {

/// Writes one report. `context` is null where no pack recognised it; `silenced`: also what nearly fired, and
/// the sentences that suffice. Thread-safe with a `json` of one's own.
void write_report_json(JsonText& json, const ScoredReport& report, const ReportContext* context,
                       bool silenced);

}  // namespace assay::report
