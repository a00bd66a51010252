#include <fmt/format.h>

#include <algorithm>

#include "analyzer/why.h"
#include "assay/engine.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/packs.h"
#include "cli/unknown_rule.h"
#include "report/why_json.h"
#include "report/why_text.h"

namespace assay::cli {

namespace {

report::LayoutOptions layout_of(const Console& console) {
    report::LayoutOptions options;
    options.width = console.width;
    options.color = console.color;
    return options;
}

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
        if (by_line) {
            const auto sentences = sentences_at(scored);
            if (sentences.empty()) return kSomeFailed;
            const auto all = analyzer::why_at(scored, sentences);
            if (format == "json") {
                out = report::why_at_json(scored, all) + '\n';
            } else {
                out = report::why_at_text(scored, all, sentences, layout_of(console()));
            }
        } else {
            const int rule = scored.pack->find_rule(arguments.front());
            if (rule < 0) {
                complain_of_rule(arguments.front(), *scored.pack, loaded);
                return kUsage;
            }
            const analyzer::Why why = analyzer::why_rule(scored, static_cast<std::uint32_t>(rule));
            if (format == "json") {
                out = report::why_json(scored, why) + '\n';
            } else {
                out = report::why_text(scored, why, layout_of(console()));
            }
        }
        return write_out(out) ? kAllWell : kSomeFailed;
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
