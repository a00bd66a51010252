// What calibration works on: findings as numbers, beside the score that was published.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "score/score.h"

namespace assay::calibrate {

/// One scored statement of one report. `authority` groups what is not independent and must not be
/// empty; a report without a known authority takes its document's name.
struct LabelledEvidence {
    score::Evidence evidence;
    int published = 0;  ///< 1 to 4
    std::string authority;
    std::string document;
    int words = 0;  ///< of evidence
    std::optional<int> year;
    std::string region;  ///< empty: unknown
};

using LabelledSet = std::vector<LabelledEvidence>;

}  // namespace assay::calibrate
