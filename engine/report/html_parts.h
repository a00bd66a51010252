// The parts of a report's page.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "report/citations.h"
#include "report/writer.h"

namespace assay::report {

/// A finding and the assessment it belongs to.
struct CitedFinding {
    std::size_t assessment = 0;  ///< index into ScoredReport::assessments
    const Finding* finding = nullptr;
};

/// A sentence that at least one finding cites: a note in the margin.
struct Note {
    std::size_t number = 0;              ///< from 1, in the order of the text
    double points = 0;                   ///< the sum over its rules, of each the strongest finding
    std::vector<CitedFinding> findings;  ///< by rule, strongest first
};

/// A page while it is written. Refers to all of them.
struct HtmlReport {
    const ScoredReport& report;
    const ReportContext& context;
    const LayoutOptions& options;
    const SourceMap& map;
    const std::map<std::uint32_t, Note>& notes;  ///< by sentence
    std::string& out;

    const RuleInfo& rule(const Finding& finding) const { return context.rules[finding.rule]; }
    bool several() const { return report.assessments.size() > 1; }
};

/// Notes for every cited sentence of a report.
std::map<std::uint32_t, Note> notes_of(const ScoredReport& report);

/// The class of a finding's colour: "s4", "s3" for strengths, "s2", "s1" for shortfalls. A finding that a
/// cue turned counts as the milder level of the side that it turned to.
std::string_view colour_class(const RuleInfo& rule, const Finding& finding);

/// A table of the statements and their scores, with links to each.
void write_html_overview(const HtmlReport& page);
/// What an assessment came to: scores, probabilities, balance, strongest evidence, flip, warnings.
void write_html_verdict(const HtmlReport& page, std::size_t assessment);
/// What matched and came to nothing, and why: once for all statements.
void write_html_silenced(const HtmlReport& page);
/// The filters above the text.
void write_html_filters(const HtmlReport& page);
/// The text with its highlights and margin.
void write_html_text(const HtmlReport& page);

/// The index page over many reports.
struct IndexEntry {
    std::string file;  ///< of the report's page
    std::vector<SummaryRow> rows;
};
void write_html_index(const Run& run, const std::vector<IndexEntry>& entries, std::string& out);

}  // namespace assay::report
