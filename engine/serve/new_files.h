// Files that version control does not know yet, as the lines that they would add.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "serve/beneath.h"

namespace assay::serve {

/// What `git diff` would tell of the files once git knew them: a heading each, and every line as an added
/// one. `names` are paths beneath the folder, `prefix` what stands before them in the headings
/// ("rules/cqc-la/"). Of a file that is no text, is over 1 MiB, lies behind a link, or for which there is no
/// room below `most` bytes, the heading says so. Names are shown with `?` for control characters.
std::string as_added_lines(const Beneath& folder, const std::string& prefix,
                           const std::vector<std::string>& names, std::size_t most);

/// A file name as it may stand in a line of text.
std::string shown_name(const std::string& name);

}  // namespace assay::serve
