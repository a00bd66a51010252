// Rules about rules: which rules each one means, and in which order they are evaluated.
#pragma once

#include "rules/pack_content.h"

namespace assay::rules {

/// Fills in the `combine_…` of the compiled rules and `composites`, each after the rules that it needs. Tells
/// R022 (no such rule) and R023 (a rule that depends on itself).
void order_composites(PackContent& pack, Diagnostics& diagnostics);

}  // namespace assay::rules
