// A corpus of numbers with known weights and cut points.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <string>

#include "calibrate/labelled.h"
#include "calibrate/random.h"

namespace assay::calibrate {

struct SyntheticSettings {
    int authorities = 40;
    int statements = 3;
    int rules = 12;
    double authority_sd = 0;   ///< of what an authority's balance has beside its findings
    double multiplier_sd = 0;  ///< of the log of the true multipliers
    std::array<double, 3> cut_points{-4, 0, 4};
    double slope = 1;
    std::uint64_t weights_seed = 0;  ///< so that several corpora have the same truth; 0: the corpus' own
    std::uint64_t most_hits = 35;    ///< of a section; the least are 6
};

struct Synthetic {
    LabelledSet labelled;
    ScoringModel truth;   ///< with the true multipliers
    ScoringModel author;  ///< the same with multipliers of 1 and cut points that are off
};

inline Synthetic make_synthetic(std::uint64_t seed, const SyntheticSettings& settings = {}) {
    Random random(seed);
    Random weights(settings.weights_seed ? settings.weights_seed : seed, 1);
    const auto normal_of = [](Random& from) {
        return std::sqrt(-2 * std::log(1 - from.uniform())) * std::cos(2 * M_PI * from.uniform());
    };
    const auto normal = [&] { return normal_of(random); };
    Synthetic result;
    ScoringModel& truth = result.truth;
    for (int r = 0; r < settings.rules; ++r) {
        truth.weights.push_back({1 + weights.uniform(), r % 2 ? 3 : 2,
                                 std::exp(settings.multiplier_sd * normal_of(weights)), -1});
    }
    truth.cuts.cut_points = settings.cut_points;
    truth.cuts.slope = settings.slope;
    for (int a = 0; a < settings.authorities; ++a) {
        const double authority = settings.authority_sd * normal();
        const double quality = 1 / (1 + std::exp(-1.5 * normal()));
        for (int s = 0; s < settings.statements; ++s) {
            LabelledEvidence each;
            each.authority = fmt::format("Council {}", a);
            each.document = each.authority;
            each.evidence.statement = fmt::format("s{}", s);
            each.evidence.sentences = 40;
            each.words = 700 + static_cast<int>(random.below(300));
            for (std::uint64_t h = 6 + random.below(settings.most_hits - 5); h > 0; --h) {
                const bool good = random.uniform() < quality;
                const auto rule =
                    2 * random.below(static_cast<std::uint64_t>(settings.rules / 2)) + (good ? 1 : 0);
                each.evidence.hits.push_back({static_cast<std::uint32_t>(rule),
                                              static_cast<std::uint32_t>(random.below(40)),
                                              random.uniform() < 0.7 ? 1 : 0.5, false});
            }
            const double z = score::score(each.evidence, truth).balance + authority;
            const auto p = score::probabilities(z, truth.cuts);
            const double u = random.uniform();
            each.published = u < p[0] ? 1 : u < p[0] + p[1] ? 2 : u < p[0] + p[1] + p[2] ? 3 : 4;
            result.labelled.push_back(std::move(each));
        }
    }
    result.author = truth;
    for (RuleWeight& weight : result.author.weights) weight.multiplier = 1;
    result.author.cuts = {{-9, -2, 9}, 0.5, {}};
    return result;
}

}  // namespace assay::calibrate
