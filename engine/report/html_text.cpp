#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <span>

#include "report/html_page.h"
#include "report/html_parts.h"
#include "report/number_text.h"
#include "report/quote.h"

namespace assay::report {

namespace {

template <class... Args>
void put(std::string& out, fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

bool is_strength(const Finding& finding) {
    return finding.contribution >= 0;
}

// What a cue is called in the filter: attribution cues tell who speaks.
std::string context_name(const ContextEffect& effect) {
    return effect.kind == "attribution" ? "said by: " + normalised(effect.cue) : effect.kind;
}

// The findings of one rule in one sentence, one for each statement that it counts for, strongest first.
using Group = std::span<const CitedFinding>;

// Findings of a note stand by rule (see notes_of).
std::vector<Group> groups_of(const Note& note) {
    std::vector<Group> groups;
    for (std::size_t begin = 0; begin < note.findings.size();) {
        std::size_t end = begin + 1;
        while (end < note.findings.size() &&
               note.findings[end].finding->rule == note.findings[begin].finding->rule)
            ++end;
        groups.push_back(Group(note.findings).subspan(begin, end - begin));
        begin = end;
    }
    return groups;
}

std::set<std::string> context_names(Group group) {
    std::set<std::string> names;
    for (const CitedFinding& cited : group) {
        for (const ContextEffect& effect : cited.finding->context) {
            // How much a part of the report counts for a statement is said, but nobody looks for it.
            if (effect.kind != "evidence") names.insert(context_name(effect));
        }
    }
    return names;
}

// Which statements a rule's evidence counts for, where that is not only the one it stands under.
std::string counts_for(const HtmlReport& page, Group group) {
    const Sentence& sentence = page.report.document.sentences[group.front().finding->sentence];
    if (group.size() == 1 && sentence.part == page.report.assessments[group.front().assessment].part)
        return {};
    std::string words;
    for (const CitedFinding& cited : group) {
        if (!words.empty()) words += ", ";
        words += html_line(page.report.assessments[cited.assessment].statement);
        if (group.size() > 1) words += " " + signed_points(cited.finding->contribution);
    }
    return words;
}

void write_finding(const HtmlReport& page, Group group) {
    const Finding& finding = *group.front().finding;
    const RuleInfo& rule = page.rule(finding);
    std::string& out = page.out;
    put(out, "<li class=\"f {}\" data-rule=\"{}\"", is_strength(finding) ? "up" : "down", html_line(rule.id));
    if (page.several()) {
        out += " data-statement=\"";
        for (const CitedFinding& cited : group)
            put(out, "{}{}", &cited == &group.front() ? "" : " ", cited.assessment);
        out += '"';
    }
    std::string names;
    for (const std::string& name : context_names(group)) names += "|" + name;
    if (!names.empty()) put(out, " data-context=\"{}|\"", html_line(names));
    put(out,
        "><span class=\"points\">{}</span> <span class=\"title\">{}</span> <span class=\"badge "
        "{}\">{}</span>",
        signed_points(finding.contribution), html_line(rule.title), colour_class(rule, finding), rule.level);
    if (const std::string words = counts_for(page, group); !words.empty())
        put(out, " <span class=\"quiet\">for {}</span>", words);
    std::string details;
    auto add = [&details](const std::string& words) { details += (details.empty() ? "" : "; ") + words; };
    for (const ContextEffect& effect : finding.context) {
        add(fmt::format("{}{} <q>{}</q> {}", effect_words(effect.factor), html_line(effect.kind),
                        html_line(effect.cue), factor(effect.factor)));
    }
    if (finding.flipped) add("turned: counts for the other side");
    if (finding.softened_by_cap) add("limited by its group\u2019s cap");
    if (finding.metric) {
        const MetricReading& metric = *finding.metric;
        std::string words = "figure " + html_line(figure(metric.value, metric.unit));
        if (metric.benchmark) words += ", benchmark " + html_line(figure(*metric.benchmark, metric.unit));
        add(words);
    }
    if (!details.empty()) put(out, "<small>{}</small>", details);
    out += "</li>\n";
}

void write_note(const HtmlReport& page, std::uint32_t sentence, const Note& note) {
    std::string& out = page.out;
    const Finding& strongest = *note.findings.front().finding;
    const std::string place =
        place_words(page.map.place(page.report.document.sentences[sentence].bytes.begin));
    put(out,
        "<div class=\"note {}\" id=\"n{}\" tabindex=\"-1\"><a class=\"back\" href=\"#s{}\" "
        "aria-label=\"Note {}: to its sentence, {}\">{}</a>\n<ul>",
        colour_class(page.rule(strongest), strongest), note.number, note.number, note.number, place,
        note.number);
    const std::vector<Group> groups = groups_of(note);
    write_finding(page, groups.front());
    out += "</ul>\n";
    if (groups.size() > 1) {
        put(out, "<details><summary><span class=\"points\">{}</span> together, {} more</summary><ul>\n",
            signed_points(note.points), groups.size() - 1);
        for (std::size_t i = 1; i < groups.size(); ++i) write_finding(page, groups[i]);
        out += "</ul></details>\n";
    }
    out += "</div>\n";
}

void write_cited(const HtmlReport& page, std::uint32_t index, const Note& note) {
    std::string& out = page.out;
    const Finding& strongest = *note.findings.front().finding;
    std::vector<Span> matches;
    for (const CitedFinding& cited : note.findings) {
        matches.insert(matches.end(), cited.finding->matches.begin(), cited.finding->matches.end());
    }
    put(out, "<mark class=\"{}\" id=\"s{}\">", colour_class(page.rule(strongest), strongest), note.number);
    for (const Marked& bit :
         marked_quote(page.report.document, page.report.document.sentences[index], matches)) {
        put(out, "{}{}{}", bit.matched ? "<b>" : "", html(bit.words), bit.matched ? "</b>" : "");
    }
    put(out, "</mark><a class=\"ref\" href=\"#n{}\" aria-label=\"Note {}: {} {}\">{}</a>", note.number,
        note.number, note.points < 0 ? "shortfall" : "strength", signed_points(note.points), note.number);
}

// Writes blocks with the sentences in them. Sentences come in the order of the text, so one cursor does.
class TextColumn {
public:
    explicit TextColumn(const HtmlReport& page) : page_(page), document_(page.report.document) {}

    void write() {
        const std::vector<Block>& blocks = document_.report.blocks;
        for (std::size_t i = 0; i < blocks.size(); ++i) write_block(static_cast<std::uint32_t>(i), blocks[i]);
    }

private:
    void write_block(std::uint32_t index, const Block& block) {
        std::string& out = page_.out;
        std::vector<std::uint32_t> cited;
        out += "<div class=\"row\">";
        const std::uint32_t begin = block.lines.begin < document_.report.lines.size()
                                        ? document_.report.lines[block.lines.begin].begin
                                        : 0;
        const std::uint32_t pdf_page = page_.map.place(begin).page;
        if (pdf_page != 0 && pdf_page != shown_page_) {
            put(out, "<div class=\"page\">page {}</div>", pdf_page);
            shown_page_ = pdf_page;
        }
        const bool heading = block.kind == BlockKind::heading;
        put(out, "<{}{}>", heading ? "h3" : "p",
            heading ? " class=\"text\""
            : block.kind == BlockKind::bullet
                ? (block.evidence ? " class=\"text bullet\"" : " class=\"text bullet aside\"")
                : (block.evidence ? " class=\"text\"" : " class=\"text aside\""));
        write_words(index, block, cited);
        put(out, "</{}>\n", heading ? "h3" : "p");
        if (!cited.empty()) {
            out += "<div class=\"margin\">\n";
            for (std::uint32_t sentence : cited) write_note(page_, sentence, page_.notes.at(sentence));
            out += "</div>\n";
        }
        out += "</div>\n";
    }

    // The words of a block's lines: sentences whole, and what stands between them as it is.
    void write_words(std::uint32_t index, const Block& block, std::vector<std::uint32_t>& cited) {
        std::vector<Span> taken;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> sentences;  // first byte, index
        while (next_ < document_.sentences.size() && document_.sentences[next_].block <= index) {
            const Sentence& sentence = document_.sentences[next_];
            if (sentence.block == index) {
                sentences.emplace_back(sentence.bytes.begin, next_);
                append_stretches(document_, sentence, taken);
            }
            ++next_;
        }
        std::sort(taken.begin(), taken.end());
        std::size_t at_sentence = 0;
        std::size_t at_taken = 0;
        bool first = true;
        auto gap = [&](std::uint32_t begin, std::uint32_t end) {
            const std::string words = normalised(slice(document_.text(), {begin, end}));
            if (words.empty()) return;
            blank(first);
            put(page_.out, "{}", html(words));
        };
        for (std::uint32_t i = block.lines.begin; i < block.lines.end; ++i) {
            const Span line = document_.report.lines[i];
            std::uint32_t at = line.begin;
            while (at < line.end) {
                while (at_taken < taken.size() && taken[at_taken].end <= at) ++at_taken;
                const std::uint32_t stretch_begin =
                    at_taken < taken.size() ? std::max(taken[at_taken].begin, at) : line.end;
                if (stretch_begin >= line.end) {
                    gap(at, line.end);
                    break;
                }
                if (stretch_begin > at) gap(at, stretch_begin);
                while (at_sentence < sentences.size() && sentences[at_sentence].first <= stretch_begin) {
                    blank(first);
                    write_sentence(sentences[at_sentence].second, cited);
                    ++at_sentence;
                }
                at = std::min(taken[at_taken].end, line.end);
            }
        }
    }

    void write_sentence(std::uint32_t index, std::vector<std::uint32_t>& cited) {
        const auto note = page_.notes.find(index);
        if (note != page_.notes.end()) {
            write_cited(page_, index, note->second);
            cited.push_back(index);
            return;
        }
        for (const Marked& bit : marked_quote(document_, document_.sentences[index], {}))
            append_html(page_.out, bit.words);
    }

    void blank(bool& first) {
        if (!first) page_.out += ' ';
        first = false;
    }

    const HtmlReport& page_;
    const Document& document_;
    std::uint32_t next_ = 0;
    std::uint32_t shown_page_ = 0;
};

}  // namespace

std::map<std::uint32_t, Note> notes_of(const ScoredReport& report) {
    std::map<std::uint32_t, Note> notes;
    for (std::size_t a = 0; a < report.assessments.size(); ++a) {
        for (const Finding& finding : report.assessments[a].findings) {
            notes[finding.sentence].findings.push_back({a, &finding});
        }
    }
    std::size_t number = 0;
    for (auto& [sentence, note] : notes) {
        note.number = ++number;
        // A rule's findings together, the rule first whose strongest is strongest.
        std::map<std::uint32_t, double> strongest;
        for (const CitedFinding& cited : note.findings) {
            double& most = strongest[cited.finding->rule];
            if (std::abs(cited.finding->contribution) > std::abs(most)) most = cited.finding->contribution;
        }
        for (const auto& [rule, most] : strongest) note.points += most;
        std::stable_sort(note.findings.begin(), note.findings.end(),
                         [&](const CitedFinding& x, const CitedFinding& y) {
                             const std::uint32_t a = x.finding->rule;
                             const std::uint32_t b = y.finding->rule;
                             const double of_a = std::abs(strongest.at(a));
                             const double of_b = std::abs(strongest.at(b));
                             if (a != b) return of_a != of_b ? of_a > of_b : a < b;
                             return std::abs(x.finding->contribution) > std::abs(y.finding->contribution);
                         });
    }
    return notes;
}

std::string_view colour_class(const RuleInfo& rule, const Finding& finding) {
    if (is_strength(finding)) return rule.level == 4 ? "s4" : "s3";
    return rule.level == 1 ? "s1" : "s2";
}

void write_html_filters(const HtmlReport& page) {
    std::string& out = page.out;
    std::map<std::string, std::pair<const RuleInfo*, std::size_t>> rules;
    std::map<std::string, std::size_t> contexts;
    for (const auto& [sentence, note] : page.notes) {
        for (const Group group : groups_of(note)) {
            auto& entry = rules[page.rule(*group.front().finding).id];
            entry.first = &page.rule(*group.front().finding);
            ++entry.second;
            for (const std::string& name : context_names(group)) ++contexts[name];
        }
    }
    out +=
        "<form class=\"filters\" id=\"filters\" hidden aria-label=\"Filter the evidence\">\n"
        "<fieldset><legend class=\"unseen\">Show</legend>"
        "<label><input type=\"radio\" name=\"side\" value=\"\" checked> All</label>"
        "<label><input type=\"radio\" name=\"side\" value=\"up\"> Strengths</label>"
        "<label><input type=\"radio\" name=\"side\" value=\"down\"> Shortfalls</label></fieldset>\n";
    if (page.several()) {
        out += "<label>Statement <select name=\"statement\"><option value=\"\">all</option>";
        for (std::size_t i = 0; i < page.report.assessments.size(); ++i) {
            put(out, "<option value=\"{}\">{}</option>", i,
                html_line(statement_title(page.context.framework, page.report.assessments[i].statement)));
        }
        out += "</select></label>\n";
    }
    out += "<label>Rule <select name=\"rule\"><option value=\"\">all</option>";
    for (const bool strengths : {true, false}) {
        put(out, "<optgroup label=\"{}\">", strengths ? "Rules for strengths" : "Rules for shortfalls");
        for (const auto& [id, entry] : rules) {
            if ((entry.first->level >= 3) != strengths) continue;
            put(out, "<option value=\"{}\">{} ({})</option>", html_line(id), html_line(entry.first->title),
                entry.second);
        }
        out += "</optgroup>";
    }
    out +=
        "</select></label>\n<label>Speaker or context <select name=\"context\"><option "
        "value=\"\">any</option>"
        "<option value=\"none\">neither softened nor raised</option>";
    for (const auto& [name, count] : contexts)
        put(out, "<option value=\"{}\">{} ({})</option>", html_line(name), html_line(name), count);
    out +=
        "</select></label>\n<span class=\"steps\"><button type=\"button\" data-step=\"-1\">Previous</button>"
        "<button type=\"button\" data-step=\"1\">Next</button><button type=\"reset\">Clear</button></span>\n"
        "<output id=\"count\" aria-live=\"polite\"></output>\n</form>\n";
}

void write_html_text(const HtmlReport& page) {
    TextColumn(page).write();
}

}  // namespace assay::report
