// Predictions for every assessment by models that never saw its authority.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "calibrate/fit.h"
#include "calibrate/folds.h"
#include "calibrate/tally.h"

namespace assay::calibrate {

struct ValidationSettings {
    std::vector<double> taus{0.15, 0.25, 0.5, 0.7, 1.0};  ///< ascending; the candidates
    /// Candidates for how far a statement's cut points may stray, from none on; see Priors.
    std::vector<double> statement_sds{0, 0.15, 0.5};
    Priors priors;                ///< tau and statement_sd are chosen, the rest stands
    std::size_t folds = 0;        ///< 0: leave one authority out
    std::size_t inner_folds = 5;  ///< for the choice of priors
    std::uint64_t seed = 20260101;
    unsigned threads = 0;
    /// Called after each fold, from several threads but one at a time; false: fit no further fold.
    std::function<bool(std::size_t done, std::size_t folds)> progress = {};
};

/// One model an outer fold, and what it says of the assessments held out.
struct Validation {
    Folds folds;
    std::vector<ScoringModel> models;  ///< by fold
    std::vector<Priors> priors;        ///< chosen inside each fold
    std::vector<Judged> judged;        ///< by assessment
    std::vector<double> balances;
    bool converged = true;
    bool stopped = false;  ///< by progress: nothing else here may be used
};

/// At least two authorities.
Validation validate(const LabelledSet& labelled, const Design& design, const ScoringModel& pack,
                    FitStage stage, const ValidationSettings& settings);

/// How the candidates did on inner held-out authorities, by ranked probability score. First tau is
/// chosen with the first of statement_sds, then the others are tried with that tau. The tau of
/// settings.priors, and the first of statement_sds, stand unless another is better by more than one
/// standard error.
struct PriorTrial {
    std::vector<double> tau_loss;        ///< of the first settings.taus: it stops when it worsens
    std::vector<double> statement_loss;  ///< by settings.statement_sds
    Priors chosen;
    FitState start;  ///< where the last inner fit of the best ended, to start the next from
};

PriorTrial try_priors(const Design& design, const std::vector<std::uint32_t>& rows, const ScoringModel& pack,
                      const ValidationSettings& settings);

/// Fits on `rows` with priors chosen inside them: the first candidates where weights are not fitted, where
/// the rows hold one authority only, or where there is one candidate each. `trial`, if not null, receives
/// what was tried.
struct ChosenFit {
    FitResult fit;
    Priors priors;
};
ChosenFit fit_with_chosen_priors(const Design& design, const std::vector<std::uint32_t>& rows,
                                 const ScoringModel& pack, FitStage stage, const ValidationSettings& settings,
                                 PriorTrial* trial = nullptr);

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
