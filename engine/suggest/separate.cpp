#include "suggest/separate.h"

#include <cmath>
#include <map>
#include <set>

#include "calibrate/random.h"

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
    std::map<std::uint32_t, std::map<std::uint32_t, std::vector<std::uint32_t>>> by_statement;
    std::set<std::uint32_t> authorities;
    for (std::uint32_t i = 0; i < sections.size(); ++i) {
        by_statement[sections[i].statement][sections[i].authority].push_back(i);
        authorities.insert(sections[i].authority);
    }
    std::vector<std::uint32_t> order(authorities.begin(), authorities.end());
    calibrate::Random random(seed);
    random.shuffle(order);
    std::vector<int> scores(sections.size());
    for (const auto& [statement, groups] : by_statement) {
        std::vector<const std::vector<std::uint32_t>*> donors;
        for (std::uint32_t authority : order) {
            const auto found = groups.find(authority);
            if (found != groups.end()) donors.push_back(&found->second);
        }
        std::size_t next = 0;
        for (const auto& [authority, receivers] : groups) {
            const auto& donor = *donors[next++];
            for (std::size_t i = 0; i < receivers.size(); ++i)
                scores[receivers[i]] = sections[donor[i % donor.size()]].published;
        }
    }
    return scores;
}

}  // namespace assay::suggest
