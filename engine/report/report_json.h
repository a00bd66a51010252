// One report as a JSON object: the contract of docs/json.md.
#pragma once

#include "report/json_text.h"
#include "report/rule_json.h"
#include "report/writer.h"

namespace assay::report {

/// What is written beside what a report always has, and how.
struct ReportJsonOptions {
    const RuleJson* rules = nullptr;  ///< of the context's rules; null where there is no context
    const Sink* sink = nullptr;       ///< takes what is written as soon as it is much; null: it is kept
    bool silenced = false;            ///< also what nearly fired, and the sentences that suffice
};

/// Writes one report. `context` is null where no pack recognised it. Thread-safe with a `json` of one's own.
void write_report_json(JsonText& json, const ScoredReport& report, const ReportContext* context,
                       const ReportJsonOptions& options);

}  // namespace assay::report
