// Evidence and models by chance, of every kind that a search meets.
#pragma once

#include <cstdint>
#include <random>

#include "score/score.h"

namespace assay::explain {

struct RandomCase {
    ScoringModel model;
    score::Evidence evidence;
};

inline RandomCase random_case(std::mt19937_64& random, unsigned sentences) {
    const auto uniform = [&random] { return static_cast<double>(random() >> 11) * 0x1.0p-53; };
    RandomCase result;
    ScoringModel& model = result.model;
    if (random() % 3 == 0) model.curve_power = 0.3 + 0.7 * uniform();
    const unsigned rules = 1 + static_cast<unsigned>(random() % 8);
    model.group_caps = {0.3 + 2 * uniform(), 1 + 3 * uniform()};
    for (unsigned r = 0; r < rules; ++r) {
        const int group = random() % 2 ? static_cast<int>(random() % 2) : -1;
        model.weights.push_back({0.2 + 2 * uniform(), static_cast<int>(1 + random() % 4), 1, group});
    }
    const double middle = 4 * uniform() - 2;
    model.cuts.cut_points = {middle - 3 * uniform(), middle, middle + 0.2 + 3 * uniform()};
    result.evidence.sentences = 5 + 60 * uniform();
    const unsigned hits = static_cast<unsigned>(random() % (2 * sentences + 1));
    for (unsigned h = 0; h < hits; ++h) {
        result.evidence.hits.push_back({static_cast<std::uint32_t>(random() % rules),
                                        static_cast<std::uint32_t>(10 * (random() % sentences)),
                                        random() % 2 ? 1 : 0.2 + 0.8 * uniform(), random() % 7 == 0});
    }
    return result;
}

}  // namespace assay::explain
