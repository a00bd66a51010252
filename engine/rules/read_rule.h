// One rule of a rule file.
#pragma once

#include <optional>
#include <string_view>

#include "rules/rule_spec.h"
#include "rules/yaml.h"

namespace assay::rules {

/// The rule that the node holds; nothing where it is no map. Of a rule with mistakes, which are reported,
/// what they spoil is left out.
std::optional<RuleSpec> read_rule(const YamlReader& in, const YamlNode& node);

/// What a cue does to a finding, as `context:` of a rule and `factor:` of a cue state it: drop, flip, keep,
/// or a factor up to 1. `what` names the value in messages. Nothing, and an error, for anything else.
std::optional<CueAction> read_cue_action(const YamlReader& in, const YamlNode& node, std::string_view what);

}  // namespace assay::rules
