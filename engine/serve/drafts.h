// Edits that are not saved yet: each a hidden file beside the real one, so that they outlive a reload of the
// page and the end of the server, and nothing else ever reads them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "serve/beneath.h"

namespace assay::serve {

/// `base_sha256` is of the file that the edit began with; empty where there was none.
struct Draft {
    std::string text;
    std::uint64_t revision = 0;  ///< grows with every change, from 1
    std::string base_sha256;
};

/// The drafts of one pack, kept in memory and in files `.NAME.draft`. Paths are relative to the pack. Not
/// thread-safe.
class DraftStore {
public:
    explicit DraftStore(Beneath folder) : folder_(std::move(folder)) {}

    /// Takes up the drafts that an earlier run left below `root`. What cannot be read is left alone.
    void take_up(const std::filesystem::path& root);

    const std::map<std::string, Draft>& all() const { return drafts_; }
    const Draft* find(const std::string& path) const;

    /// Replaces the draft of a file when `seen` is the revision that the writer last saw (0: none). The error
    /// "conflict" says that another one was written since.
    Result<std::uint64_t> put(const std::string& path, std::string text, std::uint64_t seen,
                              const std::string& base_sha256);

    /// No draft any more; none was there: nothing happens.
    Done drop(const std::string& path);

private:
    Beneath folder_;
    std::map<std::string, Draft> drafts_;
};

/// "rules/x.yaml" gives "rules/.x.yaml.draft".
std::string draft_name(const std::string& path);

}  // namespace assay::serve
