// Rules that hold where other rules do.
#pragma once

#include "assay/document.h"
#include "rules/evaluate.h"
#include "rules/pack_content.h"

namespace assay::rules {

/// Adds the hits of the pack's composites, each of which sees hits of its own part of the document only.
/// Hits stay ordered by rule, then sentence.
void add_composites(const PackContent& pack, const Document& document, const EvaluateOptions& options,
                    Evaluation& out);

}  // namespace assay::rules
