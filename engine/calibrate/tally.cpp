#include "calibrate/tally.h"

#include <cmath>
#include <numeric>

namespace assay::calibrate {
namespace {

constexpr std::size_t kLevels = 4;

double at(const std::array<double, 16>& confusion, std::size_t i, std::size_t j) {
    return confusion[kLevels * i + j];
}

struct Margins {
    std::array<double, 4> published{}, predicted{};
    double n = 0;
};

Margins margins(const std::array<double, 16>& confusion) {
    Margins m;
    for (std::size_t i = 0; i < kLevels; ++i) {
        for (std::size_t j = 0; j < kLevels; ++j) {
            m.published[i] += at(confusion, i, j);
            m.predicted[j] += at(confusion, i, j);
            m.n += at(confusion, i, j);
        }
    }
    return m;
}

double square_distance(std::size_t i, std::size_t j) {
    const double d = static_cast<double>(i) - static_cast<double>(j);
    return d * d;
}

}  // namespace

double ranked_probability_score(const std::array<double, 4>& probabilities, int published) {
    double cumulative = 0, sum = 0;
    for (std::size_t k = 0; k + 1 < kLevels; ++k) {
        cumulative += probabilities[k];
        const double step = published <= static_cast<int>(k) + 1 ? 1 : 0;
        sum += (cumulative - step) * (cumulative - step);
    }
    return sum / (kLevels - 1);
}

void Tally::add(const Judged& judged) {
    confusion[kLevels * static_cast<std::size_t>(judged.published - 1) +
              static_cast<std::size_t>(judged.predicted - 1)] += 1;
    rps += ranked_probability_score(judged.probabilities, judged.published);
    rps_frequencies += ranked_probability_score(judged.frequencies, judged.published);
    for (std::size_t k = 0; k < kLevels; ++k) {
        const double miss = judged.probabilities[k] - (judged.published == static_cast<int>(k) + 1 ? 1 : 0);
        brier += miss * miss;
    }
}

void Tally::add(const Tally& other, double times) {
    for (std::size_t i = 0; i < confusion.size(); ++i) confusion[i] += times * other.confusion[i];
    rps += times * other.rps;
    rps_frequencies += times * other.rps_frequencies;
    brier += times * other.brier;
}

double Tally::count() const {
    return std::accumulate(confusion.begin(), confusion.end(), 0.0);
}

std::array<std::optional<double>, kFigures> figures(const Tally& tally) {
    std::array<std::optional<double>, kFigures> result;
    const Margins m = margins(tally.confusion);
    if (m.n <= 0) return result;
    double exact = 0, adjacent = 0, macro = 0, classes = 0;
    double mean_published = 0, mean_predicted = 0, square_published = 0, square_predicted = 0;
    for (std::size_t i = 0; i < kLevels; ++i) {
        double error = 0;
        for (std::size_t j = 0; j < kLevels; ++j) {
            const double distance = std::sqrt(square_distance(i, j));
            if (distance == 0) exact += at(tally.confusion, i, j);
            if (distance <= 1) adjacent += at(tally.confusion, i, j);
            error += distance * at(tally.confusion, i, j);
        }
        if (m.published[i] > 0) {
            macro += error / m.published[i];
            classes += 1;
        }
        const double level = static_cast<double>(i);
        mean_published += level * m.published[i] / m.n;
        mean_predicted += level * m.predicted[i] / m.n;
        square_published += level * level * m.published[i] / m.n;
        square_predicted += level * level * m.predicted[i] / m.n;
    }
    result[kExact] = exact / m.n;
    result[kAdjacent] = adjacent / m.n;
    result[kQwk] = quadratic_kappa(tally.confusion);
    result[kMacroMae] = macro / classes;
    result[kRps] = tally.rps / m.n;
    if (tally.rps_frequencies > 1e-12) result[kSkill] = 1 - tally.rps / tally.rps_frequencies;
    result[kBrier] = tally.brier / m.n;
    const double variance = (square_published - mean_published * mean_published + square_predicted -
                             mean_predicted * mean_predicted) /
                            2;
    if (variance > 1e-12) result[kDifference] = (mean_predicted - mean_published) / std::sqrt(variance);
    return result;
}

std::optional<double> quadratic_kappa(const std::array<double, 16>& confusion) {
    const Margins m = margins(confusion);
    double observed = 0, expected = 0;
    for (std::size_t i = 0; i < kLevels; ++i) {
        for (std::size_t j = 0; j < kLevels; ++j) {
            observed += square_distance(i, j) * at(confusion, i, j);
            expected += square_distance(i, j) * m.published[i] * m.predicted[j];
        }
    }
    if (m.n <= 0 || expected <= 0) return std::nullopt;
    return 1 - observed * m.n / expected;
}

std::optional<double> gwet_ac2(const std::array<double, 16>& confusion) {
    const Margins m = margins(confusion);
    if (m.n <= 0) return std::nullopt;
    double agreed = 0, all_weights = 0, spread = 0;
    for (std::size_t i = 0; i < kLevels; ++i) {
        for (std::size_t j = 0; j < kLevels; ++j) {
            const double weight = 1 - square_distance(i, j) / square_distance(0, kLevels - 1);
            agreed += weight * at(confusion, i, j) / m.n;
            all_weights += weight;
        }
        const double share = (m.published[i] + m.predicted[i]) / (2 * m.n);
        spread += share * (1 - share);
    }
    const double by_chance = all_weights * spread / (kLevels * (kLevels - 1));
    if (by_chance >= 1) return std::nullopt;
    return (agreed - by_chance) / (1 - by_chance);
}

std::optional<double> krippendorff_alpha(const std::array<double, 16>& confusion) {
    const Margins m = margins(confusion);
    std::array<double, 4> values{};
    for (std::size_t i = 0; i < kLevels; ++i) values[i] = m.published[i] + m.predicted[i];
    const double n = 2 * m.n;
    double observed = 0, expected = 0;
    for (std::size_t i = 0; i < kLevels; ++i) {
        for (std::size_t j = i + 1; j < kLevels; ++j) {
            double between = -(values[i] + values[j]) / 2;
            for (std::size_t k = i; k <= j; ++k) between += values[k];
            observed += (at(confusion, i, j) + at(confusion, j, i)) * between * between;
            expected += values[i] * values[j] * between * between;
        }
    }
    if (expected <= 0) return std::nullopt;
    return 1 - (n - 1) * observed / expected;
}

std::vector<Tally> by_authority(const std::vector<Judged>& judged, std::size_t authorities) {
    std::vector<Tally> tallies(authorities);
    for (const Judged& each : judged) tallies[each.authority].add(each);
    return tallies;
}

}  // namespace assay::calibrate
