// model.yaml: the fitted values as text that a person can read. engine/rules/read_model.h reads it.
#pragma once

#include <string>
#include <vector>

#include "assay/calibration.h"

namespace assay::calibrate {

/// The file's whole text. `rule_ids` in the order of the model's weights; the report's model must carry
/// its provenance. Numbers are written so that they read back the same.
std::string write_model(const CalibrationReport& report, const std::string& pack_id,
                        const std::vector<std::string>& rule_ids);

/// Writes to a temporary file beside `path` and renames it: a reader sees the old file or the new one,
/// never half of one. False, with the reason in `why`, when it could not be written.
bool replace_file(const std::string& path, const std::string& text, std::string& why);

}  // namespace assay::calibrate
