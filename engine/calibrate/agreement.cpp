#include "calibrate/agreement.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "calibrate/exchange.h"
#include "calibrate/parallel.h"
#include "calibrate/random.h"

namespace assay::calibrate {
namespace {

std::vector<Tally> occupied(std::vector<Tally> tallies) {
    std::erase_if(tallies, [](const Tally& t) { return t.count() == 0; });
    return tallies;
}

Tally weighted_sum(const std::vector<Tally>& tallies, const std::vector<std::uint32_t>& times) {
    Tally sum;
    for (std::size_t u = 0; u < tallies.size(); ++u) {
        if (times[u]) sum.add(tallies[u], times[u]);
    }
    return sum;
}

}  // namespace

Agreement agreement(const std::vector<Judged>& judged, std::size_t authorities,
                    const ResampleSettings& settings) {
    const std::vector<Tally> tallies = occupied(by_authority(judged, authorities));
    Tally all;
    for (const Tally& each : tallies) all.add(each);

    Agreement result;
    result.assessments = static_cast<int>(judged.size());
    result.authorities = static_cast<int>(tallies.size());
    for (const Judged& each : judged) {
        const auto i = static_cast<std::size_t>(each.published - 1),
                   j = static_cast<std::size_t>(each.predicted - 1);
        ++result.published[i];
        ++result.predicted[j];
        ++result.confusion[i][j];
    }
    if (judged.empty()) return result;

    const auto values = figures(all);
    const auto intervals = bca_intervals(
        tallies.size(),
        [&](const std::vector<std::uint32_t>& times) {
            const auto drawn = figures(weighted_sum(tallies, times));
            return std::vector<std::optional<double>>(drawn.begin(), drawn.end());
        },
        settings);
    const auto figure = [&](FigureIndex at) { return Figure{values[at], intervals[at]}; };
    result.exact = figure(kExact);
    result.adjacent = figure(kAdjacent);
    result.qwk = figure(kQwk);
    result.macro_mae = figure(kMacroMae);
    result.rps = figure(kRps);
    result.rps_skill = figure(kSkill);
    result.brier = figure(kBrier);
    result.mean_difference = figure(kDifference);
    for (Figure* share : {&result.exact, &result.adjacent}) {
        if (share->interval) continue;
        const int hits = static_cast<int>(std::lround(*share->value * result.assessments));
        share->interval = clopper_pearson(hits, result.assessments);
    }
    result.ac2 = gwet_ac2(all.confusion);
    result.alpha = krippendorff_alpha(all.confusion);
    if (settings.draws > 0) result.permutation_p = permutation_p(judged, settings);
    return result;
}

PairedFigures paired_difference(const std::vector<Judged>& before, const std::vector<Judged>& after,
                                std::size_t authorities, const ResampleSettings& settings) {
    assert(before.size() == after.size());
    std::vector<Tally> old_tallies = occupied(by_authority(before, authorities));
    std::vector<Tally> new_tallies = occupied(by_authority(after, authorities));
    constexpr std::array kShown{kExact, kQwk, kMacroMae, kRps};
    const auto differences = [&](const std::vector<std::uint32_t>& times) {
        const auto a = figures(weighted_sum(old_tallies, times));
        const auto b = figures(weighted_sum(new_tallies, times));
        std::vector<std::optional<double>> result;
        for (FigureIndex at : kShown) {
            result.push_back(a[at] && b[at] ? std::optional(*b[at] - *a[at]) : std::nullopt);
        }
        return result;
    };
    const auto values = differences(std::vector<std::uint32_t>(old_tallies.size(), 1));
    const auto intervals = bca_intervals(old_tallies.size(), differences, settings);
    return {{values[0], intervals[0]},
            {values[1], intervals[1]},
            {values[2], intervals[2]},
            {values[3], intervals[3]}};
}

std::optional<double> permutation_p(const std::vector<Judged>& judged, const ResampleSettings& settings) {
    Tally observed;
    for (const Judged& each : judged) observed.add(each);
    const auto kappa = quadratic_kappa(observed.confusion);
    if (!kappa) return std::nullopt;

    const Exchange exchange(judged);
    const auto draws = static_cast<std::size_t>(settings.draws);
    std::vector<char> reached(draws, 0);
    parallel_for(draws, settings.threads, [&](std::size_t d) {
        Random random(settings.seed ^ 0x5bd1e995u, d);
        std::array<double, 16> confusion{};
        exchange.draw(random, [&](std::uint32_t receiver, std::uint32_t giver) {
            confusion[4 * static_cast<std::size_t>(judged[receiver].published - 1) +
                      static_cast<std::size_t>(judged[giver].predicted - 1)] += 1;
        });
        const auto drawn = quadratic_kappa(confusion);
        reached[d] = !drawn || *drawn >= *kappa - 1e-12;
    });
    const auto count = std::count(reached.begin(), reached.end(), 1);
    return static_cast<double>(1 + count) / static_cast<double>(1 + draws);
}

}  // namespace assay::calibrate
