// What to say to a rule's id that the pack at hand does not know.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "assay/rule_pack.h"

namespace assay::cli {

/// Complains that `pack` has no such rule, and names what may have been meant: the pack of those that were
/// `loaded` which has it, the id most like it, or rules that speak of it.
void complain_of_rule(const std::string& rule, const RulePack& pack,
                      const std::vector<std::shared_ptr<const RulePack>>& loaded);

}  // namespace assay::cli
