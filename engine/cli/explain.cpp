#include "assay/engine.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/packs.h"
#include "report/writer.h"

namespace assay::cli {

namespace {

int explain(const std::string& file, const std::vector<std::string>& packs, const std::string& statement,
            bool bytes) {
    auto loaded = find_packs(packs);
    if (loaded.empty()) return kUsage;
    Session session(std::make_shared<const Engine>(loaded));
    ScoreOptions options;
    options.assume_statement = statement;
    options.keep_silenced = true;
    const ScoredReport scored = session.score_file(file, options);
    for (const Error& error : scored.errors) complain(error.message);
    if (!scored.errors.empty()) return kSomeFailed;
    const Console terminal = console();
    report::LayoutOptions layout;
    layout.width = terminal.width;
    layout.color = terminal.color;
    layout.bytes = bytes;
    const auto writer = report::make_writer(report::OutputFormat::explain, layout);
    const auto context = report::context_of(scored);
    return write_out(
               report::write_one(*writer, report::run_of(loaded), scored, context ? &*context : nullptr))
               ? kAllWell
               : kSomeFailed;
}

}  // namespace

void add_explain(CLI::App& program, int& exit) {
    struct Options {
        std::string file;
        std::string statement;
        std::vector<std::string> packs;
        bool bytes = false;
    };
    auto options = std::make_shared<Options>();
    CLI::App* app =
        program.add_subcommand("explain", "Show every reason for a report's score: the full ledger");
    app->add_option("file", options->file, "The report, or - for standard input")
        ->required()
        ->type_name("FILE");
    app->add_option("--pack", options->packs, "Folder of a rule pack; may be given several times")
        ->allow_extra_args(false)
        ->type_name("DIR");
    app->add_option("--statement", options->statement, "Statement to assume where the text names none")
        ->type_name("ID");
    app->add_flag("--bytes", options->bytes,
                  "Say where each sentence and match stands, in bytes of the file");
    app->footer("Example:  assay explain examples/dunmoor-2.txt");
    app->callback([options, &exit] {
        exit = explain(options->file, options->packs, options->statement, options->bytes);
    });
}

}  // namespace assay::cli
