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

/// How the candidates for tau did on inner held-out authorities.
struct TauTrial {
    std::vector<double>
        loss;              ///< ranked probability score of the first settings.taus: it stops when it worsens
    FitState start;        ///< where the last inner fit of the best ended, to start the next from
    std::size_t best = 0;  ///< the smallest tau among equals
};

TauTrial try_taus(const Design& design, const std::vector<std::uint32_t>& rows, const ScoringModel& pack,
                  const ValidationSettings& settings);

/// Fits on `rows` with a tau chosen inside them: the prior's own where weights are not fitted or the
/// rows hold one authority only. `trial`, if not null, receives what was tried.
struct ChosenFit {
    FitResult fit;
    double tau = 0;
};
ChosenFit fit_with_chosen_tau(const Design& design, const std::vector<std::uint32_t>& rows,
                              const ScoringModel& pack, FitStage stage, const ValidationSettings& settings,
                              TauTrial* trial = nullptr);

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
