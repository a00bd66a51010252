// Texts of several lines, below `|` or `>`.
#pragma once

#include <cstddef>

#include "rules/yaml_quick_place.h"

namespace assay::rules {

/// What stands below the `|` in this column of the line at hand, or below `>`, which makes one line of it; a
/// `-` behind these drops the last line break. Its lines stand right of the column `owner`; the line behind
/// them becomes the one at hand. Null for what is unusual or wrong.
const YamlValue* read_block_text(QuickPlace& in, std::size_t column, std::size_t owner);

}  // namespace assay::rules
