#include <fmt/format.h>

#include "report/number_text.h"
#include "report/quote.h"
#include "report/text_parts.h"
#include "report/text_score.h"
#include "report/utf8.h"

namespace assay::report {

namespace {

constexpr int kIndent = 2;
constexpr int kRule = 10;
constexpr int kHit = 18;

// Full digits: a ledger must add up on paper.
std::string exact(double value) {
    return fmt::format("{:+.4f}", value);
}

std::string bytes_words(const SourceMap& map, Span span) {
    const auto [start, end] = map.range(span);
    return fmt::format("{}\u2013{}", start, end);
}

std::string sentence_words(const TextReport& text, std::uint32_t index) {
    const Sentence& sentence = text.sentence(index);
    std::string words =
        fmt::format("{}, bytes {}", place_words(text.place(index)), bytes_words(text.map, sentence.bytes));
    const auto& sections = text.report.document.report.sections;
    if (sentence.section < sections.size() && !sections[sentence.section].title.empty()) {
        words += ", under " + for_terminal(sections[sentence.section].title);
    }
    return words;
}

std::string matches_words(const TextReport& text, std::uint32_t sentence, const std::vector<Span>& matches) {
    std::vector<Span> spans;
    for (Span match : matches) append_inside(text.report.document, text.sentence(sentence), match, spans);
    std::string words;
    for (Span match : spans) {
        words += fmt::format("{}\u201C{}\u201D {}", words.empty() ? "" : ", ",
                             for_terminal(slice(text.report.document.text(), match)),
                             bytes_words(text.map, match));
    }
    return words;
}

void write_hit(const TextReport& text, const Finding& finding) {
    TextLayout& layout = text.layout;
    layout.paragraph(kRule, {{exact(finding.contribution), ink_of_points(finding.contribution)}}, kHit,
                     {{sentence_words(text, finding.sentence), Ink::faint}});
    layout.paragraph(kHit, quoted(text.report.document, text.sentence(finding.sentence), finding.matches));
    layout.paragraph(kHit,
                     {{"matched ", Ink::faint}, {matches_words(text, finding.sentence, finding.matches)}});
    if (finding.metric) {
        const MetricReading& metric = *finding.metric;
        std::string words =
            fmt::format("{} {}{}", for_terminal(metric.kind), metric.value, for_terminal(metric.unit));
        if (metric.benchmark)
            words += fmt::format(", benchmark {}{}", *metric.benchmark, for_terminal(metric.unit));
        if (!metric.test.empty()) words += ", test " + for_terminal(metric.test);
        layout.paragraph(
            kHit, {{"figure ", Ink::faint}, {words}, {" " + bytes_words(text.map, metric.at), Ink::faint}});
    }
    for (const ContextEffect& effect : finding.context) {
        layout.paragraph(
            kHit, {{fmt::format("{} {} ", factor(effect.factor), for_terminal(effect.kind)), Ink::poor},
                   {fmt::format("\u201C{}\u201D", for_terminal(effect.cue))},
                   {effect.at.empty() ? std::string() : " " + bytes_words(text.map, effect.at), Ink::faint}});
    }
    if (finding.flipped) layout.paragraph(kHit, {{"turned: it counts for the other side", Ink::poor}});
    if (finding.softened_by_cap)
        layout.paragraph(kHit, {{"its group reached its cap, so it counts less", Ink::poor}});
    if (finding.strength != 1)
        layout.paragraph(kHit, {{fmt::format("strength {:.3f}", finding.strength), Ink::faint}});
}

void write_rules(const TextReport& text, const Assessment& a) {
    TextLayout& layout = text.layout;
    layout.blank();
    layout.line(kIndent,
                {{"Ledger", Ink::strong},
                 {"  rule, then each sentence it cites, its share and what softened or raised it", Ink::faint}});
    for (const RuleEntry& entry : by_rule(a)) {
        const RuleInfo& rule = text.rule(entry.rule);
        layout.blank();
        layout.paragraph(kIndent, {{exact(entry.points), ink_of_points(entry.points)}}, kRule + 1,
                         {{for_terminal(rule.title), Ink::strong}});
        std::string about =
            fmt::format("{} \u00B7 level {} \u00B7 {} a finding \u00B7 {}", for_terminal(rule.id), rule.level,
                        points(rule.points), counted(entry.findings.size(), "finding"));
        if (!rule.group.empty()) about += " \u00B7 group " + for_terminal(rule.group);
        if (!rule.place.file.empty())
            about += fmt::format(" \u00B7 {}:{}", for_terminal(rule.place.file), rule.place.line);
        layout.paragraph(kRule + 1, {{about, Ink::faint}});
        for (const Finding* finding : entry.findings) write_hit(text, *finding);
    }
    layout.blank();
    layout.paragraph(kIndent, {{exact(a.balance), Ink::strong}}, kRule + 1,
                     {{fmt::format("balance, the sum of {} over {:.4g} sentences of evidence",
                                   counted(a.findings.size(), "finding"), a.sentences)}});
}

void write_sufficient(const TextReport& text, const Assessment& a) {
    if (!a.sufficient) return;
    TextLayout& layout = text.layout;
    layout.blank();
    const std::size_t count = a.sufficient->size();
    layout.line(kIndent,
                {{"What alone gives the score", Ink::strong},
                 {count == 0 ? fmt::format("  nothing is needed: without any finding the score would be {}",
                                           *a.predicted_score)
                             : fmt::format("  {}, all others left out{}", counted(count, "sentence"),
                                           perhaps_fewer(a.sufficient_proved)),
                  Ink::faint}});
    for (const std::uint32_t index : *a.sufficient) {
        layout.paragraph(kRule + 1, {{sentence_words(text, index), Ink::faint}});
        layout.paragraph(kRule + 4, quoted(text.report.document, text.sentence(index), {}));
    }
}

void write_silenced(const TextReport& text, const Assessment& a) {
    TextLayout& layout = text.layout;
    layout.blank();
    if (a.silenced.empty()) {
        layout.line(kIndent, {{"Silenced", Ink::strong}, {"  none", Ink::faint}});
        return;
    }
    layout.line(kIndent, {{"Silenced", Ink::strong}, {"  matched, but came to nothing", Ink::faint}});
    for (const Silenced& silenced : a.silenced) {
        const RuleInfo& rule = text.rule(silenced.rule);
        layout.blank();
        layout.paragraph(kIndent, {{for_terminal(silenced.stage), Ink::poor}}, kRule + 4,
                         {{for_terminal(silenced.reason)}});
        layout.paragraph(kRule + 4, {{fmt::format("{} \u00B7 level {} \u00B7 {}", for_terminal(rule.id),
                                                  rule.level, sentence_words(text, silenced.sentence)),
                                      Ink::faint}});
        layout.paragraph(kRule + 4,
                         quoted(text.report.document, text.sentence(silenced.sentence), silenced.matches));
        layout.paragraph(kRule + 4, {{"matched ", Ink::faint},
                                     {matches_words(text, silenced.sentence, silenced.matches)}});
    }
}

}  // namespace

void write_explain_text(const ScoredReport& report, const ReportContext* context,
                        const LayoutOptions& options, std::string& out) {
    TextLayout layout(out, options);
    write_report_head(report, context, layout);
    const SourceMap map(report.document.report.extracted);
    write_warnings(report.document.report.warnings, &map, layout);
    if (!context) return;
    layout.paragraph(
        0, {{fmt::format("pack {} {} {:.12}", context->pack_id, context->pack_version, context->pack_hash),
             Ink::faint}});
    const TextReport text{report, *context, options, map, layout};
    for (const Assessment& assessment : report.assessments) {
        write_verdict(text, assessment);
        if (!assessment.warnings.empty()) layout.blank();
        write_warnings(assessment.warnings, &map, layout);
        write_rules(text, assessment);
        write_sufficient(text, assessment);
        write_silenced(text, assessment);
    }
    write_overall(report, *context, layout);
}

}  // namespace assay::report
