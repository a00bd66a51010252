// What `check` and `test` work on: packs, or single files within their pack.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "assay/diagnostic.h"

namespace assay::cli {

/// A pack, and which of its files were asked for (files and folders below it; empty: all).
struct Target {
    std::filesystem::path pack;
    std::vector<std::filesystem::path> only;
    /// Files to add to the pack, which stand elsewhere (`--pack` with a file outside of it).
    std::vector<std::filesystem::path> added;

    /// True when the file was asked for.
    bool wants(const std::string& file) const;
};

/// The bytes of a file; empty where it cannot be read.
std::string read_whole(const std::filesystem::path& file);

/// From arguments to packs, each once. A folder with a pack.yaml is a pack; a folder of packs stands for all
/// of them; any other folder or file belongs to the nearest pack above it, or to `pack` where that is given.
/// Without arguments: `pack`, or every pack of the rules folder. What cannot be found is complained about
/// on standard error, and nothing is returned.
std::vector<Target> find_targets(const std::vector<std::string>& arguments, const std::string& pack);

}  // namespace assay::cli
