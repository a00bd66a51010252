// What of a rule's hits is left when repeats and limits are heeded.
#pragma once

#include <cstddef>

#include "assay/document.h"
#include "rules/evaluate.h"
#include "rules/repeats.h"
#include "rules/rule_spec.h"

namespace assay::rules {

/// Drops repeats first, then the weakest beyond the rule's limits, from the hits [first, end), which are one
/// rule's. What is dropped joins `out.silenced` where `keep_silenced` says so.
void limit_hits(const RuleSpec& spec, const Document& document, Repeats& repeats, bool keep_silenced,
                std::size_t first, Evaluation& out);

}  // namespace assay::rules
