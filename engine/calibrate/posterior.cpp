#include "calibrate/posterior.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace assay::calibrate {
namespace {

/// log(1 + e^x) and its derivative, the logistic function, from one exponential that cannot overflow.
struct Softplus {
    double value, derivative;
};

Softplus softplus(double x) {
    const double e = std::exp(-std::abs(x));
    const double small = e / (1 + e);
    return x > 0 ? Softplus{x + std::log1p(e), 1 - small} : Softplus{std::log1p(e), small};
}

/// Minus log(s(hi) - s(lo)) and its derivatives; a missing bound is infinite.
struct Term {
    double value = 0, d_hi = 0, d_lo = 0;
};

// s(hi) - s(lo) = s(hi) s(-lo) (1 - e^(lo - hi)): exact in the tails, where plain subtraction is not.
Term interval_term(bool has_hi, double hi, bool has_lo, double lo) {
    Term term;
    if (has_hi) {
        const Softplus above = softplus(-hi);
        term.value += above.value;
        term.d_hi -= above.derivative;
    }
    if (has_lo) {
        const Softplus below = softplus(lo);
        term.value += below.value;
        term.d_lo += below.derivative;
    }
    if (has_hi && has_lo) {
        const double narrow = -std::expm1(-std::max(hi - lo, 1e-12));
        term.value -= std::log(narrow);
        const double pull = (1 - narrow) / narrow;
        term.d_hi -= pull;
        term.d_lo += pull;
    }
    return term;
}

}  // namespace

Cuts find_cuts(const Design& design, const std::vector<std::uint32_t>& rows) {
    std::array<bool, 4> seen{};
    for (std::uint32_t r : rows) seen[static_cast<std::size_t>(design.rows[r].level - 1)] = true;
    const auto low = std::find(seen.begin(), seen.end(), true) - seen.begin();
    const auto high = 3 - (std::find(seen.rbegin(), seen.rend(), true) - seen.rbegin());
    Cuts cuts;
    cuts.first = static_cast<int>(low);
    cuts.count = static_cast<int>(high - low);
    for (std::size_t k = 0; k < 3; ++k) {
        const auto at = static_cast<std::ptrdiff_t>(k);
        cuts.fitted[k] = seen[k] && seen[k + 1];
        cuts.gap_free[k] = at > low && at < high && seen[k];
    }
    return cuts;
}

Posterior::Posterior(const Design& design, const std::vector<std::uint32_t>& rows, const CutPoints& pack_cuts,
                     const Cuts& cuts, const Priors& priors, FreeParts free)
    : design_(&design),
      rows_(&rows),
      pack_(pack_cuts),
      cuts_(cuts),
      priors_(priors),
      free_(free),
      active_(design.rules, 0),
      weight_(design.rules, 1),
      weight_gradient_(design.rules, 0) {
    // Curvature: a row adds at most 1/4 by its own balance, and the priors theirs.
    const double every_row = static_cast<double>(rows.size()) / 4;
    scale_.assign(size(), 1 / std::sqrt(every_row));
    if (!free.weights) return;
    std::vector<double> squares(design.rules, 0.0);
    for (std::uint32_t r : rows) {
        for (std::uint32_t i = design.rows[r].begin; i < design.rows[r].end; ++i) {
            active_[design.entries[i].rule] = 1;
            squares[design.entries[i].rule] += design.entries[i].value * design.entries[i].value;
        }
    }
    const double prior = 1 / (priors.tau * priors.tau);
    double slope_curvature = 1 / (priors.slope_sd * priors.slope_sd);
    for (std::size_t r = 0; r < design.rules; ++r) {
        scale_[r] = 1 / std::sqrt(prior + pack_.slope * pack_.slope * squares[r] / 4);
        if (active_[r]) slope_curvature += prior;
    }
    scale_[slope_at()] = 1 / std::sqrt(slope_curvature);
}

double Posterior::slope(const double* parameters) const {
    return pack_.slope * std::exp(parameters[slope_at()]);
}

double Posterior::multiplier(const double* parameters, std::size_t rule) const {
    if (!free_.weights || !active_[rule]) return 1;
    return std::exp(parameters[rule] - parameters[slope_at()]);
}

std::array<double, 3> Posterior::scaled_cuts(const double* parameters) const {
    std::array<double, 3> cut{};
    const auto first = static_cast<std::size_t>(cuts_.first);
    cut[first] = parameters[first_cut_at()];
    for (std::size_t k = first + 1; k < first + static_cast<std::size_t>(cuts_.count); ++k) {
        cut[k] = cut[k - 1] + (cuts_.gap_free[k]
                                   ? std::exp(parameters[gap_at(k)])
                                   : slope(parameters) * (pack_.cut_points[k] - pack_.cut_points[k - 1]));
    }
    return cut;
}

std::array<double, 3> Posterior::cut_points(const double* parameters) const {
    std::array<double, 3> cut = scaled_cuts(parameters);
    for (double& each : cut) each /= slope(parameters);
    return cut;
}

std::vector<double> Posterior::start() const {
    std::vector<double> parameters(size(), 0.0);
    std::vector<double> z;
    std::array<std::size_t, 4> count{};
    for (std::uint32_t r : *rows_) {
        z.push_back(design_->balance(design_->rows[r], std::vector<double>(design_->rules, 1.0)));
        ++count[static_cast<std::size_t>(design_->rows[r].level - 1)];
    }
    std::sort(z.begin(), z.end());
    const double mean = std::accumulate(z.begin(), z.end(), 0.0) / static_cast<double>(z.size());
    double variance = 0;
    for (double each : z) variance += (each - mean) * (each - mean) / static_cast<double>(z.size());
    const double slope = variance > 1e-12 ? 2 / std::sqrt(variance) : pack_.slope;
    parameters[slope_at()] = std::log(slope / pack_.slope);

    // Cut points at the quantiles of the balance that the class frequencies ask for.
    const auto quantile = [&](std::size_t k) {
        std::size_t below = 0;
        for (std::size_t level = 0; level <= k; ++level) below += count[level];
        below = std::clamp<std::size_t>(below, 1, z.size() - 1);
        return slope * (z[below - 1] + z[below]) / 2;
    };
    const auto first = static_cast<std::size_t>(cuts_.first);
    double previous = quantile(first);
    parameters[first_cut_at()] = previous;
    for (std::size_t k = first + 1; k < first + static_cast<std::size_t>(cuts_.count); ++k) {
        if (!cuts_.gap_free[k]) continue;
        const double gap = std::max(quantile(k) - previous, 0.1);
        parameters[gap_at(k)] = std::log(gap);
        previous += gap;
    }
    return parameters;
}

double Posterior::operator()(const double* p, double* gradient) {
    std::fill(gradient, gradient + size(), 0.0);
    const double slope = this->slope(p);
    if (free_.weights) {
        for (std::size_t r = 0; r < design_->rules; ++r) {
            if (active_[r]) weight_[r] = pack_.slope * std::exp(p[r]);
        }
        std::fill(weight_gradient_.begin(), weight_gradient_.end(), 0.0);
    } else {
        std::fill(weight_.begin(), weight_.end(), slope);
    }
    const std::array<double, 3> cut = scaled_cuts(p);
    std::array<double, 3> cut_gradient{};
    double slope_gradient = 0;  // by log slope, where it does not act through the cut points
    double value = 0;

    for (std::uint32_t index : *rows_) {
        const Design::Row& row = design_->rows[index];
        const double z = design_->balance(row, weight_, slope);
        const std::size_t offset_slot = offset_at() + row.statement;
        const double offset = free_.statements ? p[offset_slot] : 0;
        const int upper = row.level - 1;  // index of the cut above the level
        const int lower = row.level - 2;
        const bool has_upper = upper < cuts_.first + cuts_.count;
        const bool has_lower = lower >= cuts_.first;
        const double above = has_upper ? cut[static_cast<std::size_t>(upper)] - z + offset : 0;
        const double below = has_lower ? cut[static_cast<std::size_t>(lower)] - z + offset : 0;
        const Term term = interval_term(has_upper, above, has_lower, below);
        value += term.value;
        if (has_upper) cut_gradient[static_cast<std::size_t>(upper)] += term.d_hi;
        if (has_lower) cut_gradient[static_cast<std::size_t>(lower)] += term.d_lo;
        if (free_.statements) gradient[offset_slot] += (term.d_hi + term.d_lo);
        const double d_z = -(term.d_hi + term.d_lo);
        if (!free_.weights) {
            slope_gradient += d_z * z;
            continue;
        }
        std::uint32_t i = row.begin;
        for (; i < row.ungrouped_end; ++i) {
            weight_gradient_[design_->entries[i].rule] += d_z * design_->entries[i].value;
        }
        while (i < row.end) {
            const int group = design_->group_of[design_->entries[i].rule];
            const std::uint32_t begin = i;
            double sum = 0;
            for (; i < row.end && design_->group_of[design_->entries[i].rule] == group; ++i) {
                sum += weight_[design_->entries[i].rule] * design_->entries[i].value;
            }
            // Beyond the cap a weight changes nothing, and the cap itself goes with the slope.
            const double cap = slope * design_->group_caps[static_cast<std::size_t>(group)];
            if (std::abs(sum) > cap) {
                slope_gradient += d_z * std::copysign(cap, sum);
                continue;
            }
            for (std::uint32_t j = begin; j < i; ++j) {
                weight_gradient_[design_->entries[j].rule] += d_z * design_->entries[j].value;
            }
        }
    }
    for (std::size_t r = 0; r < design_->rules; ++r) {
        if (active_[r]) gradient[r] = weight_gradient_[r] * weight_[r];
    }
    gradient[slope_at()] = slope_gradient;
    return value + add_priors(p, gradient, cut_gradient);
}

double Posterior::add_priors(const double* p, double* gradient,
                             const std::array<double, 3>& cut_gradient) const {
    double value = 0;
    // A normal prior on a quantity; gives the derivative by that quantity.
    const auto normal_prior = [&value](double quantity, double mean, double sd) {
        const double away = (quantity - mean) / sd;
        value += away * away / 2;
        return away / sd;
    };
    const double slope = this->slope(p);
    double by_log_slope = normal_prior(p[slope_at()], 0, priors_.slope_sd);
    if (free_.weights) {
        for (std::size_t r = 0; r < design_->rules; ++r) {
            if (!active_[r]) continue;
            const double by_delta = normal_prior(p[r] - p[slope_at()], 0, priors_.tau);
            gradient[r] += by_delta;
            by_log_slope -= by_delta;
        }
    }

    // A cut point carries every later one along: a gap gathers the gradients from its own cut on.
    const auto first = static_cast<std::size_t>(cuts_.first);
    double later = 0;
    for (std::size_t k = first + static_cast<std::size_t>(cuts_.count) - 1; k > first; --k) {
        later += cut_gradient[k];
        const double pack_gap = pack_.cut_points[k] - pack_.cut_points[k - 1];
        if (!cuts_.gap_free[k]) {
            by_log_slope += later * slope * pack_gap;
            continue;
        }
        const double by_gap =
            normal_prior(p[gap_at(k)] - std::log(slope), std::log(pack_gap), priors_.gap_sd);
        gradient[gap_at(k)] = later * std::exp(p[gap_at(k)]) + by_gap;
        by_log_slope -= by_gap;
    }
    const double cut = p[first_cut_at()] / slope;
    const double by_cut = normal_prior(cut, pack_.cut_points[first],
                                       priors_.cut_spreads * (pack_.cut_points[2] - pack_.cut_points[0]));
    gradient[first_cut_at()] = later + cut_gradient[first] + by_cut / slope;
    by_log_slope -= by_cut * cut;
    gradient[slope_at()] += by_log_slope;
    if (free_.statements) {
        for (std::size_t s = 0; s < design_->statements.size(); ++s) {
            gradient[offset_at() + s] += normal_prior(offset(p, s), 0, priors_.statement_sd);
        }
    }
    return value;
}

}  // namespace assay::calibrate
