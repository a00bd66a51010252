// What each rule does over a corpus, and what it is worth.
#pragma once

#include <vector>

#include "assay/calibration.h"
#include "calibrate/validate.h"

namespace assay::calibrate {

/// Found in fewer documents than this, a rule's figures are marked insufficient.
inline constexpr int kLeastDocuments = 5;

/// Evidence whose `published` is 0 has no published score and counts for coverage, overlap and conflict only.
/// One entry a rule of `model`, in its order. `validation` may be null (one authority): then what
/// leaving a rule out changes is not known.
std::vector<RuleStatistics> rule_statistics(const LabelledSet& labelled, const ScoringModel& model,
                                            const Validation* validation, unsigned threads);

}  // namespace assay::calibrate
