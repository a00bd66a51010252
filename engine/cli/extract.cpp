#include "ingest/extract.h"
#include "assay/engine.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/packs.h"
#include "ingest/recogniser.h"
#include "ingest/show_text.h"

namespace assay::cli {

namespace {

int extract(const std::string& file, bool with_map, const std::vector<std::string>& packs) {
    auto extracted = ingest::extract_file(file);
    if (!extracted) {
        complain(extracted.error().message);
        return kSomeFailed;
    }
    if (!with_map) return write_out(std::string(extracted->text.bytes)) ? kAllWell : kSomeFailed;

    const auto loaded = find_packs(packs);
    if (loaded.empty()) return kUsage;
    std::vector<const Framework*> frameworks;
    for (const auto& pack : loaded) frameworks.push_back(&pack->framework());
    Report bare;
    bare.extracted = *extracted;
    auto report = ingest::lay_out(std::move(*extracted), frameworks);
    // A text that is no report has places all the same.
    if (!report) complain(report.error().message);
    return write_out(ingest::show_map(report ? *report : bare)) ? kAllWell : kSomeFailed;
}

}  // namespace

void add_extract(CLI::App& program, int& exit) {
    struct Options {
        std::string file;
        bool map = false;
        std::vector<std::string> packs;
    };
    auto options = std::make_shared<Options>();
    CLI::App* app =
        program.add_subcommand("extract", "Print the text of a file: what offsets in results refer to");
    app->add_option("file", options->file, "The file, or - for standard input")
        ->required()
        ->type_name("FILE");
    app->add_flag("--map", options->map,
                  "A row a line instead: where it stands in the file, and what it was taken for");
    app->add_option("--pack", options->packs, "Folder of a rule pack; may be given several times")
        ->allow_extra_args(false)
        ->type_name("DIR");
    app->footer("Example:  assay extract --map report.pdf");
    app->callback([options, &exit] { exit = extract(options->file, options->map, options->packs); });
}

}  // namespace assay::cli
