// Quotation marks of a rule file that are missing, too early, or needed and not there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/yaml_hints.h"
#include "rules/yaml_rows.h"

namespace assay::rules {

/// Where the text within brackets that opens at `open`, with a straight quotation mark, was meant to end:
/// before the next key, or before the bracket. Nothing where that cannot be told.
std::optional<YamlHint> missing_quote(const std::vector<std::string>& lines, const FilePoint& open);

/// What is wrong with the quotation marks, given that a parser gave up at line `noticed` (from 0): one is
/// missing, one ends a text too early, a value that holds a bracket or begins with > has none.
std::optional<YamlHint> quote_mistake(const std::vector<std::string>& lines, const YamlRows& file,
                                      std::size_t noticed);

}  // namespace assay::rules
