// What git says of a folder.
#pragma once

#include <filesystem>
#include <string>

namespace assay::serve {

struct GitState {
    bool git = false;  ///< the folder is in a checkout, and git is there
    std::string branch;
    std::string diff;       ///< of the folder against the last commit; cut off after 2 MB
    std::string untracked;  ///< names of files that git does not know yet, one a line
    std::string new_files;  ///< these as added lines (see new_files.h); cut off after 2 MB
};

/// Only looks: no hook, filter or program of the repository's own configuration runs. Ends after ten seconds.
GitState git_state(const std::filesystem::path& folder);

/// True where the folder is in a checkout.
bool in_git(const std::filesystem::path& folder);

}  // namespace assay::serve
