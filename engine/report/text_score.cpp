#include "report/text_score.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "report/number_text.h"
#include "report/text_parts.h"
#include "report/utf8.h"

namespace assay::report {

namespace {

constexpr int kIndent = 2;
constexpr int kPoints = 7;  // "+14.1" and its gap
constexpr int kHang = kIndent + kPoints;
constexpr std::size_t kLongQuote = 420;
constexpr std::size_t kRulesShown = 3;  // for one sentence; the ledger has them all

std::string right_aligned(const std::string& words, int columns) {
    const int gap = columns - display_width(std::string_view(words));
    return std::string(static_cast<std::size_t>(std::max(0, gap)), ' ') + words;
}

void write_citation(const TextReport& text, const Citation& citation) {
    TextLayout& layout = text.layout;
    std::vector<Span> matches;
    for (const Finding* finding : citation.findings) {
        matches.insert(matches.end(), finding->matches.begin(), finding->matches.end());
    }
    const Sentence& sentence = text.sentence(citation.sentence);
    layout.paragraph(
        kIndent,
        {{right_aligned(signed_points(citation.points), kPoints - 2), ink_of_points(citation.points)}}, kHang,
        quoted(text.report.document, sentence, matches, kLongQuote));
    const std::string where = place_words(text.place(citation.sentence));
    bool first = true;
    std::size_t told = 0;
    for (const Finding* finding : citation.findings) {
        if (++told > kRulesShown && citation.findings.size() > kRulesShown + 1) {
            layout.paragraph(
                kHang,
                {{fmt::format("and {} rules more", citation.findings.size() - kRulesShown), Ink::faint}});
            break;
        }
        std::string words = for_terminal(text.rule(finding->rule).title);
        if (citation.findings.size() > 1) words += " " + signed_points(finding->contribution);
        if (const std::string why = softeners(*finding); !why.empty()) words += " (" + why + ")";
        const std::string lead = first ? where + (layout.unicode() ? " \u00B7 " : ": ") : std::string();
        layout.paragraph(kHang, {{lead + words, Ink::faint}});
        first = false;
    }
}

void write_side(const TextReport& text, const Side& side, std::string_view name, bool counter) {
    TextLayout& layout = text.layout;
    layout.blank();
    std::vector<Words> head{{std::string(name), Ink::strong}};
    if (side.citations.empty()) {
        head.push_back({" none found", Ink::faint});
        layout.line(kIndent, head);
        return;
    }
    head.push_back({" " + signed_points(side.total), ink_of_points(side.total)});
    std::string rest = fmt::format(" from {} in {}", counted(side.findings, "finding"),
                                   counted(side.citations.size(), "sentence"));
    if (counter) rest += ": the evidence against this score";
    head.push_back({rest, Ink::faint});
    layout.paragraph(kIndent, head);
    layout.blank();
    const auto shown = std::min<std::size_t>(side.citations.size(),
                                             static_cast<std::size_t>(std::max(0, text.options.citations)));
    for (std::size_t i = 0; i < shown; ++i) write_citation(text, side.citations[i]);
    if (shown < side.citations.size()) {
        layout.paragraph(
            kHang,
            {{fmt::format("and {} more", counted(side.citations.size() - shown, "sentence")), Ink::faint}});
    }
}

void write_silenced_line(const TextReport& text, const Assessment& a) {
    if (a.silenced.empty()) return;
    std::map<std::string, std::size_t> stages;
    for (const Silenced& silenced : a.silenced) ++stages[silenced.stage];
    std::string words;
    for (const auto& [stage, count] : stages) {
        words += fmt::format("{}{} {}", words.empty() ? "" : ", ", for_terminal(stage), count);
    }
    text.layout.blank();
    text.layout.paragraph(kIndent, {{fmt::format("{} came to nothing ({}); assay explain shows why.",
                                                 counted(a.silenced.size(), "hit"), words),
                                     Ink::faint}});
}

void write_assessment(const TextReport& text, const Assessment& a) {
    write_verdict(text, a);
    const Sides sides = sides_of(a);
    const bool low = a.predicted_score && *a.predicted_score <= 2;
    // What speaks for the score comes first.
    if (low) {
        write_side(text, sides.shortfalls, "Shortfalls", false);
        write_side(text, sides.strengths, "Strengths", true);
    } else {
        write_side(text, sides.strengths, "Strengths", false);
        write_side(text, sides.shortfalls, "Shortfalls", a.predicted_score.has_value());
    }
    write_flip(text, a);
    if (!a.warnings.empty()) {
        text.layout.blank();
        text.layout.line(kIndent, {{"Worth checking in this report", Ink::strong}});
        text.layout.blank();
        write_warnings(a.warnings, &text.map, text.layout);
    }
    write_silenced_line(text, a);
}

}  // namespace

void write_totals(const TextReport& text, const Assessment& a) {
    const Sides sides = sides_of(a);
    const auto total = [&](const Side& side, const char* name) {
        text.layout.paragraph(kIndent, {{name, Ink::strong},
                                        {" " + signed_points(side.total), ink_of_points(side.total)},
                                        {fmt::format(" from {} in {}", counted(side.findings, "finding"),
                                                     counted(side.citations.size(), "sentence")),
                                         Ink::faint}});
    };
    text.layout.blank();
    const bool low = a.predicted_score && *a.predicted_score <= 2;
    if (low) total(sides.shortfalls, "Shortfalls");
    total(sides.strengths, "Strengths");
    if (!low) total(sides.shortfalls, "Shortfalls");
}

void write_flip(const TextReport& text, const Assessment& a) {
    TextLayout& layout = text.layout;
    if (!a.predicted_score) return;
    if (!a.flip && !text.options.flips_searched) return;
    layout.blank();
    layout.line(kIndent, {{"What would change the score", Ink::strong}});
    layout.blank();
    if (!a.flip) {
        layout.paragraph(kHang, {{nothing_flips(a)}});
        return;
    }
    const std::size_t count = a.flip->sentences.size();
    layout.paragraph(kHang, {{fmt::format("{} {}{}:", if_they_did_not_count(count), a.flip->to,
                                          count == 1 ? "" : perhaps_fewer(a.flip_proved))}});
    const auto shown =
        std::min<std::size_t>(count, static_cast<std::size_t>(std::max(1, text.options.citations)));
    // These sentences are mostly among those quoted above: here their beginnings do, one line each.
    const auto room = static_cast<std::size_t>(std::max(24, layout.width() - kHang - 18));
    for (std::size_t i = 0; i < shown; ++i) {
        const std::uint32_t index = a.flip->sentences[i];
        std::vector<Words> words{{place_words(text.place(index)) + " ", Ink::faint}};
        for (Words& bit : quoted(text.report.document, text.sentence(index), {}, room))
            words.push_back(std::move(bit));
        layout.paragraph(kHang, {{layout.unicode() ? "\u2022" : "*", Ink::faint}}, kHang + 2, words);
    }
    if (shown < count) layout.paragraph(kHang + 2, {{fmt::format("and {} more", count - shown), Ink::faint}});
}

void write_score_text(const ScoredReport& report, const ReportContext* context, const LayoutOptions& options,
                      std::string& out) {
    TextLayout layout(out, options);
    write_report_head(report, context, layout);
    const Extracted& extracted = report.document.report.extracted;
    const SourceMap map(extracted);
    write_warnings(report.document.report.warnings, &map, layout);
    if (!context) return;
    const TextReport text{report, *context, options, map, layout};
    for (const Assessment& assessment : report.assessments) write_assessment(text, assessment);
    write_overall(report, *context, layout);
}

}  // namespace assay::report
