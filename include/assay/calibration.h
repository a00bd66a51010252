// How well predictions agree with published scores, and what each rule contributes to that.
//
// Formulas and their sources: docs/calibration.md.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "assay/scoring_model.h"

namespace assay {

/// A 95 % interval and how it was made: "BCa, authorities resampled" or "Clopper-Pearson".
struct Interval {
    double low = 0;
    double high = 0;
    std::string method;
};

/// A figure; none where it is undefined (a denominator of zero), and printed as "undefined". The
/// interval is none where there are too few authorities to resample.
struct Figure {
    std::optional<double> value;
    std::optional<Interval> interval;
};

/// Predicted against published scores. Everything is by assessment; intervals resample authorities,
/// for the assessments of one council are not independent.
struct Agreement {
    int assessments = 0;
    int authorities = 0;
    std::array<int, 4> published{};  ///< how many of each score, 1 first
    std::array<int, 4> predicted{};
    std::array<std::array<int, 4>, 4> confusion{};  ///< [published - 1][predicted - 1]
    Figure exact;                                   ///< share predicted exactly
    Figure adjacent;                                ///< share predicted within one
    Figure qwk;                                     ///< Cohen's kappa with quadratic weights
    Figure macro_mae;             ///< mean absolute error, averaged over the published scores that occur
    Figure rps;                   ///< ranked probability score, 0 to 1, lower is better
    Figure rps_skill;             ///< 1 - rps / rps of the class frequencies; undefined with one class
    Figure brier;                 ///< 0 to 2, lower is better
    Figure mean_difference;       ///< (mean predicted - mean published) / pooled standard deviation
    std::optional<double> ac2;    ///< Gwet, quadratic weights
    std::optional<double> alpha;  ///< Krippendorff, ordinal
    std::optional<double> permutation_p;  ///< of QWK when authorities are exchanged at random
};

/// One assessment as it was predicted by a model that never saw its authority.
struct OutOfAuthority {
    std::uint32_t index = 0;  ///< into the labelled evidence
    int published = 0;
    int predicted = 0;
    std::array<double, 4> probabilities{};
    std::array<double, 4> frequencies{};  ///< class frequencies of the other authorities
    std::vector<int> prediction_set;
    double balance = 0;
    bool abstained = false;
};

/// How much the labels allowed to be fitted.
enum class FitStage {
    nothing,         ///< under 10 labels, or one class
    cuts_and_slope,  ///< 10 to 80 labels
    weights,         ///< above
};

/// Out-of-authority behaviour of prediction sets.
struct SetStatistics {
    double wanted_coverage = 0.9;
    Figure coverage;
    Figure mean_size;
    std::optional<double> threshold;  ///< that the final model uses
};

/// ERASER (DeYoung et al. 2020): what the probability of the predicted score loses when the strongest
/// cited sentences are taken away, and when only they are kept; averaged over 1, 5, 10, 20 and 50 %
/// of the sentences of evidence.
struct Faithfulness {
    Figure comprehensiveness;  ///< higher is better
    Figure sufficiency;        ///< lower is better
};

/// Agreement among the most confident share of the assessments.
struct RiskPoint {
    double coverage = 0;    ///< share scored rather than abstained on
    double risk = 0;        ///< share of those that are wrong
    double confidence = 0;  ///< the least confidence among them
};

struct Selective {
    std::vector<RiskPoint> curve;  ///< by falling confidence
    std::optional<double> area;    ///< under the curve; lower is better
    RiskPoint rule;                ///< what the model's own abstention rule does
};

/// What one rule does over a corpus.
struct RuleStatistics {
    std::uint32_t rule = 0;
    bool insufficient = false;  ///< found in fewer than five documents: read nothing into the rest
    int documents = 0;
    int authorities = 0;
    int assessments = 0;
    int hits = 0;
    std::array<std::optional<double>, 4> hits_per_1000_words;  ///< by published score
    /// Log-odds ratio of a published 3 or 4 where the rule fires against where it does not.
    Figure log_odds;
    bool contradicts_author = false;  ///< the interval of log_odds excludes the author's side
    double mean_contribution = 0;     ///< over all assessments
    /// What leaving the rule out changes in out-of-authority figures, its mean contribution kept so that
    /// cut points still fit: for a rule that earns its place QWK falls and the ranked probability score
    /// rises. Nothing is fitted anew.
    std::optional<double> qwk_change;
    std::optional<double> rps_change;
    std::optional<std::uint32_t> partner;  ///< the rule it shares most sentences with
    double partner_share = 0;              ///< share of its sentences that the partner also hits
    double conflict_share = 0;             ///< share of its sentences where a rule of the other side hits too
    double softened_share = 0;             ///< share of its hits that cues or the speaker made weaker
    double capped_share = 0;               ///< share of its hits whose group was over its cap
};

/// The choice of one prior's strength among candidates.
struct PriorChoice {
    double value = 0;
    std::vector<std::pair<double, double>> tried;  ///< candidate and inner out-of-authority RPS
    std::map<double, int> by_fold;                 ///< how often each was chosen in the outer folds
};

struct CalibrationReport {
    FitStage stage = FitStage::nothing;
    std::string validation;  ///< "leave one authority out", "10 groups of authorities", or why none
    PriorChoice tau;         ///< of the logarithms of the multipliers
    PriorChoice statement;   ///< of the offsets of statements' cut points; 0: they share them
    Agreement out_of_authority;
    /// The same by statement, and (under "all but <id>") without the overall judgement, which is no
    /// section of its own; in that order. Intervals for the last only.
    std::vector<std::pair<std::string, Agreement>> by_statement;
    Agreement in_sample;
    Agreement author;       ///< the pack's own points and cut points, nothing fitted
    Agreement majority;     ///< out of authority
    Agreement length_only;  ///< out of authority
    SetStatistics sets;
    Faithfulness faithfulness;
    Selective selective;
    std::vector<OutOfAuthority> predictions;  ///< by index
    std::vector<RuleStatistics> rules;        ///< by rule index
    std::vector<std::string> remarks;         ///< plain sentences on what limits the figures
    ScoringModel model;                       ///< fitted on everything
};

}  // namespace assay
