// The numbers that turn findings into a score: prior values from a pack, fitted ones from model.yaml.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace assay {

/// Cut points and slope for one statement. P(score <= k) = logistic(slope * (cut_points[k-1] - balance)).
struct CutPoints {
    std::array<double, 3> cut_points{-6, 0, 10};  ///< ascending, on the scale of the balance
    double slope = 0.5;                           ///< > 0, per unit of balance
    /// True where labels fitted the cut point between k+1 and k+2; false where the prior stands.
    std::array<bool, 3> fitted{false, false, false};
};

/// How much a rule counts and for which side.
struct RuleWeight {
    double points = 1;      ///< the author's, > 0
    int level = 3;          ///< 4, 3: strengths (positive); 2, 1: shortfalls (negative)
    double multiplier = 1;  ///< exp(delta) from calibration; > 0, never changes the sign
    int group = -1;         ///< index into ScoringModel::group_caps, or -1
};

/// Where a model came from; shown wherever its figures are.
struct Provenance {
    std::string pack_hash;  ///< of the pack it was fitted on
    std::string corpus_hash;
    std::string fitted_on;  ///< date, ISO 8601
    int assessments = 0;
    int authorities = 0;
    std::map<std::string, std::string> settings;
};

/// Everything the score room knows. A value; read-only while scoring, then thread-safe.
///
/// The balance of a statement: for each rule r with hits of strength s_j,
///   S_r = sum of s_j (hits for the rule's own side and flipped ones apart, each on its own curve)
///   x_r = S_r * reference_sentences / max(D, minimum_sentences), D the number of sentences of evidence
///   T_r = sign(level) * points * multiplier * x_r^curve_power (flipped hits: the other sign)
/// then the T_r of a group are scaled so that |their sum| <= cap; there is no offset: z = sum T_r.
/// A hit's contribution is its share of T_r in proportion to its strength, so contributions sum to z.
struct ScoringModel {
    double curve_power = 0.5;  ///< in (0, 1]: concave, so that repeats add less and less
    double reference_sentences = 40;
    double minimum_sentences = 10;
    std::vector<RuleWeight> weights;  ///< by rule index
    std::vector<double> group_caps;   ///< > 0; by group index
    CutPoints cuts;                   ///< where `statement_cuts` has none
    std::map<std::string, CutPoints> statement_cuts;
    /// Abstain below so many findings or so many sentences of evidence.
    int minimum_findings = 3;
    int minimum_evidence_sentences = 5;
    /// By conformal calibration: beside the predicted score, a score y is in the prediction set when
    /// both P(score <= y) and P(score >= y) are at least this; none: the set grows from the predicted
    /// score to its likelier neighbour until it holds `coverage` of the probability.
    std::optional<double> conformal_threshold;
    double coverage = 0.9;
    std::optional<Provenance> provenance;  ///< none: nothing was fitted

    /// The cut points that apply to a statement.
    const CutPoints& cuts_for(const std::string& statement) const {
        auto found = statement_cuts.find(statement);
        return found == statement_cuts.end() ? cuts : found->second;
    }
};

}  // namespace assay
