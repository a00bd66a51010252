// Lines of a rule file that do not show what they belong to: a key without its colon, an entry or a text that
// stands too far left, an entry without its dash.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/yaml_hints.h"
#include "rules/yaml_rows.h"

namespace assay::rules {

/// `match |`, `match|` and `match:|`: a key whose block is one only with a colon and a blank between.
std::optional<YamlHint> colon_before_block(const std::vector<std::string>& lines, std::size_t l);

/// A text behind a dash that stands left of the list above it and in no list further out.
std::optional<YamlHint> entry_too_far_left(const std::vector<std::string>& lines, const YamlRows& file,
                                           std::size_t l);

/// `limit {per_document: 2}`: a key whose braces need a colon before them.
std::optional<YamlHint> colon_before_map(const std::vector<std::string>& lines, const YamlRows& file,
                                         std::size_t l);

/// A key without a colon that is all of a line: the last such line up to `noticed`.
std::optional<YamlHint> key_alone(const std::vector<std::string>& lines, const YamlRows& file,
                                  std::size_t noticed);

/// A text without a dash at line `l`, below a list's key or one of its entries but no deeper: more of the
/// text above, or an entry of its own.
std::optional<YamlHint> lost_text(const std::vector<std::string>& lines, const YamlRows& file, std::size_t l);

}  // namespace assay::rules
