#include "report/why_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "assay/engine.h"
#include "report/number_text.h"
#include "report/quote.h"
#include "report/text_layout.h"
#include "report/utf8.h"

namespace assay::report {

namespace {

constexpr int kLead = 2;
constexpr int kHang = 13;

// Writes what is known about a rule in a report.
class WhyText {
public:
    WhyText(const ScoredReport& scored, const LayoutOptions& options, std::string& out)
        : scored_(scored),
          rules_(scored.pack->rules()),
          map_(scored.document.report.extracted),
          options_(options),
          layout_(out, options_) {}

    void rule(const analyzer::Why& why) {
        head(why.rule);
        if (why.statements.empty()) {
            const RuleInfo& info = rules_[why.rule];
            layout_.paragraph(kLead, {{fmt::format("The rule serves {}; this report has no part about {}.",
                                                   info.statements.empty()
                                                       ? "every statement"
                                                       : fmt::format("{}", fmt::join(info.statements, ", ")),
                                                   info.statements.size() > 1 ? "any of them" : "it")}});
        }
        if (why.untriggered)
            layout_.paragraph(
                kLead,
                {{"None of the rule's trigger phrases stands in the report, so its script did not run."}});
        if (!why.stages.empty()) stages(why.stages);
        if (!why.needed.empty()) needed(why);
        if (!why.needs.empty()) needs(why);
        if (why.failure)
            layout_.paragraph(
                kLead,
                {{fmt::format("The script failed at line {}: {}", why.failure->line, why.failure->message),
                  Ink::bad}});
        if (!why.log.empty()) {
            layout_.blank();
            layout_.line(kLead, {{"Log", Ink::strong}});
            for (const std::string& line : why.log)
                layout_.paragraph(kLead + 2, {{for_terminal(line), Ink::faint}});
        }
        section("Cited", why.cited);
        section("Stopped", why.stopped);
        if (!why.near.empty()) {
            layout_.blank();
            layout_.line(kLead, {{"Near misses", Ink::strong}, {", nearest first", Ink::faint}});
            for (const rules::NearMiss& miss : why.near) near(miss);
        }
        if (why.cited.empty() && why.stopped.empty() && why.near.empty() && why.needed.empty() &&
            why.needs.empty() && !why.untriggered) {
            layout_.blank();
            layout_.paragraph(kLead, {{"Nothing in the report comes near any of its phrases."}});
        }
    }

    void at(const std::vector<analyzer::WhyAt>& all, const std::vector<std::uint32_t>& sentences) {
        for (const std::uint32_t s : sentences) {
            layout_.blank();
            layout_.paragraph(kLead, {{place(s) + "  ", Ink::faint}}, kHang, quote(s, {}));
            bool any = false;
            for (const analyzer::WhyAt& each : all) {
                if (each.sentence != s) continue;
                any = true;
                const RuleInfo& info = rules_[each.rule];
                layout_.blank();
                layout_.line(
                    kLead, {{info.id, Ink::strong},
                            {fmt::format("  level {}, {:g} points  {}", info.level, info.points, info.title),
                             Ink::faint}});
                if (each.touched) sentence(*each.touched);
                if (each.near) near(*each.near);
            }
            if (!any) layout_.paragraph(kLead, {{"No rule touches this sentence, or nearly does."}});
        }
    }

private:
    void head(std::uint32_t rule) {
        const RuleInfo& info = rules_[rule];
        layout_.title({{info.id, Ink::strong}, {"  " + info.title}});
        layout_.line(0, {{fmt::format("level {}, {:g} points, {}  {}:{}", info.level, info.points, info.kind,
                                      info.place.file, info.place.line),
                          Ink::faint}});
        if (info.status == RuleStatus::draft)
            layout_.line(0, {{"A draft: it is tested, but not scored.", Ink::faint}});
        layout_.blank();
    }

    void stages(const std::vector<analyzer::WhyStage>& stages) {
        for (const analyzer::WhyStage& stage : stages) {
            std::vector<Words> words{{fitted(stage.name, 12)},
                                     {fmt::format("{:>4}", stage.left), Ink::strong}};
            if (stage.stopped > 0) words.push_back({fmt::format("   {} stopped", stage.stopped), Ink::poor});
            layout_.line(kLead, words);
        }
    }

    void needed(const analyzer::Why& why) {
        for (const analyzer::WhyNeeded& n : why.needed) {
            const bool good = n.fired == (n.group != "none");
            layout_.line(kLead, {{good ? "✓ " : "✗ ", good ? Ink::good : Ink::bad},
                                 {fmt::format("{:<5}", n.group), Ink::faint},
                                 {n.rule},
                                 {n.fired ? "  fired" : "  did not fire", Ink::faint}});
        }
    }

    void needs(const analyzer::Why& why) {
        layout_.line(kLead, {{"Needs", Ink::strong}});
        for (const lua::Need& n : why.needs) {
            layout_.line(
                kLead, {{n.met ? "✓ " : "✗ ", n.met ? Ink::good : Ink::bad},
                        {fmt::format("{}: {:.3g} {} {:.3g}", for_terminal(n.name), n.actual, n.op, n.wanted)},
                        {n.met ? "" : "  not met", Ink::faint}});
        }
    }

    std::string place(std::uint32_t sentence) const {
        return place_words(map_.place(scored_.document.sentences[sentence].bytes.begin));
    }

    std::vector<Words> quote(std::uint32_t sentence, const std::vector<Span>& matches) const {
        std::vector<Words> words{{"“"}};
        for (const Marked& bit :
             marked_quote(scored_.document, scored_.document.sentences[sentence], matches)) {
            // Without colours the marks must be signs.
            words.push_back({bit.matched && !options_.color ? "«" + bit.words + "»" : bit.words,
                             bit.matched ? Ink::marked : Ink::plain});
        }
        words.push_back({"”"});
        return words;
    }

    void section(const char* title, const std::vector<analyzer::WhySentence>& sentences) {
        if (sentences.empty()) return;
        layout_.blank();
        layout_.line(kLead, {{title, Ink::strong}});
        for (const analyzer::WhySentence& s : sentences) {
            layout_.paragraph(kLead, {{place(s.sentence) + "  ", Ink::faint}}, kHang,
                              quote(s.sentence, s.matches));
            sentence(s);
        }
    }

    void sentence(const analyzer::WhySentence& s) {
        if (s.stage.empty()) {
            std::string words =
                fmt::format("cited: {} points, strength {:g}", signed_points(s.contribution), s.strength);
            for (const ContextEffect& e : s.context)
                words += fmt::format(", {} “{}” {}", e.kind, for_terminal(e.cue), factor(e.factor));
            layout_.paragraph(kHang, {{words, Ink::good}});
        } else {
            layout_.paragraph(
                kHang, {{fmt::format("stopped by {}: ", s.stage), Ink::poor}, {for_terminal(s.reason)}});
        }
    }

    void near(const rules::NearMiss& miss) {
        std::vector<Span> held;
        for (const rules::TracedElement& e : miss.elements) {
            if (!e.at.empty() && e.written.front() != '*') held.push_back(e.at);
        }
        std::sort(held.begin(), held.end());
        layout_.paragraph(kLead, {{place(miss.sentence) + "  ", Ink::faint}}, kHang,
                          quote(miss.sentence, held));
        layout_.paragraph(
            kHang, {{for_terminal(miss.phrase.value), Ink::strong},
                    {fmt::format("  {}:{}", std::filesystem::path(miss.phrase.place.file).filename().string(),
                                 miss.phrase.place.line),
                     Ink::faint}});
        std::vector<Words> words;
        for (const rules::TracedElement& e : miss.elements) {
            if (!words.empty()) words.push_back({"  "});
            words.push_back({e.holds ? "✓ " : "✗ ", e.holds ? Ink::good : Ink::bad});
            words.push_back({for_terminal(e.written), e.holds ? Ink::plain : Ink::marked});
            if (!e.problem.empty()) words.push_back({" (" + e.problem + ")", Ink::poor});
        }
        layout_.paragraph(kHang, words);
    }

    const ScoredReport& scored_;
    const std::vector<RuleInfo>& rules_;
    SourceMap map_;
    const LayoutOptions& options_;
    TextLayout layout_;
};

}  // namespace

std::string why_text(const ScoredReport& report, const analyzer::Why& why, const LayoutOptions& options) {
    std::string out;
    WhyText(report, options, out).rule(why);
    return out;
}

std::string why_at_text(const ScoredReport& report, const std::vector<analyzer::WhyAt>& all,
                        const std::vector<std::uint32_t>& sentences, const LayoutOptions& options) {
    std::string out;
    WhyText(report, options, out).at(all, sentences);
    return out;
}

}  // namespace assay::report
