// What rule files were read as, so that a pack of which one file changes is read again in a fraction of the
// time.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "assay/framework.h"
#include "assay/rule_pack.h"
#include "rules/read_rules.h"

namespace assay::analyzer {

/// One file, read but not compiled: rules, or the framework.
struct ReadFile {
    std::string text;
    rules::PackSpec spec;
    std::optional<Framework> framework;
    Diagnostics diagnostics;
    std::vector<std::string> lines;
};

/// The last few texts of each file. Thread-safe.
class LoadCache {
public:
    /// Null where this text of the file was not read lately.
    std::shared_ptr<const ReadFile> find(const std::string& file, const std::string& text) const;
    void keep(const std::string& file, std::shared_ptr<const ReadFile> read);

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::vector<std::shared_ptr<const ReadFile>>> files_;  ///< the newest last
};

/// A file that a pack was read from; `own` is false for those of packs that it builds on.
struct PackFile {
    std::filesystem::path path;
    bool own = true;
};

/// A pack and every file it was read from, in their order; model.yaml where it was used.
struct LoadedFiles {
    LoadedPack loaded;
    std::vector<PackFile> files;
};

/// load_pack() that reads only what the cache does not know. Gives the same pack and diagnostics, but that
/// where `judged` is given, `options.lint` looks only at the pack's own files that it holds for.
LoadedFiles load_pack(const std::filesystem::path& folder, const LoadOptions& options, LoadCache& cache,
                      std::function<bool(const std::string& file)> judged = {});

}  // namespace assay::analyzer
