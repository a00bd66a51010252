// Published scores from a table.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "assay/framework.h"
#include "assay/result.h"

namespace assay::corpus {

/// What a table says of a file or an authority.
struct Label {
    std::string file;  ///< base name; empty where the table goes by authority
    std::string authority;
    std::string published_on;
    std::string region;
    std::map<std::string, int> scores;  ///< by statement id
};

struct Labels {
    std::vector<Label> rows;
    std::vector<std::string> remarks;  ///< lines that were left out, and why

    /// The row for a file's base name, or else for an authority; null when there is none.
    const Label* find(const std::string& file, const std::string& authority) const;
};

/// Reads tab-separated text with a header line. Either long: `file` or `authority`, `statement`, `score`;
/// or wide: a column for each statement by its id (`_` for `-`, prefixes of at least six letters do).
/// `published_on` (or `published`) and `region` are optional. Scores outside 1 to 4 and statements that
/// the framework does not know are remarked on and left out; `name` is for messages.
Result<Labels> read_labels(const std::string& text, const std::string& name, const Framework& framework);

}  // namespace assay::corpus
