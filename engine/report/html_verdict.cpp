#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "report/html_page.h"
#include "report/html_parts.h"
#include "report/number_text.h"
#include "report/quote.h"

namespace assay::report {

namespace {

constexpr std::size_t kHighlights = 3;

template <class... Args>
void put(std::string& out, fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

void write_score(const HtmlReport& page, std::string_view what, std::optional<int> score,
                 std::string_view none, std::string_view remark) {
    put(page.out, "<div class=\"score\"><dt>{}</dt><dd>", what);
    if (score) {
        put(page.out, "<b class=\"badge s{}\">{}</b> <span>{}</span>", *score, *score,
            html_line(descriptor(page.context.framework, *score)));
    } else {
        put(page.out, "<b class=\"badge none\" aria-hidden=\"true\">\u2013</b> <span>{}</span>", none);
    }
    if (!remark.empty()) put(page.out, " <em>{}</em>", remark);
    page.out += "</dd></div>\n";
}

std::string agreement_words(const Assessment& a) {
    if (!a.predicted_score || !a.published_score) return {};
    const int by = *a.predicted_score - *a.published_score;
    if (by == 0) return "agrees";
    return fmt::format("predicted {} {}", std::abs(by), by > 0 ? "higher" : "lower");
}

void write_probabilities(const HtmlReport& page, const Assessment& a) {
    std::string& out = page.out;
    out +=
        "<table class=\"likely\"><caption>How likely each score is</caption>\n<thead class=\"unseen\"><tr>"
        "<th scope=\"col\">Score</th><th scope=\"col\">Bar</th><th "
        "scope=\"col\">Probability</th></tr></thead>\n<tbody>\n";
    for (int score = kHighestScore; score >= kLowestScore; --score) {
        const double p = a.probabilities[static_cast<std::size_t>(score - kLowestScore)];
        put(out,
            "<tr{}><th scope=\"row\">{}</th><td class=\"bar\"><svg width=\"100%\" height=\"14\" "
            "aria-hidden=\"true\">"
            "<rect class=\"track\" width=\"100%\" height=\"14\" rx=\"3\"/><rect class=\"s{}\" "
            "width=\"{:.1f}%\" height=\"14\" "
            "rx=\"3\"/></svg></td><td class=\"number\">{}</td></tr>\n",
            a.predicted_score == score ? " class=\"chosen\"" : "", score, score,
            std::clamp(p, 0.0, 1.0) * 100, html(percent(p)));
    }
    out += "</tbody></table>\n";
}

// A line with the cut points and where the balance lies.
void write_ruler(const HtmlReport& page, const Assessment& a) {
    std::string& out = page.out;
    const double low = std::min(a.cut_points[0], a.balance);
    const double high = std::max(a.cut_points[2], a.balance);
    const double margin = std::max(1e-9, (high - low) * 0.15);
    auto at = [&](double value) { return 100 * (value - low + margin) / (high - low + 2 * margin); };
    const Neighbours near = neighbours_of(a);
    std::string words = fmt::format("Balance {}.", signed_points(a.balance));
    if (near.above_lower)
        words += fmt::format(" {} above the cut point to {}.", points(*near.above_lower), near.score - 1);
    if (near.below_upper)
        words += fmt::format(" {} below the cut point to {}.", points(*near.below_upper), near.score + 1);
    put(out, "<figure class=\"ruler\"><svg width=\"100%\" height=\"62\" role=\"img\" aria-label=\"{}\">\n",
        html(words));
    std::array<double, 5> edges{0, at(a.cut_points[0]), at(a.cut_points[1]), at(a.cut_points[2]), 100};
    for (int score = kLowestScore; score <= kHighestScore; ++score) {
        const auto i = static_cast<std::size_t>(score - 1);
        put(out, "<rect class=\"s{}\" x=\"{:.2f}%\" width=\"{:.2f}%\" y=\"22\" height=\"16\"/>", score,
            edges[i], std::max(0.0, edges[i + 1] - edges[i]));
        put(out, "<text class=\"level\" x=\"{:.2f}%\" y=\"34.5\">{}</text>\n", (edges[i] + edges[i + 1]) / 2,
            score);
    }
    for (double cut : a.cut_points) {
        put(out, "<text class=\"cut\" x=\"{:.2f}%\" y=\"55\">{}</text>\n", at(cut), points(cut));
    }
    put(out,
        "<svg x=\"{:.2f}%\" y=\"4\" width=\"1\" height=\"38\" overflow=\"visible\"><path class=\"pointer\" "
        "d=\"M0 16 l-7 -12 h14 z\"/></svg>\n",
        at(a.balance));
    put(out, "</svg><figcaption>{}</figcaption></figure>\n", html(words));
}

void write_highlights(const HtmlReport& page, const Side& side, std::string_view name, bool counter) {
    std::string& out = page.out;
    put(out, "<div class=\"side\"><h3>{} <b>{}</b></h3>\n", name,
        side.citations.empty() ? "" : signed_points(side.total));
    if (side.citations.empty()) {
        out += "<p class=\"quiet\">None found.</p></div>\n";
        return;
    }
    put(out, "<p class=\"quiet\">{} in {}{}</p>\n<ol>\n", counted(side.findings, "finding"),
        counted(side.citations.size(), "sentence"), counter ? ": the evidence against this score" : "");
    for (std::size_t i = 0; i < std::min(kHighlights, side.citations.size()); ++i) {
        const Citation& citation = side.citations[i];
        std::string quoted;
        for (const Marked& bit :
             marked_quote(page.report.document, page.report.document.sentences[citation.sentence], {})) {
            quoted += bit.words;
        }
        put(out, "<li><span class=\"points\">{}</span> <q>{}</q> <a href=\"#n{}\">{}</a></li>\n",
            signed_points(citation.points), html(quoted), page.notes.at(citation.sentence).number,
            html_line(page.rule(*citation.findings.front()).title));
    }
    out += "</ol></div>\n";
}

void write_places(const HtmlReport& page, const std::vector<std::uint32_t>& sentences) {
    std::string& out = page.out;
    bool first = true;
    for (std::uint32_t sentence : sentences) {
        if (!first) out += ", ";
        first = false;
        const auto note = page.notes.find(sentence);
        const std::string place =
            place_words(page.map.place(page.report.document.sentences[sentence].bytes.begin));
        if (note != page.notes.end()) {
            put(out, "<a href=\"#s{}\">{} ({})</a>", note->second.number, note->second.number, place);
        } else {
            out += place;
        }
    }
    out += ".</p>\n";
}

void write_flip(const HtmlReport& page, const Assessment& a) {
    if (!a.predicted_score || (!a.flip && !page.options.flips_searched)) return;
    std::string& out = page.out;
    out += "<h3>What would change the score</h3>\n";
    if (!a.flip) {
        put(out, "<p>{}</p>\n", nothing_flips(a));
        return;
    }
    put(out, "<p>{} <b class=\"badge s{}\">{}</b>{}: ", if_they_did_not_count(a.flip->sentences.size()),
        a.flip->to, a.flip->to, perhaps_fewer(a.flip_proved));
    write_places(page, a.flip->sentences);
}

/// The fewest sentences that carry the score alone.
void write_sufficient(const HtmlReport& page, const Assessment& a) {
    if (!a.sufficient || !a.predicted_score) return;
    page.out += "<h3>What alone gives the score</h3>\n";
    if (a.sufficient->empty()) {
        put(page.out, "<p>Nothing is needed: without any finding the score would be {}.</p>\n",
            *a.predicted_score);
        return;
    }
    put(page.out, "<p>{}, all others left out{}: ", counted(a.sufficient->size(), "sentence"),
        perhaps_fewer(a.sufficient_proved));
    write_places(page, *a.sufficient);
}

// So many bytes of a sentence stand before and behind the words that matched: it stands whole further down.
constexpr std::size_t kExcerpt = 40;

std::string last_words(const std::string& words) {
    if (words.size() <= kExcerpt) return words;
    const std::size_t blank = words.find(' ', words.size() - kExcerpt);
    return "\u2026" + (blank == std::string::npos ? " " : words.substr(blank));
}

std::string first_words(const std::string& words) {
    if (words.size() <= kExcerpt) return words;
    const std::size_t blank = words.rfind(' ', kExcerpt);
    return (blank == std::string::npos ? " " : words.substr(0, blank + 1)) + "\u2026";
}

void write_excerpt(const HtmlReport& page, const Sentence& sentence, const std::vector<Span>& matches) {
    const std::vector<Marked> bits = marked_quote(page.report.document, sentence, matches);
    for (std::size_t i = 0; i < bits.size(); ++i) {
        if (bits[i].matched) {
            put(page.out, "<u>{}</u>", html(bits[i].words));
        } else if (i == 0) {
            page.out += html(last_words(bits[i].words));
        } else if (i + 1 == bits.size()) {
            page.out += html(first_words(bits[i].words));
        } else if (bits[i].words.size() <= 2 * kExcerpt) {
            page.out += html(bits[i].words);
        } else {
            page.out += html(first_words(bits[i].words)) + html(last_words(bits[i].words).substr(3));
        }
    }
}

void write_doubts(const HtmlReport& page, const Assessment& a) {
    std::string& out = page.out;
    for (const std::string& reason : a.abstain_reasons)
        put(out, "<p class=\"note-line\">No score: {}.</p>\n", html_line(reason));
    for (const ScriptFailure& failure : a.failures) {
        put(out,
            "<p class=\"note-line bad\">Incomplete: the script of {} failed, so its rule is missing from "
            "this score. {}</p>\n",
            html_line(failure.rule), html_line(failure.message));
    }
    if (a.predicted_score && !a.calibrated) {
        out +=
            "<p class=\"note-line\">Uncalibrated: the cut points are the rule authors\u2019 estimate; no "
            "published scores "
            "have been used to set them.</p>\n";
    }
}

void write_warnings(const HtmlReport& page, const std::vector<Warning>& warnings) {
    if (warnings.empty()) return;
    page.out += "<h3>Worth checking in this report</h3>\n<ul>\n";
    for (const Warning& warning : warnings) {
        put(page.out, "<li>{}{}</li>\n", html_line(warning.message),
            warning.at.empty() ? "" : " (" + place_words(page.map.place(warning.at.begin)) + ")");
    }
    page.out += "</ul>\n";
}

}  // namespace

void write_html_silenced(const HtmlReport& page) {
    // What was silenced for one statement was silenced for the others, too.
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::string, std::string>, std::vector<Span>> hits;
    std::map<std::pair<std::uint32_t, std::string>, std::set<std::uint32_t>> elsewhere;
    for (const Assessment& a : page.report.assessments) {
        for (const Silenced& silenced : a.silenced) {
            // A rule that looks elsewhere has matched all over the report: its places do.
            if (silenced.stage == "where") {
                elsewhere[{silenced.rule, silenced.reason}].insert(silenced.sentence);
                continue;
            }
            auto& spans = hits[{silenced.sentence, silenced.rule, silenced.stage, silenced.reason}];
            spans.insert(spans.end(), silenced.matches.begin(), silenced.matches.end());
        }
    }
    std::size_t count = hits.size();
    for (const auto& [key, sentences] : elsewhere) count += sentences.size();
    if (count == 0) return;
    std::string& out = page.out;
    put(out, "<details><summary>{} came to nothing, and why</summary>\n<ul class=\"silenced\">\n",
        counted(count, "hit"));
    const auto write_place = [&](std::uint32_t index) {
        const Sentence& sentence = page.report.document.sentences[index];
        const std::string place = place_words(page.map.place(sentence.bytes.begin));
        const auto note = page.notes.find(index);
        if (note != page.notes.end()) {
            put(out, "<a href=\"#s{}\">{}</a>", note->second.number, place);
        } else {
            out += place;
        }
    };
    for (const auto& [key, matches] : hits) {
        const auto& [index, rule, stage, reason] = key;
        out += "<li>";
        write_place(index);
        put(out, " <b>{}</b> ({}: {})", html_line(page.context.rules[rule].title), html_line(stage),
            html_line(reason));
        // A composite matches no words of its own.
        if (!matches.empty()) {
            out += " <q>";
            write_excerpt(page, page.report.document.sentences[index], matches);
            out += "</q>";
        }
        out += "</li>\n";
    }
    for (const auto& [key, sentences] : elsewhere) {
        put(out, "<li><b>{}</b> (where: {})", html_line(page.context.rules[key.first].title),
            html_line(key.second));
        for (const std::uint32_t index : sentences) {
            out += index == *sentences.begin() ? " " : ", ";
            write_place(index);
        }
        out += "</li>\n";
    }
    out += "</ul></details>\n";
}

void write_html_overview(const HtmlReport& page) {
    std::string& out = page.out;
    out +=
        "<table class=\"index overview\"><caption class=\"unseen\">Statements of this "
        "report</caption>\n<thead><tr>"
        "<th scope=\"col\">Statement</th><th scope=\"col\">Predicted</th><th scope=\"col\">Published</th>"
        "<th scope=\"col\">Probability</th></tr></thead>\n<tbody>\n";
    auto badge = [](std::optional<int> score) {
        return score ? fmt::format("<b class=\"badge s{}\">{}</b>", *score, *score) : std::string("\u2013");
    };
    for (std::size_t i = 0; i < page.report.assessments.size(); ++i) {
        const Assessment& a = page.report.assessments[i];
        const double p = a.predicted_score
                             ? a.probabilities[static_cast<std::size_t>(*a.predicted_score - kLowestScore)]
                             : 0;
        put(out,
            "<tr><th scope=\"row\"><a href=\"#v{}\">{}</a></th><td>{}{}</td><td>{}</td><td>{}</td></tr>\n", i,
            html_line(statement_title(page.context.framework, a.statement)), badge(a.predicted_score),
            a.predicted_score && !a.calibrated ? " <span class=\"quiet\">uncalibrated</span>" : "",
            badge(a.published_score), a.predicted_score ? html(percent(p)) : "");
    }
    out += "</tbody></table>\n";
}

void write_html_verdict(const HtmlReport& page, std::size_t index) {
    const Assessment& a = page.report.assessments[index];
    std::string& out = page.out;
    put(out, "<section class=\"verdict\" aria-labelledby=\"v{}\">\n<h2 id=\"v{}\">{}</h2>\n", index, index,
        html_line(statement_title(page.context.framework, a.statement)));
    out += "<div class=\"verdict-top\"><div>\n<dl class=\"scores\">\n";
    write_score(page, "Predicted", a.predicted_score, "no score",
                a.predicted_score && !a.calibrated ? "uncalibrated" : "");
    write_score(page, "Published", a.published_score, "none in this report", agreement_words(a));
    out += "</dl>\n";
    write_doubts(page, a);
    out += "</div>\n";
    if (a.predicted_score) {
        out += "<div>\n";
        write_probabilities(page, a);
        out += "</div>\n<div>\n";
        write_ruler(page, a);
        out += "</div>\n";
    }
    out += "</div>\n<div class=\"sides\">\n";
    const Sides sides = sides_of(a);
    const bool low = a.predicted_score && *a.predicted_score <= 2;
    write_highlights(page, low ? sides.shortfalls : sides.strengths, low ? "Shortfalls" : "Strengths", false);
    write_highlights(page, low ? sides.strengths : sides.shortfalls, low ? "Strengths" : "Shortfalls",
                     a.predicted_score.has_value());
    out += "</div>\n";
    write_flip(page, a);
    write_sufficient(page, a);
    write_warnings(page, a.warnings);
    out += "</section>\n";
}

}  // namespace assay::report
