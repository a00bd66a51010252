// Agreement of predictions with published scores, with intervals; and the difference of two.
#pragma once

#include <vector>

#include "assay/calibration.h"
#include "calibrate/resample.h"
#include "calibrate/tally.h"

namespace assay::calibrate {

/// Everything in Agreement. `authorities` is the number of authorities that Judged::authority counts.
/// Exact and adjacent agreement get a Clopper-Pearson interval where there are too few authorities to
/// resample or all predictions agree. An empty list gives an Agreement without figures.
Agreement agreement(const std::vector<Judged>& judged, std::size_t authorities,
                    const ResampleSettings& settings);

/// A figure before and after a change, and the interval of the difference, both predictions of an
/// assessment resampled together.
struct PairedFigures {
    Figure exact, qwk, macro_mae, rps;  ///< value: after - before
};

/// `before` and `after` list the same assessments in the same order.
PairedFigures paired_difference(const std::vector<Judged>& before, const std::vector<Judged>& after,
                                std::size_t authorities, const ResampleSettings& settings);

/// Share of random exchanges of authorities (within each statement) whose QWK reaches the observed one,
/// the observed one counted in; none where QWK is undefined.
std::optional<double> permutation_p(const std::vector<Judged>& judged, const ResampleSettings& settings);

}  // namespace assay::calibrate
