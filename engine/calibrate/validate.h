// Predictions for every assessment by models that never saw its authority.
#pragma once

#include <cstdint>
#include <vector>

#include "calibrate/fit.h"
#include "calibrate/folds.h"
#include "calibrate/tally.h"

namespace assay::calibrate {

struct ValidationSettings {
    std::vector<double> taus{0.15, 0.25, 0.5, 0.7, 1.0};  ///< ascending; the candidates
    Priors priors;                                        ///< tau is chosen, the rest stands
    std::size_t folds = 0;                                ///< 0: leave one authority out
    std::size_t inner_folds = 5;                          ///< for the choice of tau
    std::uint64_t seed = 20260101;
    unsigned threads = 0;
};

/// One model an outer fold, and what it says of the assessments held out.
struct Validation {
    Folds folds;
    std::vector<ScoringModel> models;  ///< by fold
    std::vector<double> taus;          ///< chosen inside each fold
    std::vector<Judged> judged;        ///< by assessment
    std::vector<double> balances;
    bool converged = true;
};

/// At least two authorities.
Validation validate(const LabelledSet& labelled, const Design& design, const ScoringModel& pack,
                    FitStage stage, const ValidationSettings& settings);

/// Ranked probability score of inner held-out authorities by candidate, in the order of settings.taus.
std::vector<double> try_taus(const Design& design, const std::vector<std::uint32_t>& rows,
                             const ScoringModel& pack, FitStage stage, const ValidationSettings& settings);

/// The best candidate of try_taus; the smallest among equals. The prior's own tau where weights are
/// not fitted or the rows hold fewer than two authorities.
double choose_tau(const Design& design, const std::vector<std::uint32_t>& rows, const ScoringModel& pack,
                  FitStage stage, const ValidationSettings& settings);

/// Baselines with the same folds: always the commonest score of the training authorities; and an
/// ordinal regression on the logarithm of the number of words alone.
std::vector<Judged> majority_baseline(const Design& design, const Folds& folds);
std::vector<Judged> length_baseline(const LabelledSet& labelled, const Design& design, const Folds& folds,
                                    unsigned threads);

/// Predictions of one model for everything, with the class frequencies of everything.
std::vector<Judged> judge_all(const LabelledSet& labelled, const Design& design, const ScoringModel& model);

/// Every row of a design, in order.
std::vector<std::uint32_t> every_row(const Design& design);

}  // namespace assay::calibrate
