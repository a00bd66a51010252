// The files of a pack's folder, each read by itself.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/load_cache.h"

namespace assay::analyzer {

/// A file of rules in YAML or Lua, or the framework. A value.
struct FolderFile {
    std::filesystem::path path;
    bool framework = false;                     ///< rather than rules
    std::optional<std::string> text = {};       ///< null: it cannot be read
    std::shared_ptr<const ReadFile> read = {};  ///< of a file that has a text
    std::shared_ptr<ReadFile> unshared = {};    ///< the same, where no cache keeps it
};

/// The files below a folder that may be rules or the framework, in the order of their names; those whose
/// names begin with a dot, pack.yaml and model.yaml are left out.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder);

/// Fills in what the files hold. `text_of` gives a file's text, or null; it is called by two threads at once.
/// `cache` may be null.
void read_files(std::vector<FolderFile>& files,
                const std::function<std::optional<std::string>(const std::filesystem::path&)>& text_of,
                LoadCache* cache);

}  // namespace assay::analyzer
