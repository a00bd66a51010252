// How the amount of evidence for one rule becomes points: concave, so that repeats add less and less.
#pragma once

#include <algorithm>
#include <cmath>

#include "assay/scoring_model.h"

namespace assay::score {

/// x^power for x >= 0; 0 at 0. Concave where 0 < power <= 1.
inline double curve(double x, double power) {
    if (x <= 0) return 0;
    // The default power is the square root, which is many times cheaper than pow.
    return power == 0.5 ? std::sqrt(x) : std::pow(x, power);
}
inline double curve(double x, const ScoringModel& model) {
    return curve(x, model.curve_power);
}

/// Reference sentences over the sentences of evidence: turns a sum of strengths into x_r.
inline double length_factor(double sentences, const ScoringModel& model) {
    return model.reference_sentences / std::max(sentences, std::max(model.minimum_sentences, 1e-9));
}

/// sign(level) * points * multiplier: what a rule adds at x = 1.
inline double signed_weight(const RuleWeight& rule) {
    return (rule.level >= 3 ? 1.0 : -1.0) * rule.points * rule.multiplier;
}

}  // namespace assay::score
