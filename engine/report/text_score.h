// A report as a head of service reads it, and the whole ledger behind it.
#pragma once

#include <string>

#include "report/writer.h"

namespace assay::report {

struct TextReport;

/// Appends the result of one report: who, what, predicted and published score, how sure, the
/// strongest evidence for and against, and what would change the score.
void write_score_text(const ScoredReport& report, const ReportContext* context, const LayoutOptions& options,
                      std::string& out);

/// Appends the ledger of one report: every rule, hit, sentence and factor, and what was silenced.
void write_explain_text(const ScoredReport& report, const ReportContext* context,
                        const LayoutOptions& options, std::string& out);

/// Appends a table over many reports: predicted beside published, and how many agree; `doubles` tell of files
/// that were given twice, a sentence each.
void write_summary_text(const std::vector<SummaryRow>& rows, const std::vector<std::string>& doubles,
                        const LayoutOptions& options, std::string& out);

/// "Strengths +12.3 from 7 findings in 5 sentences" and the same of shortfalls, what speaks for the score
/// first.
void write_totals(const TextReport& text, const Assessment& assessment);
/// The fewest sentences without which the score would change.
void write_flip(const TextReport& text, const Assessment& assessment);

}  // namespace assay::report
