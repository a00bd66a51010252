// Files of one folder and of nowhere else.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "assay/result.h"

namespace assay::serve {

/// What replaces a file: nothing yet, or the reason why it could not be.
using Done = Result<bool>;

/// A folder that is held open. Paths are relative to it and go down only: absolute paths, "..", hidden names
/// and symbolic links (the last name included) are refused with the error "refused". Every step is taken from
/// an open folder, so that nothing can be exchanged between check and use. Thread-safe.
class Beneath {
public:
    static Result<Beneath> open(const std::filesystem::path& folder);

    /// True when a path has none of the parts that are refused by their look.
    static bool sound(const std::string& relative);

    /// Errors: "refused", "not-found", "too-large", "unreadable".
    Result<std::string> read(const std::string& relative, std::uint64_t most_bytes) const;

    /// Writes to a temporary file beside it, makes it durable where `durable`, and renames: whoever reads
    /// gets the old bytes or the new ones. Folders that are missing are made. The file keeps its permissions.
    Done replace(const std::string& relative, const std::string& text, bool durable) const;

    /// Errors "refused", "not-found", "unwritable".
    Done remove(const std::string& relative) const;

    /// The same for a name that begins with one dot, which only this program's own drafts have.
    Result<std::string> read_hidden(const std::string& relative, std::uint64_t most_bytes) const;
    Done replace_hidden(const std::string& relative, const std::string& text) const;
    Done remove_hidden(const std::string& relative) const;

private:
    struct Folder;
    explicit Beneath(std::shared_ptr<const Folder> folder) : folder_(std::move(folder)) {}
    std::shared_ptr<const Folder> folder_;
};

}  // namespace assay::serve
