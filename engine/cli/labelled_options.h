// The options by which commands take reports with published scores.
#pragma once

#include <CLI/CLI.hpp>

#include <string>

#include "corpus/corpus.h"

namespace assay::cli {

/// Adds CORPUS, --pack (required) and --labels to a command. `corpus` and `pack` outlive it.
inline void add_labelled_options(CLI::App& app, corpus::CorpusOptions& corpus, std::string& pack) {
    app.add_option("files", corpus.inputs, "Reports with published scores: files, folders, patterns")
        ->required()
        ->type_name("CORPUS");
    app.add_option("--pack", pack, "Folder of the rule pack")->required()->type_name("DIR");
    app.add_option("--labels", corpus.labels,
                   "Published scores as tab-separated text, instead of those in the files (see below)")
        ->type_name("TSV");
}

/// What a table of `--labels` looks like, for the end of a command's help.
inline constexpr const char* kLabelsHelp =
    "\nA table of --labels has a line of column names, parted by tabs: `file` (a report's file name without "
    "folders) or\n"
    "`authority`, then `statement` (its id) and `score` (1 to 4), a line a score; or a column for each "
    "statement.\n"
    "docs/cli.md has an example.";

}  // namespace assay::cli
