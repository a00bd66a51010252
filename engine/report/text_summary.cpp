#include <fmt/format.h>

#include <algorithm>

#include "report/number_text.h"
#include "report/summary.h"
#include "report/summary_columns.h"
#include "report/text_layout.h"
#include "report/text_score.h"
#include "report/utf8.h"

namespace assay::report {

namespace {

std::string score_words(std::optional<int> score) {
    return score ? std::to_string(*score) : "\u2013";
}

}  // namespace

void write_summary_text(const std::vector<SummaryRow>& rows, const std::vector<std::string>& doubles,
                        const LayoutOptions& options, std::string& out) {
    TextLayout layout(out, options);
    constexpr int kNumbers = 4 + 5 + 8 + 12;  // predicted, published, sure, remark
    const int rest = std::max(20, layout.width() - kNumbers - 2);
    const SummaryColumns columns = summary_columns(rows, rest, layout.unicode());
    const auto first_columns = [&](const SummaryColumns::Row& row) {
        return row.report + (columns.with_file ? " " + row.file : "") + " " + row.statement;
    };
    std::size_t compared = 0;
    std::size_t agreed = 0;
    std::size_t adjacent = 0;
    std::size_t scored = 0;
    bool uncalibrated = false;
    layout.blank();
    layout.title({{"Summary", Ink::strong}});
    layout.blank();
    layout.line(0, {{fmt::format("{} {:>4} {:>4} {:>6}", first_columns(columns.head), "pred", "publ", "sure"),
                     Ink::faint}});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const SummaryRow& row = rows[i];
        if (!row.error.empty() && row.statement.empty()) continue;
        if (row.statement.empty()) {
            layout.line(0, {{first_columns(columns.rows[i])}, {" nothing to score", Ink::faint}});
            continue;
        }
        scored += row.predicted ? 1 : 0;
        if (row.predicted && row.published) {
            ++compared;
            const int by = std::abs(*row.predicted - *row.published);
            agreed += by == 0 ? 1 : 0;
            adjacent += by <= 1 ? 1 : 0;
        }
        uncalibrated = uncalibrated || (row.predicted && !row.calibrated);
        const std::string predicted =
            score_words(row.predicted) + (row.predicted && !row.calibrated ? "*" : " ");
        layout.line(
            0, {{first_columns(columns.rows[i])},
                {"   " + predicted, row.predicted ? ink_of_score(*row.predicted) : Ink::faint},
                {"   " + score_words(row.published)},
                {"   " + std::string(row.predicted ? fmt::format("{:>4}", percent(row.probability)) : "    "),
                 Ink::faint},
                {"  " + std::string(remark(row)), Ink::poor}});
    }
    layout.blank();
    std::string total = counted(scored, "assessment") + " scored";
    if (compared > 0) {
        total += fmt::format("; {} of {} agree with the published score, {} within one", agreed, compared,
                             adjacent);
    }
    layout.paragraph(0, {{total + "."}});
    if (uncalibrated)
        layout.paragraph(0, {{"* uncalibrated: cut points are the rule authors' estimate.", Ink::faint}});
    for (const std::string& same : doubles) layout.paragraph(0, {{same}});
    const auto failed =
        static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const SummaryRow& r) {
            return !r.error.empty() && r.statement.empty();
        }));
    if (failed == 0) return;
    layout.blank();
    layout.line(0, {{counted(failed, "file") + " could not be scored", Ink::bad}});
    for (const SummaryRow& row : rows) {
        if (row.error.empty() || !row.statement.empty()) continue;
        layout.paragraph(2, {{layout.unicode() ? "\u2022" : "*", Ink::bad}}, 4,
                         {{row.path + ": " + row.error}});
    }
}

}  // namespace assay::report
