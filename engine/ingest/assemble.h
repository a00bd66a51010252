// From the outline of a text to a report's parts, sections and blocks.
#pragma once

#include "assay/framework.h"
#include "assay/report.h"
#include "ingest/outline.h"
#include "ingest/patterns.h"

namespace assay::ingest {

/// Fills `report` (whose `extracted` is set) from the outline.
void assemble(const Outline& outline, const Framework& framework, const LinePatterns& patterns,
              const std::string& assume_statement, Report& report);

}  // namespace assay::ingest
