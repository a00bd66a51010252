// pack.yaml: what a pack is called, what it builds on, how its points become a score.
#pragma once

#include <string>
#include <vector>

#include "assay/scoring_model.h"
#include "rules/pack_content.h"
#include "rules/yaml.h"

namespace assay::rules {

struct PackHeader {
    PackSettings settings;
    std::vector<Text> builds_on;          ///< folders, relative to the pack's own
    std::vector<Text> inherited_not_for;  ///< statements for which rules of those packs do not vote
    ScoringModel scoring;
    bool has_scoring = false;
};

/// Reads pack.yaml; what is not given keeps its default.
PackHeader read_pack_header(const YamlFile& file, Diagnostics& diagnostics);

}  // namespace assay::rules
