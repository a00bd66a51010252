// The function that the fit minimises: minus the log posterior of the ordinal model, with its gradient.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "calibrate/design.h"

namespace assay::calibrate {

/// What the priors say. All are normal, on the scale that is named.
struct Priors {
    double tau = 0.5;     ///< of delta_r = log multiplier
    double slope_sd = 1;  ///< of log slope, around the pack's slope, where only cuts are fitted
    double slope_sd_with_weights = 0.25;  ///< around the slope that the author's points have
    double cut_spreads = 5;  ///< of the first cut, in widths c3 - c1 of the pack, around the pack's
    double gap_sd = 1.5;     ///< of the log of the distance between cut points, around the pack's
    /// Of a statement's offset, on the scale slope * balance; 0: all statements share their cut points.
    double statement_sd = 0;
};

/// What is free beside slope and cut points.
struct FreeParts {
    bool weights = true;
    bool statements = true;
};

/// Which cut points the labels speak of. Levels without examples at either end have no cut point in
/// the likelihood; one in between keeps the width that the pack gives it.
struct Cuts {
    int first = 0;  ///< index of the first cut in the likelihood
    int count = 0;
    std::array<bool, 3> gap_free{};  ///< [k]: the distance from cut k-1 to cut k is fitted
    std::array<bool, 3> fitted{};    ///< both neighbouring levels have examples
};

/// From the published levels of the rows that are fitted on. At least two classes must occur.
Cuts find_cuts(const Design& design, const std::vector<std::uint32_t>& rows);

/// The parameters. Balance and cut points are measured as slope * z: only the product of slope and
/// weights is in the likelihood, and a curved valley between the two would cost the optimiser hundreds of
/// steps. By rule delta + log slope - log pack slope; log slope - log pack slope; slope * first cut; the
/// log of slope * gap (three slots, unused ones stay 0); offset by statement.
class Posterior {
public:
    /// Design and rows must outlive it.
    Posterior(const Design& design, const std::vector<std::uint32_t>& rows, const CutPoints& pack_cuts,
              const Cuts& cuts, const Priors& priors, FreeParts free);

    std::size_t size() const { return offset_at() + design_->statements.size(); }

    /// Minus the log posterior up to a constant; writes its gradient. Uses scratch memory of the
    /// object: one object a thread.
    double operator()(const double* parameters, double* gradient);

    /// By parameter, about 1 / the root of the second derivative: an optimiser that works on
    /// parameter / scale meets about the same curvature along all of them.
    const std::vector<double>& scale() const { return scale_; }
    /// Where to start: the pack's weights; slope and cut points that suit the balances at hand.
    std::vector<double> start() const;
    /// Turns parameters into those of a posterior whose pack slope is this one's fitted slope.
    void recentre(std::vector<double>& parameters) const { parameters[slope_at()] = 0; }

    double multiplier(const double* parameters, std::size_t rule) const;
    double slope(const double* parameters) const;
    /// On the scale of the balance; those outside the likelihood are 0.
    std::array<double, 3> cut_points(const double* parameters) const;
    /// On the scale slope * balance.
    double offset(const double* parameters, std::size_t statement) const {
        return parameters[offset_at() + statement];
    }

private:
    std::size_t slope_at() const { return design_->rules; }
    std::size_t first_cut_at() const { return design_->rules + 1; }
    std::size_t gap_at(std::size_t k) const { return design_->rules + 2 + k; }
    std::size_t offset_at() const { return design_->rules + 5; }
    std::array<double, 3> scaled_cuts(const double* parameters) const;
    double add_priors(const double* p, double* gradient, const std::array<double, 3>& cut_gradient) const;

    const Design* design_;
    const std::vector<std::uint32_t>* rows_;
    CutPoints pack_;
    Cuts cuts_;
    Priors priors_;
    FreeParts free_;
    std::vector<char> active_;  ///< rules that some row has; the others keep a multiplier of 1
    std::vector<double> scale_;
    std::vector<double> weight_, weight_gradient_;
};

}  // namespace assay::calibrate
