// A scored report as the page shows it: what `assay score --format json` says, and the text to lay it over.
#pragma once

#include <string>

#include "assay/engine.h"

namespace assay::serve {

/// {"report": {…, "id", "text_sections": […]}}. Each sentence's `text` is the stretch of the text between its
/// `start` and `end`, so that offsets of findings can be marked in it.
/// `silenced` adds hits that came to nothing.
std::string report_json(const ScoredReport& report, const std::string& id, bool silenced);

}  // namespace assay::serve
