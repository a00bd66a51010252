// Sums over assessments from which every figure of agreement follows, so that resampling adds sums.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace assay::calibrate {

/// One prediction beside the published score.
struct Judged {
    int published = 0;
    int predicted = 0;
    std::array<double, 4> probabilities{};
    std::array<double, 4> frequencies{};  ///< what a forecaster without a model would say
    std::uint32_t authority = 0;
    std::uint32_t statement = 0;
};

/// Additive: the tally of two sets is the sum of their tallies.
struct Tally {
    std::array<double, 16> confusion{};  ///< [4 * (published - 1) + predicted - 1]
    double rps = 0;
    double rps_frequencies = 0;
    double brier = 0;

    void add(const Judged& judged);
    void add(const Tally& other, double times = 1);
    double count() const;
};

/// Places in the array that `figures` gives.
enum FigureIndex : std::size_t {
    kExact,
    kAdjacent,
    kQwk,
    kMacroMae,
    kRps,
    kSkill,
    kBrier,
    kDifference,
    kFigures
};

/// Every figure, none where it is undefined; of an empty tally all are.
std::array<std::optional<double>, kFigures> figures(const Tally& tally);

std::optional<double> quadratic_kappa(const std::array<double, 16>& confusion);
std::optional<double> gwet_ac2(const std::array<double, 16>& confusion);
std::optional<double> krippendorff_alpha(const std::array<double, 16>& confusion);

/// Mean squared distance of the cumulative probabilities from the published step, over the three cuts.
double ranked_probability_score(const std::array<double, 4>& probabilities, int published);

/// By authority; `authorities` is their number.
std::vector<Tally> by_authority(const std::vector<Judged>& judged, std::size_t authorities);

}  // namespace assay::calibrate
