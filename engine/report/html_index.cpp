#include <fmt/format.h>

#include <array>
#include <iterator>

#include "report/html_page.h"
#include "report/html_parts.h"
#include "report/number_text.h"
#include "report/summary.h"

namespace assay::report {

namespace {

template <class... Args>
void put(std::string& out, fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

std::string badge(std::optional<int> score) {
    return score ? fmt::format("<b class=\"badge s{}\">{}</b>", *score, *score)
                 : std::string("<span class=\"quiet\">\u2013</span>");
}

struct Totals {
    std::size_t reports = 0;
    std::size_t failed = 0;
    std::size_t scored = 0;
    std::size_t compared = 0;
    std::size_t agreed = 0;
    std::size_t adjacent = 0;
    std::array<std::array<std::size_t, 4>, 4> matrix{};  ///< [published - 1][predicted - 1]
    bool uncalibrated = false;
};

Totals totals_of(const std::vector<IndexEntry>& entries) {
    Totals totals;
    totals.reports = entries.size();
    for (const IndexEntry& entry : entries) {
        for (const SummaryRow& row : entry.rows) {
            if (row.statement.empty() && !row.error.empty()) ++totals.failed;
            if (!row.predicted) continue;
            ++totals.scored;
            totals.uncalibrated = totals.uncalibrated || !row.calibrated;
            if (!row.published) continue;
            ++totals.compared;
            const int by = std::abs(*row.predicted - *row.published);
            totals.agreed += by == 0 ? 1 : 0;
            totals.adjacent += by <= 1 ? 1 : 0;
            ++totals.matrix[static_cast<std::size_t>(*row.published - 1)]
                           [static_cast<std::size_t>(*row.predicted - 1)];
        }
    }
    return totals;
}

void write_matrix(const Totals& totals, std::string& out) {
    out +=
        "<table class=\"matrix\"><caption>Published beside predicted scores</caption>\n<thead>"
        "<tr><th scope=\"col\" rowspan=\"2\">Published</th><th scope=\"colgroup\" "
        "colspan=\"4\">Predicted</th></tr>\n<tr>";
    for (int predicted = 1; predicted <= 4; ++predicted) put(out, "<th scope=\"col\">{}</th>", predicted);
    out += "</tr></thead>\n<tbody>\n";
    for (std::size_t published = 4; published-- > 0;) {
        put(out, "<tr><th scope=\"row\">{}</th>", published + 1);
        for (std::size_t predicted = 0; predicted < 4; ++predicted) {
            const std::size_t count = totals.matrix[published][predicted];
            put(out, "<td{}>{}</td>", published == predicted ? " class=\"same\"" : "",
                count == 0 ? std::string("\u00B7") : std::to_string(count));
        }
        out += "</tr>\n";
    }
    out += "</tbody></table>\n";
}

void write_row(const IndexEntry& entry, const SummaryRow& row, std::string& out) {
    const bool differs = row.predicted && row.published && *row.predicted != *row.published;
    put(out, "<tr class=\"entry\" data-differs=\"{}\"><th scope=\"row\"><a href=\"{}\">{}</a>",
        differs ? 1 : 0, html(entry.file), html_line(row.authority.empty() ? row.path : row.authority));
    if (!row.authority.empty()) put(out, "<small>{}</small>", html_line(row.path));
    put(out, "</th><td>{}</td>", html_line(row.title));
    if (row.statement.empty()) {
        put(out, "<td colspan=\"4\">{}</td></tr>\n",
            row.error.empty() ? "nothing to score" : html_line(row.error));
        return;
    }
    put(out, "<td>{}{}</td><td>{}</td><td class=\"number\">{}</td><td>{}</td></tr>\n", badge(row.predicted),
        row.predicted && !row.calibrated ? "<span title=\"uncalibrated\">*</span>" : "", badge(row.published),
        row.predicted ? html(percent(row.probability)) : "", remark(row));
}

}  // namespace

void write_html_index(const Run& run, const std::vector<IndexEntry>& entries, std::string& out) {
    const Totals totals = totals_of(entries);
    begin_page(out, fmt::format("{} \u2013 assay", counted(totals.reports, "report")));
    std::string packs;
    for (const PackName& pack : run.packs)
        packs += (packs.empty() ? "" : ", ") + pack.id + " " + pack.version;
    put(out, "<header class=\"top\"><p class=\"kicker\">{}</p>\n<h1>{}</h1>\n<p>{} scored", html_line(packs),
        counted(totals.reports, "report"), counted(totals.scored, "assessment"));
    if (totals.compared > 0) {
        put(out, "; <b>{} of {}</b> agree with the published score, {} within one", totals.agreed,
            totals.compared, totals.adjacent);
    }
    if (totals.failed > 0) put(out, "; {} could not be scored", counted(totals.failed, "file"));
    out += ".</p></header>\n<main>\n";
    if (totals.compared > 0) write_matrix(totals, out);
    out +=
        "<form class=\"filters\" id=\"index-filters\" hidden aria-label=\"Filter the list\">\n"
        "<label>Find <input type=\"search\" name=\"words\"></label>\n"
        "<label><input type=\"checkbox\" name=\"differs\"> only where the scores differ</label>\n"
        "<output id=\"count\" aria-live=\"polite\"></output></form>\n"
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"All reports\"><table "
        "class=\"index\">\n<thead><tr><th scope=\"col\">Report</th><th scope=\"col\">Statement</th>"
        "<th scope=\"col\">Predicted</th><th scope=\"col\">Published</th><th scope=\"col\">Probability</th>"
        "<th scope=\"col\">Remark</th></tr></thead>\n<tbody>\n";
    for (const IndexEntry& entry : entries) {
        for (const SummaryRow& row : entry.rows) write_row(entry, row, out);
    }
    out += "</tbody></table></div>\n";
    if (totals.uncalibrated)
        out += "<p class=\"quiet\">* uncalibrated: cut points are the rule authors\u2019 estimate.</p>\n";
    put(out,
        "</main>\n<footer>Scored by assay {}. A prediction is not the regulator\u2019s judgement.</footer>\n",
        html_line(run.version));
    end_page(out);
}

}  // namespace assay::report
