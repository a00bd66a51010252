#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "assay/engine.h"
#include "cli/batch.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/inputs.h"
#include "cli/packs.h"
#include "report/writer.h"

namespace assay::cli {

namespace {

struct ScoreCommand {
    std::vector<std::string> files;
    std::vector<std::string> packs;
    std::string format = "text";
    std::string statement;
    int threads = 0;
    bool check = false;
    bool drafts = false;

    int run() const {
        const auto format_kind = report::output_format(format);
        if (!format_kind) {
            complain(fmt::format("there is no format `{}`; use text, summary, explain, json, jsonl, csv, csv-assessments, md or html.", format));
            return kUsage;
        }
        auto loaded = find_packs(packs);
        if (loaded.empty()) return kUsage;
        const auto engine = std::make_shared<const Engine>(std::move(loaded));
        if (!statement.empty() && !knows_statement(*engine)) return kUsage;

        std::vector<std::string> empty_folders;
        const std::vector<std::string> inputs = expand_inputs(files, empty_folders);
        int exit = kAllWell;
        for (const std::string& folder : empty_folders) {
            complain(fmt::format("{}: the folder holds no reports (text, Markdown, HTML, PDF or DOCX files).", folder));
            exit = kSomeFailed;
        }
        if (!score(*format_kind, engine, inputs, exit)) return kSomeFailed;
        return exit;
    }

    bool knows_statement(const Engine& engine) const {
        for (const auto& pack : engine.packs()) {
            if (pack->framework().find_statement(statement) != nullptr) return true;
        }
        complain(fmt::format("no framework at hand has a statement `{}`.", statement));
        return false;
    }

    // False when the output could not be written.
    bool score(report::OutputFormat kind, const std::shared_ptr<const Engine>& engine, const std::vector<std::string>& inputs,
               int& exit) const {
        const Console terminal = console();
        report::LayoutOptions layout;
        layout.width = terminal.width;
        layout.color = terminal.color;
        const auto writer = report::make_writer(kind, layout);
        const std::size_t workers = std::min(thread_count(threads), std::max<std::size_t>(inputs.size(), 1));
        std::vector<Session> sessions;
        for (std::size_t w = 0; w < workers; ++w) sessions.emplace_back(engine);
        ScoreOptions options;
        options.assume_statement = statement;
        options.drafts = drafts;
        options.keep_silenced = kind == report::OutputFormat::explain || kind == report::OutputFormat::html;

        const std::size_t window = workers * 4;
        std::vector<report::Piece> pieces(window);
        std::string out;
        writer->begin(report::run_of(engine->packs()), out);
        bool written = true;
        ordered_batch(
            inputs.size(), workers, window,
            [&](std::size_t worker, std::size_t item) {
                const ScoredReport scored = sessions[worker].score_file(inputs[item], options);
                const auto context = report::context_of(scored);
                writer->render(scored, context ? &*context : nullptr, pieces[item % window]);
            },
            [&](std::size_t item) {
                report::Piece& piece = pieces[item % window];
                for (const report::SummaryRow& row : piece.rows) {
                    if (!row.error.empty()) {
                        complain(row.error);
                        exit = kSomeFailed;
                    }
                    if (check && row.predicted && row.published && *row.predicted != *row.published) exit = kSomeFailed;
                }
                writer->append(piece, out);
                written = write_out(out);
                out.clear();
                return written;
            });
        writer->end(out);
        return written && write_out(out);
    }
};

}  // namespace

void add_score(CLI::App& program, int& exit) {
    auto command = std::make_shared<ScoreCommand>();
    CLI::App* app = program.add_subcommand("score", "Predict the score of reports and compare it with the published one");
    app->add_option("files", command->files, "Reports: files, folders, patterns, @list of paths, or - for standard input")
        ->required()
        ->type_name("FILE");
    app->add_option("--pack", command->packs, "Folder of a rule pack; may be given several times")->type_name("DIR");
    app->add_option("--format", command->format, "text, summary, explain, json, jsonl, csv, csv-assessments, md or html")
        ->capture_default_str();
    app->add_option("--statement", command->statement, "Statement to assume where a text names none")->type_name("ID");
    app->add_option("-j,--threads", command->threads, "Files scored side by side; 0: as many as there are processors")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
    app->add_flag("--check", command->check, "Exit with 1 when a prediction differs from the published score");
    app->add_flag("--drafts", command->drafts, "Score rules whose status is draft as well");
    app->footer("Example:  assay score --format json examples/ > scores.json\n"
                "Exit codes: 0 all well; 1 some input failed, or disagreed under --check; 2 wrong options or a mistake in a rule.");
    app->callback([command, &exit] { exit = command->run(); });
}

}  // namespace assay::cli
