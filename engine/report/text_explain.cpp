#include <fmt/format.h>

#include <cmath>
#include <map>
#include <set>

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
constexpr std::size_t kAgain = 40;  // characters of a sentence that was quoted before

// Two decimals: the shares of a rule add up to it, but for rounding.
std::string share(double value) {
    const std::string digits = fmt::format("{:.2f}", std::abs(value));
    if (digits == "0.00") return "0.00";
    return (value < 0 ? "\u2212" : "+") + digits;
}

std::string bytes_words(const TextReport& text, Span span) {
    if (!text.options.bytes) return {};
    const auto [start, end] = text.map.range(span);
    return fmt::format(" {}\u2013{}", start, end);
}

std::string sentence_words(const TextReport& text, std::uint32_t index) {
    const Sentence& sentence = text.sentence(index);
    std::string words = place_words(text.place(index));
    if (!text.options.bytes) return words;
    words += ", bytes" + bytes_words(text, sentence.bytes);
    const auto& sections = text.report.document.report.sections;
    if (sentence.section < sections.size() && !sections[sentence.section].title.empty())
        words += ", under " + for_terminal(sections[sentence.section].title);
    return words;
}

// The words that matched; a match inside another is not told again.
std::string matches_words(const TextReport& text, std::uint32_t sentence, const std::vector<Span>& matches) {
    std::vector<Span> spans;
    for (Span match : matches) append_inside(text.report.document, text.sentence(sentence), match, spans);
    std::string words;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const Span match = spans[i];
        const auto covers = [&](std::size_t k) {
            const Span other = spans[k];
            const bool same = other.begin == match.begin && other.end == match.end;
            return k != i && other.begin <= match.begin && match.end <= other.end && (!same || k < i);
        };
        bool told = false;
        for (std::size_t k = 0; k < spans.size(); ++k) told = told || covers(k);
        if (told) continue;
        words +=
            fmt::format("{}\u201C{}\u201D{}", words.empty() ? "" : ", ",
                        for_terminal(slice(text.report.document.text(), match)), bytes_words(text, match));
    }
    return words;
}

// The strength is told where it is not plain from what softened or raised the finding.
bool strength_is_plain(const Finding& finding) {
    if (finding.strength == 1) return true;
    return finding.context.size() == 1 &&
           std::abs(finding.context.front().factor - finding.strength) < 0.0005;
}

// Many rules cite the same sentence: after the first time (`told`) its beginning will do.
void write_hit(const TextReport& text, const Finding& finding, std::set<std::uint32_t>& told) {
    TextLayout& layout = text.layout;
    const bool again = !told.insert(finding.sentence).second;
    std::vector<Words> words{{sentence_words(text, finding.sentence) + "  ", Ink::faint}};
    const auto quote = again ? quoted(text.report.document, text.sentence(finding.sentence), {}, kAgain)
                             : quoted(text.report.document, text.sentence(finding.sentence), finding.matches);
    words.insert(words.end(), quote.begin(), quote.end());
    const std::vector<Words> matched{{"matched ", Ink::faint},
                                     {matches_words(text, finding.sentence, finding.matches)}};
    if (again) {
        words.push_back({"  "});
        words.insert(words.end(), matched.begin(), matched.end());
    }
    layout.paragraph(kRule, {{share(finding.contribution), ink_of_points(finding.contribution)}}, kHit,
                     words);
    if (!again) layout.paragraph(kHit, matched);
    if (finding.metric) {
        const MetricReading& metric = *finding.metric;
        std::string read = for_terminal(metric.kind) + " " + for_terminal(figure(metric.value, metric.unit));
        if (metric.benchmark) read += ", benchmark " + for_terminal(figure(*metric.benchmark, metric.unit));
        if (!metric.test.empty()) read += ", test " + for_terminal(metric.test);
        layout.paragraph(kHit, {{"figure ", Ink::faint}, {read}, {bytes_words(text, metric.at), Ink::faint}});
    }
    for (const ContextEffect& effect : finding.context) {
        layout.paragraph(
            kHit, {{fmt::format("{} {} ", factor(effect.factor), for_terminal(effect.kind)), Ink::poor},
                   {fmt::format("\u201C{}\u201D", for_terminal(effect.cue))},
                   {effect.at.empty() ? std::string() : bytes_words(text, effect.at), Ink::faint}});
    }
    if (finding.flipped) layout.paragraph(kHit, {{"turned: it counts for the other side", Ink::poor}});
    if (finding.softened_by_cap)
        layout.paragraph(kHit, {{"its group reached its cap, so it counts less", Ink::poor}});
    if (!strength_is_plain(finding))
        layout.paragraph(kHit, {{fmt::format("strength {:.3f}", finding.strength), Ink::faint}});
}

void write_rules(const TextReport& text, const Assessment& a) {
    TextLayout& layout = text.layout;
    layout.blank();
    layout.paragraph(
        kIndent, {{"Ledger", Ink::strong},
                  {"  each rule, then the sentences that it cites, their shares and what softened or "
                   "raised them. "
                   "The more often one rule fires, the less each finding adds; in a short report each weighs "
                   "more, in a long one less. A sentence is quoted whole where it first stands.",
                   Ink::faint}});
    std::set<std::uint32_t> told;
    for (const RuleEntry& entry : by_rule(a)) {
        const RuleInfo& rule = text.rule(entry.rule);
        layout.blank();
        layout.paragraph(kIndent, {{share(entry.points), ink_of_points(entry.points)}}, kRule + 1,
                         {{for_terminal(rule.title), Ink::strong}});
        std::string about =
            fmt::format("{} \u00B7 level {} \u00B7 {} a finding \u00B7 {}", for_terminal(rule.id), rule.level,
                        points(rule.points), counted(entry.findings.size(), "finding"));
        if (!rule.group.empty()) about += " \u00B7 group " + for_terminal(rule.group);
        if (!rule.place.file.empty())
            about += fmt::format(" \u00B7 {}:{}", for_terminal(rule.place.file), rule.place.line);
        layout.paragraph(kRule + 1, {{about, Ink::faint}});
        for (const Finding* finding : entry.findings) write_hit(text, *finding, told);
    }
    layout.blank();
    layout.paragraph(kIndent, {{share(a.balance), Ink::strong}}, kRule + 1,
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

// Conditions of Lua rules belong to no sentence.
void write_needs(const TextReport& text, const Assessment& a) {
    TextLayout& layout = text.layout;
    bool any = false;
    for (const Silenced& silenced : a.silenced) {
        if (silenced.stage != "need") continue;
        if (!any) {
            layout.blank();
            layout.line(kIndent, {{"Conditions not met", Ink::strong},
                                  {"  of rules that count or compare", Ink::faint}});
            layout.blank();
            any = true;
        }
        const RuleInfo& rule = text.rule(silenced.rule);
        layout.paragraph(
            kIndent, {{for_terminal(silenced.reason)}}, kIndent + 2,
            {{"  " + for_terminal(rule.title) + " \u00B7 " + for_terminal(rule.id), Ink::faint}});
    }
}

// By sentence; what stopped a rule is told once for each sentence.
void write_silenced(const TextReport& text, const Assessment& a) {
    TextLayout& layout = text.layout;
    std::map<std::uint32_t, std::vector<const Silenced*>> by_sentence;
    for (const Silenced& silenced : a.silenced) {
        if (silenced.stage != "need") by_sentence[silenced.sentence].push_back(&silenced);
    }
    layout.blank();
    layout.line(kIndent,
                {{"Silenced", Ink::strong},
                 {by_sentence.empty() ? "  none" : "  what matched, but came to nothing", Ink::faint}});
    for (const auto& [sentence, all] : by_sentence) {
        std::vector<Span> spans;
        for (const Silenced* silenced : all)
            spans.insert(spans.end(), silenced->matches.begin(), silenced->matches.end());
        layout.blank();
        layout.paragraph(kIndent, {{sentence_words(text, sentence), Ink::faint}}, kRule + 4,
                         quoted(text.report.document, text.sentence(sentence), spans));
        std::set<std::pair<std::uint32_t, std::string>> told;
        for (const Silenced* silenced : all) {
            if (!told.insert({silenced->rule, silenced->reason}).second) continue;
            const RuleInfo& rule = text.rule(silenced->rule);
            layout.paragraph(
                kRule + 4,
                {{for_terminal(silenced->stage) + ": ", Ink::poor},
                 {for_terminal(silenced->reason)},
                 {fmt::format(" \u00B7 {}, level {}", for_terminal(rule.id), rule.level), Ink::faint}});
            if (text.options.bytes && !silenced->matches.empty())
                layout.paragraph(kRule + 4, {{"matched ", Ink::faint},
                                             {matches_words(text, sentence, silenced->matches)}});
        }
    }
    write_needs(text, a);
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
        write_totals(text, assessment);
        write_flip(text, assessment);
        write_sufficient(text, assessment);
        write_rules(text, assessment);
        write_silenced(text, assessment);
    }
    write_overall(report, *context, layout);
}

}  // namespace assay::report
