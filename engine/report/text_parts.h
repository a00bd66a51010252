// What the score view and the ledger have in common.
#pragma once

#include "report/citations.h"
#include "report/text_layout.h"

namespace assay::report {

/// A report while it is written as text. Refers to all of them.
struct TextReport {
    const ScoredReport& report;
    const ReportContext& context;
    const LayoutOptions& options;
    const SourceMap& map;
    TextLayout& layout;

    const RuleInfo& rule(std::uint32_t index) const { return context.rules[index]; }
    const Sentence& sentence(std::uint32_t index) const { return report.document.sentences[index]; }
    SourcePlace place(std::uint32_t sentence_index) const {
        return map.place(sentence(sentence_index).bytes.begin);
    }
};

/// Authority, framework and file; errors and warnings of the file. `context` may be null.
void write_report_head(const ScoredReport& report, const ReportContext* context, TextLayout& layout);
/// The statement's title, predicted and published score, probabilities, and where the balance lies.
void write_verdict(const TextReport& text, const Assessment& assessment);
/// Why no score was predicted, and scripts that failed.
void write_doubts(const TextReport& text, const Assessment& assessment);
/// What the file's figures got wrong, and other warnings.
void write_warnings(const std::vector<Warning>& warnings, const SourceMap* map, TextLayout& layout);
/// The overall rating, predicted and published.
void write_overall(const ScoredReport& report, const ReportContext& context, TextLayout& layout);

/// A sentence in quotation marks, cut at about `limit` characters where limit > 0.
std::vector<Words> quoted(const Document& document, const Sentence& sentence,
                          const std::vector<Span>& matches, std::size_t limit = 0);
/// What softened, raised or turned a finding: "softened by intention “plans to” ×0.4, …"; empty when nothing
/// did.
std::string softeners(const Finding& finding);
/// The ink of points for or against.
inline Ink ink_of_points(double points) {
    return points < 0 ? Ink::bad : Ink::fair;
}

}  // namespace assay::report
