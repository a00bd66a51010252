// Whether the framework knows the levels, statements and sections that a rule names.
#pragma once

#include <vector>

#include "assay/framework.h"
#include "rules/rule_spec.h"

namespace assay::rules {

/// Tells R002 where `level` is words, with the number that they stand for: `level: good` is `level: 3` where
/// the framework calls 3 so.
void check_level(const Framework& framework, const RuleSpec& spec, Diagnostics& diagnostics);

/// Tells R016 of a statement that is none, or is named by its title. A framework without statements knows
/// all.
void check_statement(const Framework& framework, const Text& statement, Diagnostics& diagnostics);

/// Tells R017 of each section that is none. A framework without sections knows all.
void check_sections(const Framework& framework, const std::vector<Text>& sections, Diagnostics& diagnostics);

}  // namespace assay::rules
