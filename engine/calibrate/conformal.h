// Prediction sets that hold the published score as often as they say.
#pragma once

#include <vector>

#include "assay/calibration.h"
#include "calibrate/resample.h"
#include "calibrate/tally.h"

namespace assay::calibrate {

/// How well a score fits the probabilities: the smaller of P(score <= y) and P(score >= y). A
/// prediction set holds the predicted score and all scores whose fit is at least the threshold.
double conformity(const std::array<double, 4>& probabilities, int score);

/// The threshold at which a further assessment's published score is in the set with probability of at
/// least `coverage`: the k-th smallest conformity, k = floor((1 - coverage) (n + 1)); 0, which admits
/// every score, where n is too small for that.
double conformal_threshold(std::vector<double> conformities, double coverage);

/// The least n for which it is not 0: 9 for 0.9.
std::size_t least_for_threshold(double coverage);

/// Sets for every assessment, each by the threshold of the other authorities. Statistics are of those.
struct ConformalSets {
    std::vector<std::vector<int>> sets;
    SetStatistics statistics;   ///< threshold: of all authorities together
    std::size_t admit_all = 0;  ///< sets of all four scores because the other authorities were too few
};

ConformalSets conformal_sets(const std::vector<Judged>& judged, std::size_t authorities, double coverage,
                             const ResampleSettings& settings);

}  // namespace assay::calibrate
