#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>

#include "assay/engine.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/packs.h"
#include "cli/profile.h"
#include "cli/progress.h"
#include "core/sha256.h"
#include "corpus/batch.h"
#include "corpus/inputs.h"
#include "report/summary.h"
#include "report/writer.h"

namespace assay::cli {

namespace {

// Results of a text of this size are written as they are made, without waiting in memory.
constexpr std::size_t kLargeText = 1 << 20;

// What lies between a worker and the output.
struct Slot {
    Rendered rendered;
    Source source;
    std::vector<std::string> script_failures;
    bool large = false;    // written by the worker; `rendered` only describes it
    bool written = false;  // where it is large: as Output::write() says
};

// Scripts that failed while the report was scored, a sentence each.
std::vector<std::string> script_failures(const ScoredReport& scored) {
    std::vector<std::string> out;
    for (const Assessment& a : scored.assessments) {
        for (const ScriptFailure& f : a.failures) {
            out.push_back(fmt::format("{}: the rule {} failed ({}:{}: {}); the assessment of {} lacks it.",
                                      scored.source.path, f.rule, f.file, f.line, f.message, a.statement));
        }
    }
    return out;
}

std::uint64_t size_of(const std::string& path) {
    std::error_code failed;  // also where it is no file, as "-"
    const auto size = std::filesystem::file_size(path, failed);
    return failed ? 0 : size;
}

// An input may have changed since an earlier run scored it.
bool same_content(const std::string& path, const std::string& sha256) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return sha256.empty();
    return sha256_hex(std::string{std::istreambuf_iterator<char>(in), {}}) == sha256;
}

struct ScoreCommand {
    std::vector<std::string> files;
    std::vector<std::string> packs;
    std::string format = "text";
    std::string folder;
    std::string statement;
    int threads = 0;
    bool check = false;
    bool drafts = false;
    bool resume = false;
    bool quiet = false;
    bool silenced = false;
    bool bom = false;
    bool profile = false;

    int run() const {
        const auto format_kind = report::output_format(format);
        if (!format_kind) {
            complain(
                fmt::format("there is no format `{}`; use text, summary, explain, json, jsonl, csv, "
                            "csv-assessments, md or html.",
                            format));
            return kUsage;
        }
        auto loaded = find_packs(packs);
        if (loaded.empty()) return kUsage;
        const auto engine = std::make_shared<const Engine>(std::move(loaded));
        if (!statement.empty() && !knows_statement(*engine)) return kUsage;

        std::vector<std::string> empty_folders;
        const std::vector<std::string> inputs = corpus::expand_inputs(files, empty_folders);
        int exit = kAllWell;
        for (const std::string& empty : empty_folders) {
            complain(fmt::format("{}: the folder holds no reports (text, Markdown, HTML, PDF or DOCX files).",
                                 empty));
            exit = kSomeFailed;
        }
        if (resume && folder.empty()) {
            complain("--resume goes on with a run into a folder: name it with --out.");
            return kUsage;
        }
        if (*format_kind == report::OutputFormat::html && folder.empty() && inputs.size() > 1) {
            complain(fmt::format("{} reports are {} pages: name a folder for them with --out.", inputs.size(),
                                 inputs.size()));
            return kUsage;
        }
        const auto output = open_output(plan(*format_kind), report::run_of(engine->packs()));
        if (!output) {
            complain(output.error().message);
            return kUsage;
        }
        return std::max(exit, score(**output, engine, left_over(**output, inputs)));
    }

    OutputPlan plan(report::OutputFormat kind) const {
        const Console terminal = console();
        OutputPlan made;
        made.format = kind;
        made.format_name = format;
        made.folder = folder;
        made.resume = resume;
        made.layout.width = folder.empty() ? terminal.width : 100;
        made.layout.color = folder.empty() && terminal.color;
        made.layout.csv_bom = bom;
        made.layout.silenced = silenced;
        made.options =
            fmt::format("statement={} drafts={} silenced={} bom={}", statement, drafts, silenced, bom);
        return made;
    }

    // The inputs that an earlier run has not done.
    std::vector<std::string> left_over(const Output& output, const std::vector<std::string>& inputs) const {
        if (output.done().empty()) return inputs;
        const std::map<std::string, std::string> done(output.done().begin(), output.done().end());
        std::vector<std::string> left;
        for (const std::string& input : inputs) {
            const auto earlier = done.find(input);
            if (earlier == done.end()) {
                left.push_back(input);
            } else if (!same_content(input, earlier->second)) {
                complain(fmt::format(
                    "{} has changed since the earlier run scored it; leave --resume out to score it again.",
                    input));
            }
        }
        return left;
    }

    bool knows_statement(const Engine& engine) const {
        for (const auto& pack : engine.packs()) {
            if (pack->framework().find_statement(statement) != nullptr) return true;
        }
        complain(fmt::format("no framework at hand has a statement `{}`.", statement));
        return false;
    }

    int score(Output& output, const std::shared_ptr<const Engine>& engine,
              const std::vector<std::string>& inputs) const {
        const std::size_t workers =
            std::min(corpus::thread_count(threads), std::max<std::size_t>(inputs.size(), 1));
        std::vector<Session> sessions;
        for (std::size_t w = 0; w < workers; ++w) sessions.emplace_back(engine);
        ScoreOptions options;
        options.assume_statement = statement;
        options.drafts = drafts;
        options.keep_silenced = silenced || format == "explain" || format == "html" || format == "md";

        std::vector<Profile> profiles(workers);
        // A bar beside results that scroll by on the same terminal would be in the way of both.
        const bool progress_shown = !quiet && inputs.size() > 1 && (!folder.empty() || !stdout_is_terminal());
        std::vector<std::uint64_t> sizes(inputs.size(), 0);
        std::uint64_t bytes = 0;
        for (std::size_t i = 0; progress_shown && i < inputs.size(); ++i)
            bytes += sizes[i] = size_of(inputs[i]);
        Progress progress(progress_shown, inputs.size(), bytes);
        catch_interrupts();

        int exit = kAllWell;
        bool written = true;
        std::vector<std::string> failures, doubles;
        report::SameFiles seen;
        for (const auto& [path, sha256] : output.done()) seen.add(path, sha256);
        const std::size_t window = workers == 1 ? 1 : workers * 4;
        std::vector<Slot> slots(window);
        corpus::ordered_batch(
            inputs.size(), workers, window,
            [&](std::size_t worker, std::size_t item, const corpus::Turn& turn) {
                if (interrupted()) return;
                ScoreOptions own = options;
                if (profile) own.profile = &profiles[worker];
                const ScoredReport scored = sessions[worker].score_file(inputs[item], own);
                const auto context = report::context_of(scored);
                Slot& slot = slots[item % window];
                slot.source = scored.source;
                slot.script_failures = script_failures(scored);
                slot.large = scored.document.text().size() >= kLargeText;
                if (!slot.large) return output.render(scored, context ? &*context : nullptr, slot.rendered);
                slot.rendered.assign(1, report::described(scored, context ? &*context : nullptr));
                slot.written =
                    turn.wait() && output.write(scored, context ? &*context : nullptr, slot.rendered[0]);
            },
            [&](std::size_t item) {
                // An item begun after Ctrl-C was not worked on: its slot holds what an earlier one left
                // there.
                if (interrupted()) return false;
                Slot& slot = slots[item % window];
                for (const report::SummaryRow& row : slot.rendered.front().rows) {
                    if (!row.error.empty()) failures.push_back(row.error);
                    if (check && row.predicted && row.published && *row.predicted != *row.published)
                        exit = kSomeFailed;
                }
                std::string same = seen.add(slot.source.path, slot.source.sha256);
                if (!same.empty()) doubles.push_back(std::move(same));
                if (!slot.script_failures.empty()) progress.clear();
                for (const std::string& failure : slot.script_failures) {
                    complain(failure);
                    exit = kSomeFailed;
                }
                written = slot.large ? slot.written : output.append(slot.source, slot.rendered);
                progress.advance(sizes[item]);
                return written;
            },
            [&] { output.idle(); });
        progress.finish();
        written = output.end() && written;
        tell_doubles(doubles);
        tell_failures(failures, inputs.size());
        if (profile) print_profile(profiles);
        if (!failures.empty()) exit = kSomeFailed;
        if (interrupted()) {
            complain(folder.empty()
                         ? "stopped; what was written is complete."
                         : "stopped; what was written is complete, and --resume goes on from here.");
            return kInterrupted;
        }
        if (!written && !folder.empty()) complain(fmt::format("{}: the results cannot be written.", folder));
        return written ? exit : kSomeFailed;
    }

    // Each is scored as any other is: whoever counts rows must know.
    static void tell_doubles(const std::vector<std::string>& doubles) {
        constexpr std::size_t kMostTold = 5;
        const std::size_t told = doubles.size() > kMostTold + 1 ? kMostTold : doubles.size();
        for (std::size_t i = 0; i < told; ++i) complain(doubles[i] + " It is scored all the same.");
        if (told < doubles.size())
            complain(fmt::format("{} more files are there twice; they are scored all the same.",
                                 doubles.size() - told));
    }

    static void tell_failures(const std::vector<std::string>& failures, std::size_t files) {
        if (failures.size() > 1)
            complain(fmt::format("{} of {} files could not be scored:", failures.size(), files));
        for (const std::string& failure : failures) complain(failure);
    }
};

}  // namespace

void add_score(CLI::App& program, int& exit) {
    auto command = std::make_shared<ScoreCommand>();
    CLI::App* app =
        program.add_subcommand("score", "Predict the score of reports and compare it with the published one");
    app->add_option("files", command->files,
                    "Reports: files, folders, patterns, @list of paths, or - for standard input")
        ->required()
        ->type_name("FILE");
    app->add_option("--pack", command->packs, "Folder of a rule pack; may be given several times")
        ->allow_extra_args(false)
        ->type_name("DIR");
    app->add_option("--format", command->format,
                    "text, summary, explain, json, jsonl, csv, csv-assessments, md or html")
        ->capture_default_str();
    app->add_option("-o,--out", command->folder,
                    "Folder for the results: a file a report for text, explain, md and html (with an index), "
                    "one file for the others")
        ->type_name("DIR");
    app->add_flag("--resume", command->resume, "Go on with a run into --out that was interrupted");
    app->add_flag("--silenced", command->silenced, "Tell in JSON what matched and came to nothing, too");
    app->add_flag("--bom", command->bom, "Begin CSV with a byte order mark, for Excel");
    app->add_flag("-q,--quiet", command->quiet, "Show no progress");
    app->add_flag("--profile", command->profile,
                  "Tell on standard error where the time went, and which rules were the slowest");
    app->add_option("--statement", command->statement, "Statement to assume where a text names none")
        ->type_name("ID");
    app->add_option("-j,--threads", command->threads,
                    "Files scored side by side; 0: as many as there are processors")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
    app->add_flag("--check", command->check,
                  "Exit with 1 when a prediction differs from the published score");
    app->add_flag("--drafts", command->drafts, "Score rules whose status is draft as well");
    app->footer(
        "Example:  assay score --format json examples/ > scores.json\n"
        "          assay score --format html --out pages/ reports/\n"
        "Exit codes: 0 all well; 1 some input failed, or disagreed under --check; 2 wrong options or a "
        "mistake in a rule;\n"
        "130 interrupted.");
    app->callback([command, &exit] { exit = command->run(); });
}

}  // namespace assay::cli
