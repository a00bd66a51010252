// The lines of a YAML file as somebody reads them who looks for a mistake: dashes, keys, values, and which
// lines belong to a block or to brackets that are still open. Works on files that do not parse.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/scalar_text.h"

namespace assay::rules {

inline constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

/// One line. Columns are bytes from 0.
struct YamlRow {
    std::size_t indent = 0;         ///< of the first character that is no blank
    std::size_t begin = 0;          ///< of what follows the dashes
    std::size_t colon = kNowhere;   ///< that ends the key
    std::size_t value = kNowhere;   ///< of the value, or of the text where there is no key
    std::size_t opener = kNowhere;  ///< the line whose `|` or `>` this line belongs to
    bool empty = false;             ///< blank, or a comment
    bool dash = false;
    bool inside = false;  ///< quotes or brackets of an earlier line are still open
    bool block = false;   ///< it ends with `|` or `>`

    bool has_key() const { return colon != kNowhere; }
    bool in_block() const { return opener != kNowhere; }
};

/// A quoted or bracketed text after which the line goes on, though the value ends there.
struct EarlyEnd {
    FilePoint open;
    std::size_t close = 0;
};

struct YamlRows {
    std::vector<YamlRow> rows;
    std::optional<FilePoint> unclosed;   ///< a bracket that a later line shows to be open still
    std::optional<EarlyEnd> quote_ends;  ///< the first of its kind
    std::optional<EarlyEnd> bracket_ends;
    std::optional<FilePoint> bare_bracket;  ///< the first in the midst of a text without quotes in brackets
};

YamlRows read_rows(const std::vector<std::string>& lines);

/// The next line above, or below, that says something, blocks and continued lines left out; or kNowhere.
std::size_t row_above(const YamlRows& file, std::size_t l);
std::size_t row_below(const YamlRows& file, std::size_t l);

}  // namespace assay::rules
