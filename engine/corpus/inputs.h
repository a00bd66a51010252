// The files that a person named: files, folders, @lists, patterns, standard input.
#pragma once

#include <string>
#include <vector>

namespace assay::corpus {

/// Expands the arguments in their order. A folder gives its files (below it too), ordered by name,
/// hidden ones left out; `@list.txt` the paths in that file, one a line; a pattern with * or ? that is no
/// file of that name what it matches; "-" itself. What cannot be expanded is kept as it is, so that
/// reading it gives the error its own record. A folder without files goes to `empty_folders`.
std::vector<std::string> expand_inputs(const std::vector<std::string>& arguments,
                                       std::vector<std::string>& empty_folders);

}  // namespace assay::corpus
