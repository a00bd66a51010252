// model.yaml: what calibration fitted, laid over the author's numbers.
#pragma once

#include <string>
#include <vector>

#include "assay/diagnostic.h"
#include "assay/scoring_model.h"
#include "rules/yaml.h"

namespace assay::rules {

/// Puts the fitted values of `file` into `model`, whose weights stand in the order of `rule_ids`. Rules
/// that the file does not know keep a multiplier of 1. A file fitted on another version of the pack is
/// applied where ids agree, with a warning (M001); so is one that names rules which are gone (M002).
/// A file of another pack (M004), and one with an error, leave the model as it was.
void apply_model(const YamlFile& file, const std::string& pack_id, const std::string& pack_hash,
                 const std::vector<std::string>& rule_ids, ScoringModel& model, Diagnostics& diagnostics);

}  // namespace assay::rules
