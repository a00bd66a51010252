#include "calibrate/resample.h"

#include <algorithm>
#include <cmath>

#include "calibrate/parallel.h"
#include "calibrate/random.h"

namespace assay::calibrate {
namespace {

using Draw = std::vector<std::optional<double>>;

/// Quantile by linear interpolation between order statistics.
double quantile(const std::vector<double>& sorted, double p) {
    const double at = std::clamp(p, 0.0, 1.0) * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

std::optional<Interval> bca(double estimate, std::vector<double> draws,
                            const std::vector<double>& jackknife) {
    std::sort(draws.begin(), draws.end());
    if (draws.back() - draws.front() < 1e-12) return std::nullopt;
    const auto below = std::lower_bound(draws.begin(), draws.end(), estimate) - draws.begin();
    const auto up_to = std::upper_bound(draws.begin(), draws.end(), estimate) - draws.begin();
    const auto n = static_cast<double>(draws.size());
    // Ties count half: figures of small corpora take few values.
    const double share = std::clamp(static_cast<double>(below + up_to) / (2 * n), 0.5 / n, 1 - 0.5 / n);
    const double bias = normal_quantile(share);
    double mean = 0;
    for (double each : jackknife) mean += each / static_cast<double>(jackknife.size());
    double square = 0, cube = 0;
    for (double each : jackknife) {
        square += (mean - each) * (mean - each);
        cube += (mean - each) * (mean - each) * (mean - each);
    }
    const double acceleration = square > 0 ? cube / (6 * std::pow(square, 1.5)) : 0;
    const auto level = [&](double z) {
        return normal_cdf(bias + (bias + z) / (1 - acceleration * (bias + z)));
    };
    const double z = 1.959963984540054;
    return Interval{quantile(draws, level(-z)), quantile(draws, level(z)), "BCa, authorities resampled"};
}

}  // namespace

std::vector<std::optional<Interval>> bca_intervals(std::size_t units, const FiguresOf& figures_of,
                                                   const ResampleSettings& settings) {
    const Draw estimate = figures_of(std::vector<std::uint32_t>(units, 1));
    std::vector<std::optional<Interval>> result(estimate.size());
    if (units < kLeastUnits || settings.draws <= 0) return result;

    std::vector<Draw> draws(static_cast<std::size_t>(settings.draws));
    parallel_for(draws.size(), settings.threads, [&](std::size_t d) {
        Random random(settings.seed, d);
        std::vector<std::uint32_t> times(units, 0);
        for (std::size_t u = 0; u < units; ++u) ++times[random.below(units)];
        draws[d] = figures_of(times);
    });
    std::vector<Draw> left_out(units);
    parallel_for(units, settings.threads, [&](std::size_t u) {
        std::vector<std::uint32_t> times(units, 1);
        times[u] = 0;
        left_out[u] = figures_of(times);
    });

    for (std::size_t f = 0; f < estimate.size(); ++f) {
        if (!estimate[f]) continue;
        std::vector<double> values, jackknife;
        for (const Draw& draw : draws) {
            if (draw[f]) values.push_back(*draw[f]);
        }
        for (const Draw& draw : left_out) {
            if (draw[f]) jackknife.push_back(*draw[f]);
        }
        if (10 * values.size() < 9 * draws.size() || jackknife.empty()) continue;
        result[f] = bca(*estimate[f], std::move(values), jackknife);
    }
    return result;
}

Interval clopper_pearson(int hits, int n) {
    // P(X >= hits) at p, or P(X <= hits): solved for 2.5 % by bisection; sums of logs never overflow.
    const auto tail = [n](int from, int to, double p) {
        double sum = 0;
        for (int k = from; k <= to; ++k) {
            sum += std::exp(std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) +
                            (k > 0 ? k * std::log(p) : 0) + (n > k ? (n - k) * std::log1p(-p) : 0));
        }
        return sum;
    };
    const auto solve = [](const auto& rising) {
        double low = 0, high = 1;
        for (int i = 0; i < 60; ++i) {
            const double middle = (low + high) / 2;
            (rising(middle) < 0 ? low : high) = middle;
        }
        return (low + high) / 2;
    };
    Interval interval{0, 1, "Clopper-Pearson"};
    if (hits > 0) interval.low = solve([&](double p) { return tail(hits, n, p) - 0.025; });
    if (hits < n) interval.high = solve([&](double p) { return 0.025 - tail(0, hits, p); });
    return interval;
}

double normal_cdf(double x) {
    return std::erfc(-x / std::sqrt(2.0)) / 2;
}

double normal_quantile(double p) {
    // Newton on the distribution function, held inside the range where doubles can tell p from 0 or 1.
    double x = 0;
    double low = -38, high = 38;
    for (int i = 0; i < 200; ++i) {
        const double miss = normal_cdf(x) - p;
        (miss > 0 ? high : low) = x;
        const double density = std::exp(-x * x / 2) / std::sqrt(2 * M_PI);
        double next = density > 1e-300 ? x - miss / density : (low + high) / 2;
        if (!(next > low && next < high)) next = (low + high) / 2;
        if (std::abs(next - x) < 1e-14) break;
        x = next;
    }
    return x;
}

}  // namespace assay::calibrate
