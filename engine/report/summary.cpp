#include "report/summary.h"

#include "report/citations.h"
#include "report/utf8.h"

namespace assay::report {

std::vector<SummaryRow> summary_rows(const ScoredReport& report, const ReportContext* context) {
    SummaryRow common;
    common.path = for_terminal(report.source.path);
    common.sha256 = report.source.sha256;
    if (report.document.report.authority) common.authority = for_terminal(*report.document.report.authority);
    if (!report.errors.empty()) common.error = for_terminal(report.errors.front().message);
    std::vector<SummaryRow> rows;
    if (context) {
        for (const Assessment& a : report.assessments) {
            SummaryRow row = common;
            row.statement = a.statement;
            row.title = statement_title(context->framework, a.statement);
            row.predicted = a.predicted_score;
            row.published = a.published_score;
            if (a.predicted_score) {
                row.probability =
                    a.probabilities[static_cast<std::size_t>(*a.predicted_score - kLowestScore)];
            }
            row.balance = a.balance;
            row.findings = a.findings.size();
            row.abstained = a.abstained;
            row.calibrated = a.calibrated;
            row.incomplete = a.incomplete;
            rows.push_back(std::move(row));
        }
    }
    if (rows.empty()) rows.push_back(std::move(common));
    return rows;
}

std::string SameFiles::add(const std::string& path, const std::string& sha256) {
    if (sha256.empty()) return {};
    const auto [first, fresh] = first_.try_emplace(sha256, path);
    if (fresh) return {};
    return path == first->second ? path + " is given twice."
                                 : path + " is the same file as " + first->second + ".";
}

std::string_view remark(const SummaryRow& row) {
    if (row.incomplete) return "incomplete";
    if (row.predicted && row.published && *row.predicted != *row.published) return "differs";
    return row.abstained ? "abstained" : "";
}

}  // namespace assay::report
