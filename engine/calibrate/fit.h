// Fits a scoring model to published scores, as far as their number allows.
#pragma once

#include <cstdint>
#include <vector>

#include "assay/calibration.h"
#include "calibrate/design.h"
#include "calibrate/posterior.h"

namespace assay::calibrate {

/// Labels needed before anything is fitted, and before weights are.
inline constexpr int kLeastLabels = 10;
inline constexpr int kLeastLabelsForWeights = 81;

/// What so many labels allow. One class among them: nothing.
FitStage stage_for(const LabelledSet& labelled);

/// The parameters where a fit ended, kept to start the next one from.
using FitState = std::vector<double>;

struct FitResult {
    ScoringModel model;
    FitState state;
    double minus_log_posterior = 0;
    int evaluations = 0;  ///< of the posterior
    bool converged = true;
};

/// Fits on `rows` of the design. `pack` is the author's model: it is what the fit starts from and is
/// held back to, and what stays where labels say nothing. With FitStage::nothing, or where the rows
/// hold one class only, the result is `pack` itself. `from`, if not null, is where the optimiser starts;
/// it stops when the gradient is `precision` times as long as the parameters.
/// Deterministic; thread-safe.
FitResult fit(const Design& design, const std::vector<std::uint32_t>& rows, const ScoringModel& pack,
              FitStage stage, const Priors& priors, const FitState* from = nullptr, double precision = 1e-5);

}  // namespace assay::calibrate
