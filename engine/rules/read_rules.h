// From YAML to specifications: lists, cues, groups and rules of one file.
#pragma once

#include <string>
#include <vector>

#include "rules/rule_spec.h"
#include "rules/yaml.h"

namespace assay::rules {

/// What one rule file, or a whole pack, holds. Rules keep the order in which they were read.
struct PackSpec {
    std::vector<ListSpec> lists;
    std::vector<CueSpec> cues;
    std::vector<GroupSpec> groups;
    std::vector<RuleSpec> rules;
};

/// Appends what the file holds to `pack`; mistakes become diagnostics and what they spoil is left out.
void read_rule_file(const YamlFile& file, PackSpec& pack, Diagnostics& diagnostics);

/// The kinds of cues: negation, intention, partial, quantifier, attribution, remedy, contrast.
const std::vector<std::string>& cue_kinds();

/// The keys of a rule, in the order in which people write them.
const std::vector<std::string>& rule_keys();

}  // namespace assay::rules
