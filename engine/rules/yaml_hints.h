// Where a YAML mistake was made, which is often before the place where a parser notices it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/scalar_text.h"

namespace assay::rules {

/// A mistake in the form of a file, in plain words.
struct YamlHint {
    FilePoint at;
    std::string message;
    std::string suggestion;
};

/// A quotation mark that is never closed, which some parsers let pass.
std::optional<YamlHint> unclosed_quote(const std::vector<std::string>& lines);

/// What was probably meant wrong, given that a parser gave up at line `noticed` (from 0): a quotation mark
/// that closes only lines later, a key without colon or without the blank after it, a dash without its blank.
std::optional<YamlHint> likely_mistake(const std::vector<std::string>& lines, std::size_t noticed);

}  // namespace assay::rules
