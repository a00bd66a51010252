// Which rules a pack has: those replaced and switched off taken out, and what a rule extends filled in.
#pragma once

#include <string>
#include <vector>

#include "rules/pack_content.h"

namespace assay::rules {

/// Puts the rules into the pack: `specs`, those that are off into `off`, and `rule_by_id`. `rules` are in the
/// order of the packs that they come from. Tells R012 (an id twice), R013 and R014 (`extends`).
void settle_rules(std::vector<RuleSpec> rules, PackContent& pack, Diagnostics& diagnostics);

/// The ids of the pack's rules that are not off, in their order.
std::vector<std::string> rule_ids(const PackContent& pack);

}  // namespace assay::rules
