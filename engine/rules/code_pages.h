// The codes of this room: Y (YAML), R (rules), P (phrases), K (packs), F (frameworks), M (fitted models), W
// (lint).
#pragma once

#include <vector>

#include "core/code_page.h"

namespace assay::rules {

/// By code.
const std::vector<CodePage>& code_pages();

}  // namespace assay::rules
