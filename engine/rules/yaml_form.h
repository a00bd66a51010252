// Mistakes in the form of a rule file that a parser lets pass, or tells in a place and in words that help
// nobody: indentation, dashes, brackets and quotes that end too early.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/yaml_hints.h"

namespace assay::rules {

/// The first mistake that is one whether or not a parser minds: a non-breaking space in the indentation, an
/// en dash for a hyphen, a dash deeper than the one above it or left of its list, a key among the phrases
/// below `match: |`, a key before a block or braces without its colon, curly quotation marks around a capture
/// or test.
std::optional<YamlHint> certain_mistake(const std::vector<std::string>& lines);

/// What was probably meant, given that a parser gave up at line `noticed` (from 0): a quotation mark that is
/// missing or ends a text too early, a value that needs quotes, a bracket that is not closed, a key without
/// its colon, lines that do not line up.
std::optional<YamlHint> form_mistake(const std::vector<std::string>& lines, std::size_t noticed);

}  // namespace assay::rules
