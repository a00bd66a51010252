// The text that offsets refer to, with its map: what `assay extract --map` prints.
#pragma once

#include <string>

#include "assay/report.h"

namespace assay::ingest {

/// One row a line of the extracted text, tab-separated, under a row of names: `begin` and `end` (bytes,
/// as in every result for this file), `line`, `page` (PDF), `paragraph` (Word), `role`, `statement`,
/// `section`, `text`. The role is "evidence", "heading", "score", "boilerplate", or "furniture" for what is
/// in no block; role, statement and section are empty where the report has no blocks at all (nothing was
/// recognised).
std::string show_map(const Report& report);

}  // namespace assay::ingest
