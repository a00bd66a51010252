// The examples of a rule.
#pragma once

#include "rules/rule_spec.h"
#include "rules/yaml.h"

namespace assay::rules {

/// Reads `examples:`: sentences, sentences with what must block them, and places in reports. Mistakes are
/// reported and left out.
ExamplesSpec read_examples(const YamlReader& in, const YamlNode& node);

}  // namespace assay::rules
