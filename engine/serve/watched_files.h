// The files of a pack on the disk, and which of them other programs change.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace assay::serve {

/// True for a file that a pack may consist of, by its name: YAML or Lua.
bool is_rule_file(const std::filesystem::path& path);

/// A file that another program changed.
struct OutsideChange {
    std::string path, sha256;
};

/// What is known of a pack's files: a signature of each, by which a change is seen, and the hash of its text.
/// Paths are relative to the pack's folder; those of packs it builds on begin with "..". Not thread-safe.
class WatchedFiles {
public:
    explicit WatchedFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Looks at the rule files below the folder, but for hidden ones, and at `others`. True when something
    /// changed since the last look, and the first time.
    bool look(const std::vector<std::string>& others);

    /// By path; what a file was when it was looked at or written.
    const std::map<std::string, std::string>& hashes() const { return hashes_; }
    /// The hash of a file; one that is seen for the first time is looked at. What it is now is what it was
    /// read as.
    const std::string& hash_of(const std::string& path);
    /// The file was written by ourselves: this is no change from outside.
    void wrote(const std::string& path, const std::string& hash);

    /// Changes by other programs after `since`, and the newest stamp.
    std::pair<std::uint64_t, std::vector<OutsideChange>> changes(std::uint64_t since) const;

private:
    std::filesystem::path folder_;
    std::map<std::string, std::string> signatures_;  ///< by path of every file that was looked at
    std::map<std::string, std::string> hashes_;
    std::uint64_t stamp_ = 0;
    std::map<std::string, std::pair<std::uint64_t, std::string>> outside_;  ///< path: stamp and hash
};

}  // namespace assay::serve
