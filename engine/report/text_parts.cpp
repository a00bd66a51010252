#include "report/text_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/number_text.h"
#include "report/quote.h"
#include "report/utf8.h"

namespace assay::report {

namespace {

constexpr int kIndent = 2;
constexpr int kBody = 13;  // where the words after "Predicted" begin

std::string set_words(const std::vector<int>& scores) {
    std::string words;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (i > 0) words += i + 1 == scores.size() ? " or " : ", ";
        words += std::to_string(scores[i]);
    }
    return words;
}

void write_probabilities(const TextReport& text, const Assessment& a) {
    TextLayout& layout = text.layout;
    const int columns = std::clamp(layout.width() - kBody - 16, 10, 40);
    for (int score = kHighestScore; score >= kLowestScore; --score) {
        const double p = a.probabilities[static_cast<std::size_t>(score - kLowestScore)];
        const std::string drawn = layout.bar(p, columns);
        const bool chosen = a.predicted_score == score;
        std::vector<Words> words{{fmt::format("{}  ", score), chosen ? Ink::strong : Ink::plain},
                                 {drawn, ink_of_score(score)}};
        const int gap = columns - display_width(std::string_view(drawn));
        words.push_back(
            {fmt::format("{}{:>5}", std::string(static_cast<std::size_t>(std::max(0, gap)), ' '), percent(p)),
             chosen ? Ink::strong : Ink::faint});
        if (chosen) words.push_back({layout.unicode() ? "  \u25C4" : "  <", Ink::strong});
        layout.line(kBody, words);
    }
}

void write_balance(const TextReport& text, const Assessment& a) {
    const Neighbours near = neighbours_of(a);
    std::string words = "Balance " + signed_points(a.balance);
    if (near.above_lower && near.below_upper) {
        words += fmt::format(": {} points away from a {}, {} from a {}.", points(*near.above_lower),
                             near.score - 1, points(*near.below_upper), near.score + 1);
    } else if (near.above_lower) {
        words += fmt::format(": {} points away from a {}.", points(*near.above_lower), near.score - 1);
    } else if (near.below_upper) {
        words += fmt::format(": {} points away from a {}.", points(*near.below_upper), near.score + 1);
    }
    words += fmt::format(" Cut points {}, {}, {}.", points(a.cut_points[0]), points(a.cut_points[1]),
                         points(a.cut_points[2]));
    text.layout.paragraph(kBody, {{words, Ink::faint}});
}

}  // namespace

void write_report_head(const ScoredReport& report, const ReportContext* context, TextLayout& layout) {
    const Report& read = report.document.report;
    if (context) {
        layout.title({{read.authority ? for_terminal(*read.authority) : "Authority unknown", Ink::strong}});
    } else {
        layout.title({{for_terminal(report.source.path), Ink::strong}});
    }
    std::string line;
    auto add = [&line, &layout](const std::string& part) {
        if (part.empty()) return;
        if (!line.empty()) line += layout.unicode() ? " \u00B7 " : " - ";
        line += part;
    };
    if (context) {
        add(context->framework.title);
        if (read.published_on) add("published " + for_terminal(*read.published_on));
        add(for_terminal(report.source.path));
    }
    if (!line.empty()) layout.paragraph(0, {{line, Ink::faint}});
    for (const Error& error : report.errors) {
        layout.paragraph(kIndent, {{"Error", Ink::bad}}, kBody, {{for_terminal(error.message)}});
    }
}

void write_verdict(const TextReport& text, const Assessment& a) {
    TextLayout& layout = text.layout;
    const Framework& framework = text.context.framework;
    layout.blank();
    layout.title({{for_terminal(statement_title(framework, a.statement)), Ink::strong}});
    layout.blank();
    if (a.predicted_score) {
        std::vector<Words> words{{fmt::format("{} ", *a.predicted_score), ink_of_score(*a.predicted_score)},
                                 {" " + for_terminal(descriptor(framework, *a.predicted_score))}};
        if (!a.calibrated) words.push_back({" (uncalibrated)", Ink::faint});
        layout.paragraph(kIndent, {{"Predicted", Ink::strong}}, kBody, words);
    } else {
        layout.paragraph(kIndent, {{"Predicted", Ink::strong}}, kBody, {{"no score"}});
    }
    if (a.published_score) {
        std::vector<Words> words{{fmt::format("{} ", *a.published_score), ink_of_score(*a.published_score)},
                                 {" " + for_terminal(descriptor(framework, *a.published_score))}};
        if (a.predicted_score) {
            const int by = *a.predicted_score - *a.published_score;
            words.push_back(
                {by == 0 ? std::string(" (agrees)")
                         : fmt::format(" (predicted {} {})", std::abs(by), by > 0 ? "higher" : "lower"),
                 by == 0 ? Ink::faint : Ink::poor});
        }
        layout.paragraph(kIndent, {{"Published", Ink::strong}}, kBody, words);
    } else {
        layout.paragraph(kIndent, {{"Published", Ink::strong}}, kBody, {{"none in this report", Ink::faint}});
    }
    write_doubts(text, a);
    if (!a.predicted_score) return;
    layout.blank();
    write_probabilities(text, a);
    layout.blank();
    if (a.prediction_set.size() > 1) {
        layout.paragraph(kBody, {{"The score is likely " + set_words(a.prediction_set) + ".", Ink::faint}});
    }
    write_balance(text, a);
    if (!a.calibrated) {
        layout.paragraph(
            kBody, {{"Uncalibrated: the cut points are the rule authors' estimate; no published "
                     "scores have been used to set them. The percentages say how clearly the balance lies "
                     "between them, not how often such a score is right.",
                     Ink::faint}});
    }
}

void write_doubts(const TextReport& text, const Assessment& a) {
    for (const std::string& reason : a.abstain_reasons) {
        text.layout.paragraph(kIndent, {{"Because", Ink::strong}}, kBody, {{for_terminal(reason)}});
    }
    if (!a.incomplete) return;
    text.layout.paragraph(kIndent, {{"Incomplete", Ink::bad}}, kBody,
                          {{"A script failed, so its rule is missing from this score."}});
    for (const ScriptFailure& failure : a.failures) {
        text.layout.paragraph(
            kBody, {{fmt::format("{}: {} ({}:{})", for_terminal(failure.rule), for_terminal(failure.message),
                                 for_terminal(failure.file), failure.line),
                     Ink::faint}});
    }
}

void write_warnings(const std::vector<Warning>& warnings, const SourceMap* map, TextLayout& layout) {
    for (const Warning& warning : warnings) {
        std::vector<Words> words{{for_terminal(warning.message)}};
        if (map && !warning.at.empty()) {
            words.push_back({" (" + place_words(map->place(warning.at.begin)) + ")", Ink::faint});
        }
        layout.paragraph(kIndent, {{layout.unicode() ? "\u2022" : "*", Ink::poor}}, kIndent + 2, words);
    }
}

void write_overall(const ScoredReport& report, const ReportContext& context, TextLayout& layout) {
    const Framework& framework = context.framework;
    if (!tells_overall(report, framework)) return;
    layout.blank();
    layout.title({{"Overall rating", Ink::strong}});
    layout.blank();
    layout.paragraph(kIndent, {{"Predicted", Ink::strong}}, kBody,
                     {{for_terminal(predicted_overall_words(report))}});
    layout.paragraph(kIndent, {{"Published", Ink::strong}}, kBody,
                     {{for_terminal(published_overall_words(report, framework))},
                      {std::string(overall_comparison(report)), Ink::faint}});
    if (!framework.overall_note.empty()) {
        layout.paragraph(kBody, {{for_terminal(framework.overall_note), Ink::faint}});
    }
}

std::vector<Words> quoted(const Document& document, const Sentence& sentence,
                          const std::vector<Span>& matches, std::size_t limit) {
    std::vector<Words> words{{"\u201C"}};
    std::size_t used = 0;
    for (const Marked& bit : marked_quote(document, sentence, matches)) {
        std::string shown = bit.words;
        const bool cut = limit > 0 && used + shown.size() > limit;
        if (cut) {
            std::size_t end = shown.rfind(' ', limit - used);
            shown = end == std::string::npos ? std::string() : shown.substr(0, end);
        }
        used += shown.size();
        words.push_back({std::move(shown), bit.matched ? Ink::marked : Ink::plain});
        if (cut) {
            words.push_back({"\u2026"});
            break;
        }
    }
    words.push_back({"\u201D"});
    return words;
}

std::string softeners(const Finding& finding) {
    std::string all;
    for (const ContextEffect& effect : finding.context) {
        if (!all.empty()) all += ", ";
        all += fmt::format("{}{} \u201C{}\u201D {}", effect_words(effect.factor), for_terminal(effect.kind),
                           for_terminal(effect.cue), factor(effect.factor));
    }
    if (finding.flipped) all += all.empty() ? "counts for the other side" : "; counts for the other side";
    if (finding.softened_by_cap)
        all += all.empty() ? "limited by its group's cap" : "; limited by its group's cap";
    return all;
}

}  // namespace assay::report
