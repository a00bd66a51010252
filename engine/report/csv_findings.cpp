#include "report/csv_findings.h"

#include <fmt/format.h>

#include "report/citations.h"
#include "report/csv_row.h"
#include "report/quote.h"
#include "text/authority_key.h"

namespace assay::report {

const std::string_view kFindingColumns =
    "path,framework,pack,pack_version,authority,published_on,statement,statement_title,published_score,"
    "predicted_score,calibrated,rule,rule_title,level,points,contribution,strength,flipped,capped,section,"
    "sentence,start,end,line,page,paragraph,matches,context,metric_kind,metric_value,metric_unit,"
    "metric_benchmark,authority_key";

FindingRows::FindingRows(const ScoredReport& report, const ReportContext& context, const SourceMap& map,
                         const Assessment& assessment)
    : document_(report.document), context_(context), map_(map) {
    const Report& read = document_.report;
    if (read.authority) authority_key_ = authority_key(*read.authority);
    CsvRow(report_cells_, numbers_)
        .text(report.source.path)
        .text(read.framework)
        .text(context.pack_id)
        .text(context.pack_version)
        .maybe(read.authority)
        .maybe(read.published_on)
        .text(assessment.statement)
        .text(statement_title(context.framework, assessment.statement))
        .score(assessment.published_score)
        .score(assessment.predicted_score)
        .flag(assessment.calibrated);
}

void FindingRows::append(const Finding& finding, std::string& out) {
    const RuleInfo& rule = context_.rules[finding.rule];
    read_sentence(finding.sentence);
    CsvRow row(out, numbers_);
    row.ready(report_cells_);
    row.text(rule.id).text(rule.title).count(static_cast<std::uint64_t>(rule.level)).number(rule.points);
    row.number(finding.contribution).number(finding.strength);
    row.flag(finding.flipped).flag(finding.softened_by_cap).ready(sentence_cells_).text(words_of(finding));
    if (finding.context.empty()) {
        row.empty();
    } else {
        scratch_.clear();
        for (const ContextEffect& effect : finding.context) {
            if (!scratch_.empty()) scratch_ += " | ";
            scratch_ += fmt::format("{}: {} ({})", effect.kind, effect.cue, effect.factor);
        }
        row.text(scratch_);
    }
    if (finding.metric) {
        const MetricReading& metric = *finding.metric;
        row.text(metric.kind).number(metric.value).text(metric.unit).maybe_number(metric.benchmark);
    } else {
        row.empty(4);
    }
    row.text(authority_key_);
    row.end();
}

// Section, words and place.
void FindingRows::read_sentence(std::uint32_t index) {
    if (index == sentence_) return;
    sentence_ = index;
    const Sentence& sentence = document_.sentences[index];
    const std::vector<Section>& sections = document_.report.sections;
    const auto [start, end] = map_.range(sentence.bytes);
    const SourcePlace place = map_.place(sentence.bytes.begin);
    scratch_.clear();
    append_quote(document_, sentence, scratch_);
    sentence_cells_.clear();
    CsvRow(sentence_cells_, numbers_)
        .text(sentence.section < sections.size() ? std::string_view(sections[sentence.section].title) : "")
        .text(scratch_)
        .count(start)
        .count(end)
        .place(place.line)
        .place(place.page)
        .place(place.paragraph);
}

// The words of its matches: nearly always one, and then as they stand, for a cell is normalised anyway.
std::string_view FindingRows::words_of(const Finding& finding) {
    spans_.clear();
    for (const Span match : finding.matches)
        append_inside(document_, document_.sentences[finding.sentence], match, spans_);
    if (spans_.size() == 1) return slice(document_.text(), spans_[0]);
    scratch_.clear();
    for (const Span match : spans_) {
        if (!scratch_.empty()) scratch_ += " | ";
        scratch_ += normalised(slice(document_.text(), match));
    }
    return scratch_;
}

}  // namespace assay::report
