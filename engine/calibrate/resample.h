// Intervals by resampling whole authorities.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "assay/calibration.h"

namespace assay::calibrate {

struct ResampleSettings {
    int draws = 2000;  ///< 0: no intervals
    std::uint64_t seed = 20260101;
    unsigned threads = 0;  ///< 0: as many as the machine has; the result is the same for any number
};

/// Fewer units than this are not resampled: the interval would only look like one.
inline constexpr std::size_t kLeastUnits = 10;

/// Figures of a sample in which unit u occurs times[u] times. Called from several threads.
using FiguresOf = std::function<std::vector<std::optional<double>>(const std::vector<std::uint32_t>& times)>;

/// 95 % bias-corrected and accelerated (BCa) bootstrap intervals (Efron 1987), one a figure; none where
/// there are too few units, where the figure is undefined in more than a tenth of the draws, or where
/// it never varies.
std::vector<std::optional<Interval>> bca_intervals(std::size_t units, const FiguresOf& figures_of,
                                                   const ResampleSettings& settings);

/// 95 % Clopper-Pearson interval of a proportion.
Interval clopper_pearson(int hits, int n);

/// Standard normal distribution function and its inverse (0 < p < 1).
double normal_cdf(double x);
double normal_quantile(double p);

}  // namespace assay::calibrate
