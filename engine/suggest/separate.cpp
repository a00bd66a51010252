#include "suggest/separate.h"

#include <cmath>

#include "calibrate/exchange.h"

namespace assay::suggest {

Separation separate(const ScoreCounts& holding, const ScoreCounts& all) {
    double held = 0, sections = 0;
    for (std::size_t k = 0; k < 4; ++k) {
        held += holding[k];
        sections += all[k];
    }
    Separation best;
    if (sections == 0) return best;
    const double rate = held / sections;
    double held_below = 0, below = 0;
    for (std::size_t k = 0; k < 3; ++k) {
        held_below += holding[k];
        below += all[k];
        if (below == 0 || below == sections) continue;
        double log_odds = 0, variance = 0;
        const auto side = [&](double with, double of, double sign) {
            const double yes = with + kPriorSections * rate;
            const double no = of - with + kPriorSections * (1 - rate);
            log_odds += sign * std::log(yes / no);
            variance += 1 / yes + 1 / no;
        };
        if (rate <= 0 || rate >= 1) continue;
        side(held - held_below, sections - below, 1);
        side(held_below, below, -1);
        const double z = log_odds / std::sqrt(variance);
        if (std::abs(z) > std::abs(best.z))
            best = {static_cast<int>(k) + 1, log_odds, std::sqrt(variance), z};
    }
    return best;
}

std::vector<int> exchanged_scores(const std::vector<Section>& sections, std::uint64_t seed) {
    calibrate::Random random(seed);
    std::vector<int> scores(sections.size());
    calibrate::Exchange(sections).draw(random, [&](std::uint32_t receiver, std::uint32_t giver) {
        scores[receiver] = sections[giver].published;
    });
    return scores;
}

}  // namespace assay::suggest
