#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <set>

#include "analyzer/run_examples.h"
#include "assay/engine.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/targets.h"
#include "cli/watch.h"
#include "corpus/inputs.h"
#include "corpus/references.h"
#include "report/diagnostic_text.h"
#include "report/example_text.h"
#include "report/number_text.h"
#include "rules/pack_content.h"

namespace assay::cli {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

struct TestCommand {
    std::vector<std::string> arguments;
    std::string pack;
    std::string only;
    std::string junit;
    std::vector<std::string> corpus;
    bool coverage = false;
    bool verbose = false;
    bool watch = false;

    int run() const {
        const auto targets = find_targets(arguments, pack);
        if (targets.empty()) return kUsage;
        const int exit = once(targets, {});
        return watch ? keep_watching(targets) : exit;
    }

private:
    struct Totals {
        std::size_t examples = 0, failed = 0, todo = 0, closed = 0, rules = 0, skipped = 0;
    };

    bool wanted(const RuleInfo& rule, const Target& target, const std::set<std::string>& edited) const {
        if (!target.wants(rule.place.file)) return false;
        if (!edited.empty() && edited.count(rule.place.file) == 0) return false;
        return only.empty() || rule.id.find(only) != std::string::npos;
    }

    // Runs everything, or, where files were edited, what is in them.
    int once(const std::vector<Target>& targets, const std::set<std::string>& edited) const {
        const auto begin = Clock::now();
        Totals totals;
        std::vector<report::ExampleLine> lines;
        std::string tail;
        for (const Target& target : targets) {
            LoadOptions options;
            options.lint = watch;
            for (const auto& file : target.added) options.instead[file] = read_whole(file);
            const LoadedPack loaded = load_pack(target.pack, options);
            Diagnostics shown = loaded.diagnostics;
            std::erase_if(shown, [&](const Diagnostic& d) {
                if (d.severity == Severity::error) return false;
                return !watch || (!edited.empty() && edited.count(d.place.file) == 0);
            });
            if (!shown.empty()) (void)write_out(report::diagnostics_text(shown, console().color));
            if (loaded.pack == nullptr) return kSomeFailed;
            run_pack(loaded.pack, target, edited, lines, totals, tail);
            if (coverage && !corpus.empty()) tail += silent_rules(loaded.pack, target);
        }
        std::string out = report::examples_text(lines, verbose, console().color) + tail;
        const double seconds = seconds_since(begin);
        if (totals.rules == 0) {
            complain(only.empty() ? "there are no rules here."
                                  : fmt::format("no rule's id holds `{}`.", only));
            return kUsage;
        }
        out += fmt::format("{} of {} in {:.2f} s: {} failed", report::counted(totals.examples, "example"),
                           report::counted(totals.rules, "rule"), seconds, totals.failed);
        if (totals.todo > 0) out += fmt::format(", {} known gaps", totals.todo);
        if (totals.closed > 0) out += fmt::format(", {} of them closed now", totals.closed);
        out += ".\n";
        if (totals.skipped > 0) {
            out +=
                fmt::format("{} of them {} in reports; name those with --corpus to run {}.\n", totals.skipped,
                            totals.skipped == 1 ? "stands" : "stand", totals.skipped == 1 ? "it" : "them");
        }
        if (!junit.empty() && !write_junit(lines, seconds)) return kSomeFailed;
        return write_out(out) && totals.failed == 0 ? kAllWell : kSomeFailed;
    }

    void run_pack(const std::shared_ptr<const RulePack>& pack_read, const Target& target,
                  const std::set<std::string>& edited, std::vector<report::ExampleLine>& lines,
                  Totals& totals, std::string& tail) const {
        const RulePack& rules = *pack_read;
        analyzer::ExamplesOptions options;
        std::optional<corpus::ReferenceReader> references;
        if (!corpus.empty()) {
            references.emplace(pack_read, corpus);
            options.sentence_of = [&](const rules::ExampleReference& r) { return references->sentence(r); };
        }
        const std::string own = target.pack.lexically_normal().string();
        const auto is_own = [&](const std::string& file) {
            return file.rfind(own, 0) == 0 ||
                   std::find(target.added.begin(), target.added.end(), file) != target.added.end();
        };
        options.wanted = [&](const RuleInfo& rule) {
            return is_own(rule.place.file) && wanted(rule, target, edited);
        };
        options.covered = [&](const std::string& file) { return is_own(file) && target.wants(file); };
        options.coverage = coverage;
        for (const RuleInfo& rule : rules.rules()) totals.rules += options.wanted(rule) ? 1 : 0;
        const analyzer::ExamplesRun run = analyzer::run_examples(rules, options);
        for (const analyzer::ExampleOutcome& o : run.outcomes) {
            report::ExampleLine line = line_of(rules, o);
            ++totals.examples;
            totals.skipped += o.skipped ? 1 : 0;
            totals.todo += o.kind == analyzer::ExampleKind::todo ? 1 : 0;
            totals.closed += line.todo_passes ? 1 : 0;
            totals.failed += !line.passed && !line.todo_passes ? 1 : 0;
            lines.push_back(std::move(line));
        }
        if (!coverage) return;
        for (const analyzer::IdlePhrase& idle : run.idle) {
            tail += fmt::format("IDLE  {}:{}  `{}` of {}\n", idle.phrase.place.file, idle.phrase.place.line,
                                idle.phrase.value, idle.owner);
        }
        tail += fmt::format("Examples make {} of {} phrases and cues of {} act.\n",
                            run.phrases - run.idle.size(), run.phrases, target.pack.string());
    }

    static report::ExampleLine line_of(const RulePack& rules, const analyzer::ExampleOutcome& o) {
        report::ExampleLine line;
        line.rule = rules.rules()[o.rule].id;
        line.kind = analyzer::to_string(o.kind);
        line.file = o.text.place.file;
        line.line = o.text.place.line;
        line.sentence = o.text.value;
        if (line.sentence.empty() && o.reference)
            line.sentence = fmt::format("{}, byte {}", o.reference->report, o.reference->at);
        line.passed = o.passed;
        line.todo_passes = o.kind == analyzer::ExampleKind::todo && o.fired;
        line.failure = o.failure;
        if (!o.near.empty()) line.details.push_back(o.near);
        for (const std::string& words : o.matched) line.details.push_back(fmt::format("matched “{}”", words));
        for (const analyzer::ExampleBlock& b : o.blocks) {
            line.details.push_back(
                b.words.empty() ? fmt::format("blocked by {}: {}", b.stage, b.reason)
                                : fmt::format("blocked by {}: {}, at “{}”", b.stage, b.reason, b.words));
        }
        return line;
    }

    // Rules that no report of the corpus makes fire.
    std::string silent_rules(const std::shared_ptr<const RulePack>& rules, const Target& target) const {
        std::vector<std::string> empty;
        const auto files = corpus::expand_inputs(corpus, empty);
        Session session(std::make_shared<const Engine>(std::vector<std::shared_ptr<const RulePack>>{rules}));
        ScoreOptions options;
        options.find_flips = false;
        options.drafts = true;
        std::vector<std::size_t> fired(rules->rules().size(), 0);
        std::size_t read = 0;
        for (const std::string& file : files) {
            const ScoredReport scored = session.score_file(file, options);
            if (scored.pack == nullptr) continue;
            ++read;
            for (const Assessment& a : scored.assessments) {
                for (const Finding& f : a.findings) ++fired[f.rule];
            }
        }
        std::string out;
        std::size_t silent = 0;
        std::size_t all = 0;
        for (std::size_t r = 0; r < fired.size(); ++r) {
            const RuleInfo& rule = rules->rules()[r];
            if (!wanted(rule, target, {})) continue;
            ++all;
            if (fired[r] > 0) continue;
            ++silent;
            out += fmt::format("SILENT  {}:{}  {}\n", rule.place.file, rule.place.line, rule.id);
        }
        return out + fmt::format("{} of {} rules fire in {} reports.\n", all - silent, all, read);
    }

    bool write_junit(const std::vector<report::ExampleLine>& lines, double seconds) const {
        std::ofstream out(junit, std::ios::binary);
        out << report::examples_junit("assay test", lines, seconds);
        out.flush();
        if (!out) complain(fmt::format("{} cannot be written.", junit));
        return static_cast<bool>(out);
    }

    int keep_watching(const std::vector<Target>& targets) const {
        std::vector<std::filesystem::path> folders;
        for (const Target& target : targets) {
            // Packs stand side by side, and build on one another.
            const auto folder = target.pack.has_parent_path() ? target.pack.lexically_normal().parent_path()
                                                              : std::filesystem::path(".");
            if (std::find(folders.begin(), folders.end(), folder) == folders.end()) folders.push_back(folder);
        }
        Watcher watcher(folders);
        if (!watcher.works()) {
            complain("this system does not let files be watched.");
            return kSomeFailed;
        }
        (void)write_out("Watching; save a rule file to run its examples, Ctrl-C to end.\n");
        for (;;) {
            const auto changed = watcher.wait();
            if (changed.empty()) return kSomeFailed;
            std::set<std::string> edited;
            for (const auto& file : changed) edited.insert(file.lexically_normal().string());
            (void)write_out(fmt::format("\n── {}\n", fmt::join(edited, ", ")));
            // A list or cue file has no rules of its own: then all rules are tried.
            const bool rules_edited = std::any_of(edited.begin(), edited.end(), [](const std::string& f) {
                return f.find("/rules/") != std::string::npos || f.find("/lua/") != std::string::npos;
            });
            (void)once(targets, rules_edited ? edited : std::set<std::string>{});
        }
    }
};

}  // namespace

void add_test(CLI::App& program, int& exit) {
    auto command = std::make_shared<TestCommand>();
    CLI::App* app = program.add_subcommand("test", "Run the examples in the rules");
    app->add_option("files", command->arguments, "Packs, folders or files; none: the pack here, or all packs")
        ->type_name("PACK|FILE");
    app->add_option("--pack", command->pack,
                    "The pack to which files outside any pack are added; alone: all of it")
        ->type_name("DIR");
    app->add_option("-k", command->only, "Only rules whose id holds this")->type_name("ID");
    app->add_flag("--coverage", command->coverage, "Name phrases and cues that no example makes act");
    app->add_option(
           "--corpus", command->corpus,
           "Reports that examples refer to; with --coverage, name rules that none of them makes fire")
        ->type_name("FILE")
        ->allow_extra_args(false);
    app->add_option("--junit", command->junit, "Also write the outcome as JUnit XML")->type_name("FILE");
    app->add_flag("-v,--verbose", command->verbose, "Show examples that passed too");
    app->add_flag("--watch", command->watch, "Stay, and run again whenever a rule file is saved");
    app->footer(
        "Example:  assay test rules/cqc-la -k learning\n"
        "Exit codes: 0 all well; 1 an example failed, or a pack has errors; 2 wrong options, or nothing to "
        "test.");
    app->callback([command, &exit] { exit = command->run(); });
}

}  // namespace assay::cli
