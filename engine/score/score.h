// From hits to a score: pure arithmetic on numbers, no text, no YAML, no Lua.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "assay/scoring_model.h"

namespace assay::score {

/// One rule in one sentence, as numbers. `strength` > 0: context factors times the sentence's weight as
/// evidence. `softened` decides nothing: statistics count it.
struct Hit {
    std::uint32_t rule = 0;
    std::uint32_t sentence = 0;
    double strength = 1;
    bool flipped = false;
    bool softened = false;  ///< cues or the speaker made it weaker
};

/// Everything that the score of one statement depends on. `sentences` is the weighted number of
/// sentences of evidence (D); it stays what it was when sentences are masked.
struct Evidence {
    std::string statement;
    std::vector<Hit> hits;
    double sentences = 0;
};

/// The score and what made it. `contributions[i]` belongs to `hits[i]`; they sum to `balance` within 1e-9.
struct Scored {
    double balance = 0;
    std::vector<double> contributions;
    std::vector<char> capped;  ///< whether the hit's group was over its cap
    std::array<double, 4> probabilities{};
    int predicted = 0;  ///< the level that the balance falls in: the median of the probabilities
};

/// Working memory of one thread, for many scores in a row: what a score costs then depends on the hits and
/// not on the number of rules. All zero in between.
struct Workspace {
    std::vector<double> strength;   ///< by rule, then side
    std::vector<double> group_sum;  ///< by group
};

/// Scores the evidence. Thread-safe; throws nothing but std::bad_alloc. Hits of rules outside
/// `model.weights` are a programming error.
Scored score(const Evidence& evidence, const ScoringModel& model);
/// The same into what an earlier one gave, whose memory is used again.
void score(const Evidence& evidence, const ScoringModel& model, Workspace& workspace, Scored& result);

/// Probabilities of scores 1 to 4 at a balance, by the cumulative logit model.
std::array<double, 4> probabilities(double balance, const CutPoints& cuts);

/// The level that the balance falls in: 1 + the number of cut points at or below it.
int level_of(double balance, const CutPoints& cuts);

/// Scores that belong to the prediction set at the model's coverage: contiguous, holds the predicted one.
std::vector<int> prediction_set(const std::array<double, 4>& probabilities, int predicted,
                                const ScoringModel& model);

}  // namespace assay::score
