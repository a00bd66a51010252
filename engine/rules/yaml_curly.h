// Curly quotation marks, as word processors write them, where YAML needs straight ones.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/yaml_hints.h"
#include "rules/yaml_rows.h"

namespace assay::rules {

/// Curly quotation marks around a value of line `l` that holds phrases, a test or a unit, where they can only
/// stand for straight ones. Prose may be in curly quotation marks. Tells once for all of the line.
std::optional<YamlHint> curly_quotes(const std::vector<std::string>& lines, const YamlRows& file,
                                     std::size_t l);

}  // namespace assay::rules
