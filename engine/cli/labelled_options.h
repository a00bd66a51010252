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
                   "Published scores as tab-separated text, instead of those in the files")
        ->type_name("TSV");
}

}  // namespace assay::cli
