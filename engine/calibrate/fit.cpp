#include "calibrate/fit.h"

#include <lbfgs.h>

#include <algorithm>
#include <cmath>

namespace assay::calibrate {
namespace {

struct Run {
    Posterior* posterior;
    std::vector<double> parameters;
    int evaluations = 0;
};

// The optimiser works on parameter / scale.
double evaluate(void* user, const double* x, double* gradient, int n, double) {
    Run& run = *static_cast<Run*>(user);
    ++run.evaluations;
    const std::vector<double>& scale = run.posterior->scale();
    for (std::size_t i = 0; i < scale.size(); ++i) run.parameters[i] = scale[i] * x[i];
    const double value = (*run.posterior)(run.parameters.data(), gradient);
    for (int i = 0; i < n; ++i) gradient[i] *= scale[static_cast<std::size_t>(i)];
    return value;
}

void minimise(Posterior& posterior, std::vector<double>& parameters, double precision, FitResult& result) {
    Run run{&posterior, parameters};
    std::vector<double> x(parameters.size());
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = parameters[i] / posterior.scale()[i];
    lbfgs_parameter_t settings;
    lbfgs_parameter_init(&settings);
    settings.m = 10;
    settings.epsilon = precision;
    settings.max_iterations = precision < 1e-4 ? 1000 : 200;
    const int status = lbfgs(static_cast<int>(x.size()), x.data(), &result.minus_log_posterior, evaluate,
                             nullptr, &run, &settings);
    for (std::size_t i = 0; i < x.size(); ++i) parameters[i] = posterior.scale()[i] * x[i];
    // A line search that can go no further has met a cap's kink or the end of precision: x is the best
    // point found either way.
    result.converged = status >= 0 || status == LBFGSERR_ROUNDING_ERROR || status == LBFGSERR_MINIMUMSTEP ||
                       status == LBFGSERR_MAXIMUMLINESEARCH;
    result.evaluations += run.evaluations;
}

/// Puts the cut points that labels did not speak of beside those that they did: where the pack has
/// them if that keeps the order, else at the pack's distance.
void complete(std::array<double, 3>& cut, const Cuts& cuts, const CutPoints& pack) {
    for (int k = cuts.first - 1; k >= 0; --k) {
        const auto at = static_cast<std::size_t>(k);
        const double gap = pack.cut_points[at + 1] - pack.cut_points[at];
        cut[at] = pack.cut_points[at] < cut[at + 1] - gap / 10 ? pack.cut_points[at] : cut[at + 1] - gap;
    }
    for (int k = cuts.first + cuts.count; k < 3; ++k) {
        const auto at = static_cast<std::size_t>(k);
        const double gap = pack.cut_points[at] - pack.cut_points[at - 1];
        cut[at] = pack.cut_points[at] > cut[at - 1] + gap / 10 ? pack.cut_points[at] : cut[at - 1] + gap;
    }
}

}  // namespace

FitStage stage_for(const LabelledSet& labelled) {
    const bool one_class = std::all_of(labelled.begin(), labelled.end(), [&](const LabelledEvidence& each) {
        return each.published == labelled.front().published;
    });
    const int n = static_cast<int>(labelled.size());
    if (n < kLeastLabels || one_class) return FitStage::nothing;
    return n < kLeastLabelsForWeights ? FitStage::cuts_and_slope : FitStage::weights;
}

FitResult fit(const Design& design, const std::vector<std::uint32_t>& rows, const ScoringModel& pack,
              FitStage stage, const Priors& priors, const FitState* from, double precision) {
    FitResult result;
    result.model = pack;
    for (RuleWeight& weight : result.model.weights) weight.multiplier = 1;
    const bool one_class = std::all_of(rows.begin(), rows.end(), [&](std::uint32_t r) {
        return design.rows[r].level == design.rows[rows.front()].level;
    });
    if (stage == FitStage::nothing || rows.size() < 2 || one_class) return result;

    const bool weights = stage == FitStage::weights;
    const Cuts cuts = find_cuts(design, rows);
    // First with the author's points alone. What slope they have is where weights start from, and what
    // they are held near: a slope that is free to grow makes the prior on weights mean nothing.
    Posterior plain(design, rows, pack.cuts, cuts, priors, {false, false});
    std::vector<double> x = plain.start();
    minimise(plain, x, precision, result);
    CutPoints prior_cuts = pack.cuts;
    if (weights) {
        prior_cuts.slope = plain.slope(x.data());
        plain.recentre(x);
        if (from && from->size() == x.size()) x = *from;
    }
    Priors held = priors;
    if (weights) held.slope_sd = priors.slope_sd_with_weights;
    const bool statements = weights && priors.statement_sd > 0;
    Posterior posterior(design, rows, prior_cuts, cuts, held, {weights, statements});
    if (weights) minimise(posterior, x, precision, result);

    if (weights) {
        for (std::size_t r = 0; r < design.rules; ++r) {
            result.model.weights[r].multiplier = posterior.multiplier(x.data(), r);
        }
    }
    CutPoints& fitted = result.model.cuts;
    fitted.slope = posterior.slope(x.data());
    fitted.cut_points = posterior.cut_points(x.data());
    complete(fitted.cut_points, cuts, pack.cuts);
    fitted.fitted = cuts.fitted;
    // Statements without a label here keep what the pack says of them.
    std::vector<char> seen(design.statements.size(), 0);
    for (std::uint32_t r : rows) seen[design.rows[r].statement] = 1;
    for (std::size_t s = 0; s < design.statements.size(); ++s) {
        if (seen[s]) result.model.statement_cuts.erase(design.statements[s]);
    }
    if (statements && design.statements.size() > 1) {
        for (std::size_t s = 0; s < design.statements.size(); ++s) {
            if (!seen[s]) continue;
            CutPoints own = fitted;
            for (double& cut : own.cut_points) cut += posterior.offset(x.data(), s) / fitted.slope;
            result.model.statement_cuts[design.statements[s]] = own;
        }
    }
    result.state = std::move(x);
    return result;
}

}  // namespace assay::calibrate
