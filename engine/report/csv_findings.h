// A row of CSV for each finding.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "assay/engine.h"
#include "report/context.h"
#include "report/number_texts.h"

namespace assay::report {

/// The names of its cells, joined.
extern const std::string_view kFindingColumns;

/// The rows of one assessment. Findings come in the order of the text: those of one sentence follow one
/// another, so what is said of a sentence is made once. Refers to what it is made of. Not thread-safe.
class FindingRows {
public:
    FindingRows(const ScoredReport& report, const ReportContext& context, const SourceMap& map,
                const Assessment& assessment);

    /// Appends the row of one of the assessment's findings.
    void append(const Finding& finding, std::string& out);

private:
    void read_sentence(std::uint32_t index);
    std::string_view words_of(const Finding& finding);

    const Document& document_;
    const ReportContext& context_;
    const SourceMap& map_;
    NumberTexts numbers_;
    std::string report_cells_;    // what all rows begin with
    std::string authority_key_;   // what all rows end with
    std::string sentence_cells_;  // of `sentence_`
    std::uint32_t sentence_ = ~0u;
    std::string scratch_;
    std::vector<Span> spans_;
};

}  // namespace assay::report
