// framework.yaml: how an inspectorate's reports look, and what they score.
#pragma once

#include <string>

#include "assay/diagnostic.h"
#include "assay/framework.h"

namespace assay::rules {

/// Reads a framework from YAML. What is wrong is reported with its place ("F001" …); the framework
/// returned then lacks it. `file_name` is how diagnostics call the file. docs/frameworks.md describes
/// the keys.
Framework read_framework(std::string yaml, std::string file_name, Diagnostics& diagnostics);

}  // namespace assay::rules
