#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <sstream>

#include "analyzer/why.h"
#include "assay/engine.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/packs.h"
#include "core/suggest.h"
#include "report/number_text.h"
#include "report/quote.h"
#include "report/text_layout.h"
#include "report/utf8.h"
#include "report/why_json.h"

namespace assay::cli {

namespace {

using report::Ink;
using report::Words;

constexpr int kLead = 2;
constexpr int kHang = 13;

// Writes what is known about a rule in a report.
class WhyText {
public:
    WhyText(const ScoredReport& scored, const Console& console, std::string& out)
        : scored_(scored),
          rules_(scored.pack->rules()),
          map_(scored.document.report.extracted),
          options_(layout_of(console)),
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
                layout_.paragraph(kLead + 2, {{report::for_terminal(line), Ink::faint}});
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
    static report::LayoutOptions layout_of(const Console& console) {
        report::LayoutOptions options;
        options.width = console.width;
        options.color = console.color;
        return options;
    }

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
            std::vector<Words> words{{report::fitted(stage.name, 12)},
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
            layout_.line(kLead, {{n.met ? "✓ " : "✗ ", n.met ? Ink::good : Ink::bad},
                                 {fmt::format("{}: {:.3g} {} {:.3g}", report::for_terminal(n.name), n.actual,
                                              n.op, n.wanted)},
                                 {n.met ? "" : "  not met", Ink::faint}});
        }
    }

    std::string place(std::uint32_t sentence) const {
        return report::place_words(map_.place(scored_.document.sentences[sentence].bytes.begin));
    }

    std::vector<Words> quote(std::uint32_t sentence, const std::vector<Span>& matches) const {
        std::vector<Words> words{{"“"}};
        for (const report::Marked& bit :
             report::marked_quote(scored_.document, scored_.document.sentences[sentence], matches)) {
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
            std::string words = fmt::format("cited: {} points, strength {:g}",
                                            report::signed_points(s.contribution), s.strength);
            for (const ContextEffect& e : s.context)
                words += fmt::format(", {} “{}” {}", e.kind, report::for_terminal(e.cue),
                                     report::factor(e.factor));
            layout_.paragraph(kHang, {{words, Ink::good}});
        } else {
            layout_.paragraph(kHang, {{fmt::format("stopped by {}: ", s.stage), Ink::poor},
                                      {report::for_terminal(s.reason)}});
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
            kHang, {{report::for_terminal(miss.phrase.value), Ink::strong},
                    {fmt::format("  {}:{}", std::filesystem::path(miss.phrase.place.file).filename().string(),
                                 miss.phrase.place.line),
                     Ink::faint}});
        std::vector<Words> words;
        for (const rules::TracedElement& e : miss.elements) {
            if (!words.empty()) words.push_back({"  "});
            words.push_back({e.holds ? "✓ " : "✗ ", e.holds ? Ink::good : Ink::bad});
            words.push_back({report::for_terminal(e.written), e.holds ? Ink::plain : Ink::marked});
            if (!e.problem.empty()) words.push_back({" (" + e.problem + ")", Ink::poor});
        }
        layout_.paragraph(kHang, words);
    }

    const ScoredReport& scored_;
    const std::vector<RuleInfo>& rules_;
    SourceMap map_;
    report::LayoutOptions options_;
    report::TextLayout layout_;
};

struct WhyCommand {
    std::vector<std::string> arguments;
    std::vector<std::string> packs;
    std::string statement;
    std::string format = "text";
    int line = 0;

    int run() const {
        const bool by_line = line > 0;
        if (arguments.size() != (by_line ? 1u : 2u)) {
            complain(by_line ? "name one file: assay why --at LINE FILE."
                             : "name a rule and a file: assay why RULE FILE, or assay why --at LINE FILE.");
            return kUsage;
        }
        auto loaded = find_packs(packs);
        if (loaded.empty()) return kUsage;
        Session session(std::make_shared<const Engine>(loaded));
        ScoreOptions options;
        options.assume_statement = statement;
        // A sentence without a title is read as evidence for what the rule is about.
        for (const auto& pack : loaded) {
            const int rule = by_line || !statement.empty() ? -1 : pack->find_rule(arguments.front());
            if (rule < 0) continue;
            const auto& serves = pack->rules()[static_cast<std::size_t>(rule)].statements;
            if (!serves.empty()) options.assume_statement = serves.front();
        }
        options.keep_silenced = true;
        options.drafts = true;
        options.find_flips = false;
        const ScoredReport scored = session.score_file(arguments.back(), options);
        for (const Error& error : scored.errors) complain(error.message);
        if (!scored.errors.empty()) return kSomeFailed;
        if (scored.pack == nullptr) {
            complain(fmt::format("{}: no framework recognises this report.", arguments.back()));
            return kSomeFailed;
        }
        std::string out;
        WhyText text(scored, console(), out);
        if (by_line) {
            const auto sentences = sentences_at(scored);
            if (sentences.empty()) return kSomeFailed;
            const auto all = analyzer::why_at(scored, sentences);
            if (format == "json") {
                out = report::why_at_json(scored, all) + '\n';
            } else {
                text.at(all, sentences);
            }
        } else {
            const int rule = scored.pack->find_rule(arguments.front());
            if (rule < 0) {
                unknown_rule(loaded, *scored.pack);
                return kUsage;
            }
            const analyzer::Why why = analyzer::why_rule(scored, static_cast<std::uint32_t>(rule));
            if (format == "json") {
                out = report::why_json(scored, why) + '\n';
            } else {
                text.rule(why);
            }
        }
        return write_out(out) ? kAllWell : kSomeFailed;
    }

    void unknown_rule(const std::vector<std::shared_ptr<const RulePack>>& loaded,
                      const RulePack& pack) const {
        std::vector<std::string> ids;
        for (const RuleInfo& rule : pack.rules()) ids.push_back(rule.id);
        for (const auto& other : loaded) {
            if (other->find_rule(arguments.front()) < 0) continue;
            complain(fmt::format("`{}` is a rule of {}; this report belongs to {}.", arguments.front(),
                                 other->id(), pack.id()));
            return;
        }
        if (const std::string near = nearest(arguments.front(), ids); !near.empty()) {
            complain(
                fmt::format("{} has no rule `{}`; did you mean `{}`?", pack.id(), arguments.front(), near));
            return;
        }
        const std::vector<std::string> alike = rules_that_speak_of(arguments.front(), pack);
        complain(fmt::format(
            "{} has no rule `{}`.{} `assay why --at LINE FILE` names the rules that touch a "
            "sentence.",
            pack.id(), arguments.front(),
            alike.empty() ? "" : fmt::format(" Rules with words of it: {}.", fmt::join(alike, ", "))));
    }

    // At most five rules whose id or title holds words of a text, those with the most of them first.
    static std::vector<std::string> rules_that_speak_of(const std::string& text, const RulePack& pack) {
        constexpr std::size_t kShortest = 4, kMost = 5;
        const auto small = [](std::string s) {
            std::transform(s.begin(), s.end(), s.begin(), [](unsigned char c) {
                return std::isalpha(c) != 0 ? static_cast<char>(std::tolower(c)) : ' ';
            });
            return s;
        };
        std::vector<std::string> words;
        std::istringstream in(small(text));
        for (std::string word; in >> word;) {
            if (word.size() >= kShortest) words.push_back(word);
        }
        std::vector<std::pair<std::ptrdiff_t, std::string>> found;
        for (const RuleInfo& rule : pack.rules()) {
            const std::string about = small(rule.id + " " + rule.title);
            const auto shared = std::count_if(words.begin(), words.end(), [&](const std::string& word) {
                return about.find(word) != std::string::npos;
            });
            if (shared > 0) found.emplace_back(-shared, rule.id);
        }
        std::sort(found.begin(), found.end());
        std::vector<std::string> ids;
        for (const auto& [shared, id] : found) {
            if (ids.size() < kMost) ids.push_back(id);
        }
        return ids;
    }

    // Sentences that touch the line; complains where there are none.
    std::vector<std::uint32_t> sentences_at(const ScoredReport& scored) const {
        const SourceMap map(scored.document.report.extracted);
        std::vector<std::uint32_t> found;
        std::uint32_t before = 0;
        std::uint32_t after = 0;
        for (std::uint32_t s = 0; s < scored.document.sentences.size(); ++s) {
            const Span bytes = scored.document.sentences[s].bytes;
            const std::uint32_t first = map.place(bytes.begin).line;
            const std::uint32_t last = map.place(bytes.end - 1).line;
            const auto wanted = static_cast<std::uint32_t>(line);
            if (first <= wanted && wanted <= last) found.push_back(s);
            if (last < wanted) before = std::max(before, last);
            if (first > wanted && (after == 0 || first < after)) after = first;
        }
        if (found.empty()) {
            complain(fmt::format(
                "line {} holds no evidence (headings, page footers and what tells the score are none){}{}.",
                line, before > 0 ? fmt::format("; the sentence before it stands in line {}", before) : "",
                after > 0 ? fmt::format("{} the next in line {}", before > 0 ? "," : ";", after) : ""));
        }
        return found;
    }
};

}  // namespace

void add_why(CLI::App& program, int& exit) {
    auto command = std::make_shared<WhyCommand>();
    CLI::App* app = program.add_subcommand(
        "why", "Show why a rule fired in a report or did not, or which rules touch a line");
    app->add_option("arguments", command->arguments,
                    "The rule's id and the report; with --at the report alone")
        ->required()
        ->type_name("[RULE] FILE");
    app->add_option("--at", command->line,
                    "Show every rule that touched the sentences in this line, or nearly did")
        ->type_name("LINE")
        ->check(CLI::PositiveNumber);
    app->add_option("--pack", command->packs, "Folder of a rule pack; may be given several times")
        ->allow_extra_args(false)
        ->type_name("DIR");
    app->add_option("--format", command->format, "text or json")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    app->add_option("--statement", command->statement, "Statement to assume where the text names none")
        ->type_name("ID");
    app->footer(
        "Example:  assay why learning.no-blame examples/aldermere-3.txt\n"
        "          assay why --at 17 examples/aldermere-3.txt\n"
        "Exit codes: 0 all well; 1 the report cannot be read or the line holds no evidence; 2 wrong options "
        "or an unknown rule.");
    app->callback([command, &exit] { exit = command->run(); });
}

}  // namespace assay::cli
