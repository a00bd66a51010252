// Texts in quotation marks, and values in brackets: what is read sign by sign and not line by line.
#pragma once

#include <cstddef>

#include "rules/yaml_quick_place.h"

namespace assay::rules {

/// The text whose quotation mark stands at `at` of the line at hand, which moves behind its other one. Null
/// where it goes on in the next line or holds an escape other than \n, \" and \\.
const YamlValue* read_quoted(QuickPlace& in, std::size_t& at);

/// The list or map whose bracket stands at `at`, which moves behind the closing one, maybe lines further
/// down: such lines stand right of the column `owner`. Null for what is unusual or wrong.
const YamlValue* read_flow(QuickPlace& in, std::size_t& at, std::size_t owner);

}  // namespace assay::rules
