#include "calibrate/conformal.h"

#include <algorithm>
#include <cmath>

#include "score/score.h"

namespace assay::calibrate {

double conformity(const std::array<double, 4>& probabilities, int score) {
    double up_to = 0, from = 0;
    for (int y = 1; y <= 4; ++y) {
        const double p = probabilities[static_cast<std::size_t>(y - 1)];
        if (y <= score) up_to += p;
        if (y >= score) from += p;
    }
    return std::min(up_to, from);
}

double conformal_threshold(std::vector<double> conformities, double coverage) {
    const double rank = std::floor((1 - coverage) * static_cast<double>(conformities.size() + 1) + 1e-9);
    if (rank < 1) return 0;
    const auto k = static_cast<std::ptrdiff_t>(rank) - 1;
    std::nth_element(conformities.begin(), conformities.begin() + k, conformities.end());
    return conformities[static_cast<std::size_t>(k)];
}

std::size_t least_for_threshold(double coverage) {
    return static_cast<std::size_t>(std::ceil(1 / (1 - coverage) - 1e-9)) - 1;
}

ConformalSets conformal_sets(const std::vector<Judged>& judged, std::size_t authorities, double coverage,
                             const ResampleSettings& settings) {
    ConformalSets result;
    result.sets.resize(judged.size());
    result.statistics.wanted_coverage = coverage;
    if (judged.empty()) return result;
    ScoringModel model;
    std::vector<double> all, others;
    for (const Judged& each : judged) all.push_back(conformity(each.probabilities, each.published));
    result.statistics.threshold = conformal_threshold(all, coverage);

    std::vector<std::vector<std::uint32_t>> members(authorities);
    for (std::uint32_t i = 0; i < judged.size(); ++i) members[judged[i].authority].push_back(i);
    std::erase_if(members, [](const auto& group) { return group.empty(); });
    std::vector<std::array<double, 3>> sums;  // n, covered, sizes
    for (const auto& group : members) {
        others.clear();
        for (std::size_t i = 0, g = 0; i < all.size(); ++i) {
            if (g < group.size() && group[g] == i) {
                ++g;
            } else {
                others.push_back(all[i]);
            }
        }
        model.conformal_threshold = conformal_threshold(others, coverage);
        if (others.size() < least_for_threshold(coverage)) result.admit_all += group.size();
        std::array<double, 3> sum{};
        for (std::uint32_t i : group) {
            auto set = score::prediction_set(judged[i].probabilities, judged[i].predicted, model);
            sum[0] += 1;
            sum[1] += std::count(set.begin(), set.end(), judged[i].published) > 0;
            sum[2] += static_cast<double>(set.size());
            result.sets[i] = std::move(set);
        }
        sums.push_back(sum);
    }
    const auto shares = [&](const std::vector<std::uint32_t>& times) {
        std::array<double, 3> total{};
        for (std::size_t u = 0; u < sums.size(); ++u) {
            for (std::size_t k = 0; k < 3; ++k) total[k] += times[u] * sums[u][k];
        }
        return std::vector<std::optional<double>>{total[1] / total[0], total[2] / total[0]};
    };
    const auto values = shares(std::vector<std::uint32_t>(sums.size(), 1));
    const auto intervals = bca_intervals(sums.size(), shares, settings);
    result.statistics.coverage = {values[0], intervals[0]};
    result.statistics.mean_size = {values[1], intervals[1]};
    return result;
}

}  // namespace assay::calibrate
