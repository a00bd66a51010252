// Whether the cited sentences are the reasons, and whether doubt is known where it is due.
#pragma once

#include <vector>

#include "assay/calibration.h"
#include "calibrate/resample.h"
#include "calibrate/validate.h"

namespace assay::calibrate {

/// ERASER's comprehensiveness and sufficiency, each assessment by the model of its fold.
Faithfulness faithfulness(const LabelledSet& labelled, const Design& design, const Validation& validation,
                          const ResampleSettings& settings);

/// True when the model's rule abstains: too few findings, too little evidence, or a prediction set of
/// three scores or more.
bool abstains(const score::Evidence& evidence, const std::vector<int>& prediction_set,
              const ScoringModel& model);

/// Risk against coverage when the least probable predictions are held back first, and where the rule
/// of `abstained` stands.
Selective selective(const std::vector<Judged>& judged, const std::vector<char>& abstained);

}  // namespace assay::calibrate
