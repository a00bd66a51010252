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
      weight_(design.rules, 1),
      weight_gradient_(design.rules, 0) {
    double sum = 0, squares = 0;
    for (std::uint32_t r : rows) {
        const double z = design.balance(design.rows[r], weight_);
        sum += z;
        squares += z * z;
    }
    const auto n = static_cast<double>(rows.size());
    const double variance = squares / n - (sum / n) * (sum / n);
    if (variance > 1e-12) unit_ = std::sqrt(variance);
    step_ = 2 / std::sqrt(n);
}

double Posterior::slope(const double* parameters) const {
    return std::exp(step_ * parameters[slope_at()]);
}

double Posterior::offset(const double* parameters, std::size_t statement) const {
    return step_ * parameters[offset_at() + statement];
}

std::array<double, 3> Posterior::cut_points(const double* parameters) const {
    std::array<double, 3> cut{};
    const auto first = static_cast<std::size_t>(cuts_.first);
    cut[first] = unit_ * step_ * parameters[first_cut_at()];
    for (std::size_t k = first + 1; k < first + static_cast<std::size_t>(cuts_.count); ++k) {
        const double gap = cuts_.gap_free[k] ? std::exp(step_ * parameters[gap_at(k)])
                                             : pack_.cut_points[k] - pack_.cut_points[k - 1];
        cut[k] = cut[k - 1] + gap;
    }
    return cut;
}

std::vector<double> Posterior::start() const {
    std::vector<double> parameters(size(), 0.0);
    std::vector<double> z;
    std::array<std::size_t, 4> count{};
    for (std::uint32_t r : *rows_) {
        z.push_back(design_->balance(design_->rows[r], weight_));
        ++count[static_cast<std::size_t>(design_->rows[r].level - 1)];
    }
    std::sort(z.begin(), z.end());
    // Cut points at the quantiles of the balance that the class frequencies ask for.
    const auto quantile = [&](std::size_t k) {
        std::size_t below = 0;
        for (std::size_t level = 0; level <= k; ++level) below += count[level];
        below = std::clamp<std::size_t>(below, 1, z.size() - 1);
        return (z[below - 1] + z[below]) / 2;
    };
    const auto first = static_cast<std::size_t>(cuts_.first);
    parameters[slope_at()] = std::log(z.back() - z.front() > 1e-9 ? 2 / unit_ : pack_.slope) / step_;
    double previous = quantile(first);
    parameters[first_cut_at()] = previous / (unit_ * step_);
    for (std::size_t k = first + 1; k < first + static_cast<std::size_t>(cuts_.count); ++k) {
        if (!cuts_.gap_free[k]) continue;
        const double gap = std::max(quantile(k) - previous, 0.05 * unit_);
        parameters[gap_at(k)] = std::log(gap) / step_;
        previous += gap;
    }
    return parameters;
}

double Posterior::operator()(const double* p, double* gradient) {
    std::fill(gradient, gradient + size(), 0.0);
    if (free_.weights) {
        for (std::size_t r = 0; r < design_->rules; ++r) weight_[r] = std::exp(priors_.tau * p[r]);
        std::fill(weight_gradient_.begin(), weight_gradient_.end(), 0.0);
    }
    const double slope = this->slope(p);
    const std::array<double, 3> cut = cut_points(p);
    std::array<double, 3> cut_gradient{};
    double slope_gradient = 0;
    double value = 0;

    for (std::uint32_t index : *rows_) {
        const Design::Row& row = design_->rows[index];
        const double z = design_->balance(row, weight_);
        const std::size_t offset_slot = offset_at() + row.statement;
        const double offset = free_.statements ? step_ * p[offset_slot] : 0;
        const int upper = row.level - 1;  // index of the cut above the level
        const int lower = row.level - 2;
        const bool has_upper = upper < cuts_.first + cuts_.count;
        const bool has_lower = lower >= cuts_.first;
        const double above = has_upper ? cut[static_cast<std::size_t>(upper)] - z : 0;
        const double below = has_lower ? cut[static_cast<std::size_t>(lower)] - z : 0;
        const Term term = interval_term(has_upper, slope * above + offset, has_lower, slope * below + offset);
        value += term.value;
        slope_gradient += term.d_hi * above + term.d_lo * below;
        if (has_upper) cut_gradient[static_cast<std::size_t>(upper)] += slope * term.d_hi;
        if (has_lower) cut_gradient[static_cast<std::size_t>(lower)] += slope * term.d_lo;
        if (free_.statements) gradient[offset_slot] += step_ * (term.d_hi + term.d_lo);
        if (!free_.weights) continue;

        const double d_z = -slope * (term.d_hi + term.d_lo);
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
            // Beyond the cap a weight changes nothing.
            if (std::abs(sum) > design_->group_caps[static_cast<std::size_t>(group)]) continue;
            for (std::uint32_t j = begin; j < i; ++j) {
                weight_gradient_[design_->entries[j].rule] += d_z * design_->entries[j].value;
            }
        }
    }
    if (free_.weights) {
        for (std::size_t r = 0; r < design_->rules; ++r) {
            gradient[r] = priors_.tau * weight_gradient_[r] * weight_[r];
        }
    }
    gradient[slope_at()] = step_ * slope_gradient * slope;
    return value + add_priors(p, gradient, cut_gradient);
}

double Posterior::add_priors(const double* p, double* gradient,
                             const std::array<double, 3>& cut_gradient) const {
    double value = 0;
    const auto normal_prior = [&](std::size_t at, double scale, double mean, double sd) {
        const double away = (scale * p[at] - mean) / sd;
        value += away * away / 2;
        gradient[at] += scale * away / sd;
    };
    if (free_.weights) {
        for (std::size_t r = 0; r < design_->rules; ++r) normal_prior(r, 1, 0, 1);
    }
    normal_prior(slope_at(), step_, std::log(pack_.slope), priors_.slope_sd);

    // A cut point carries every later one along: a gap gathers the gradients from its own cut on.
    const auto first = static_cast<std::size_t>(cuts_.first);
    double later = 0;
    for (std::size_t k = first + static_cast<std::size_t>(cuts_.count) - 1; k > first; --k) {
        later += cut_gradient[k];
        if (!cuts_.gap_free[k]) continue;
        gradient[gap_at(k)] = later * step_ * std::exp(step_ * p[gap_at(k)]);
        normal_prior(gap_at(k), step_, std::log(pack_.cut_points[k] - pack_.cut_points[k - 1]),
                     priors_.gap_sd);
    }
    const double spread = pack_.cut_points[2] - pack_.cut_points[0];
    gradient[first_cut_at()] = unit_ * step_ * (later + cut_gradient[first]);
    normal_prior(first_cut_at(), unit_ * step_, pack_.cut_points[first], priors_.cut_spreads * spread);
    if (free_.statements) {
        for (std::size_t s = 0; s < design_->statements.size(); ++s) {
            normal_prior(offset_at() + s, step_, 0, priors_.statement_sd);
        }
    }
    return value;
}

}  // namespace assay::calibrate
