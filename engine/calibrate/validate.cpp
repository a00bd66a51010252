#include "calibrate/validate.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <numeric>

#include "calibrate/parallel.h"

namespace assay::calibrate {
namespace {

std::array<double, 4> class_frequencies(const Design& design, const std::vector<std::uint32_t>& rows) {
    std::array<double, 4> shares{};
    for (std::uint32_t r : rows) {
        shares[static_cast<std::size_t>(design.rows[r].level - 1)] += 1.0 / static_cast<double>(rows.size());
    }
    return shares;
}

Judged blank(const Design::Row& row, const std::array<double, 4>& frequencies) {
    Judged judged;
    judged.published = row.level;
    judged.authority = row.authority;
    judged.statement = row.statement;
    judged.frequencies = frequencies;
    return judged;
}

std::vector<double> multipliers(const ScoringModel& model) {
    std::vector<double> result;
    for (const RuleWeight& weight : model.weights) result.push_back(weight.multiplier);
    return result;
}

Priors first_candidates(const ValidationSettings& settings) {
    Priors priors = settings.priors;
    if (settings.taus.size() == 1) priors.tau = settings.taus.front();
    if (!settings.statement_sds.empty()) priors.statement_sd = settings.statement_sds.front();
    return priors;
}

/// How one candidate did, and where its inner fits ended.
struct Attempt {
    Priors priors;
    std::vector<double> by_authority;  ///< shares of `loss`
    double loss = 0;
    std::vector<FitState> ends;  ///< by inner fold
};

/// The rule of one standard error (Breiman et al. 1984), of the paired difference between authorities:
/// what is usual or simpler stands where the labels cannot tell.
bool clearly_better(const Attempt& other, const Attempt& usual) {
    double sum = 0, squares = 0, n = 0;
    for (std::size_t a = 0; a < usual.by_authority.size(); ++a) {
        const double gain = usual.by_authority[a] - other.by_authority[a];
        sum += gain;
        squares += gain * gain;
        n += usual.by_authority[a] > 0;
    }
    return n > 1 && sum > std::sqrt(n / (n - 1) * std::max(squares - sum * sum / n, 0.0));
}

}  // namespace

std::vector<std::uint32_t> every_row(const Design& design) {
    std::vector<std::uint32_t> rows(design.rows.size());
    std::iota(rows.begin(), rows.end(), 0u);
    return rows;
}

PriorTrial try_priors(const Design& design, const std::vector<std::uint32_t>& rows, const ScoringModel& pack,
                      const ValidationSettings& settings) {
    // The candidates differ by far more than so loose a fit leaves open.
    constexpr double kPrecision = 1e-3;
    constexpr double kHopeless = 1.03;
    const Folds inner = make_folds(design, rows, settings.inner_folds, settings.seed);
    std::vector<std::uint32_t> held_out, kept;
    const auto attempt = [&](const Priors& priors, std::vector<FitState> starts) {
        Attempt result{priors, std::vector<double>(design.authorities.size()), 0, std::move(starts)};
        result.ends.resize(inner.count);
        for (std::size_t fold = 0; fold < inner.count; ++fold) {
            inner.split(rows, fold, held_out, kept);
            const FitState* start = result.ends[fold].empty() ? nullptr : &result.ends[fold];
            FitResult fitted = fit(design, kept, pack, FitStage::weights, priors, start, kPrecision);
            const std::vector<double> weight = multipliers(fitted.model);
            for (std::uint32_t r : held_out) {
                const Design::Row& row = design.rows[r];
                const auto p = score::probabilities(design.balance(row, weight),
                                                    fitted.model.cuts_for(design.statements[row.statement]));
                const double loss = ranked_probability_score(p, row.level) / static_cast<double>(rows.size());
                result.by_authority[row.authority] += loss;
                result.loss += loss;
            }
            result.ends[fold] = std::move(fitted.state);
        }
        return result;
    };

    PriorTrial trial;
    std::vector<Attempt> by_tau;
    std::size_t usual = 0, best = 0;
    for (std::size_t t = 0; t < settings.taus.size(); ++t) {
        Priors priors = first_candidates(settings);
        priors.tau = settings.taus[t];
        // Neighbouring candidates have neighbouring optima; the start never saw the held-out part.
        by_tau.push_back(attempt(priors, t > 0 ? by_tau.back().ends : std::vector<FitState>{}));
        trial.tau_loss.push_back(by_tau.back().loss);
        if (std::abs(priors.tau - settings.priors.tau) < std::abs(settings.taus[usual] - settings.priors.tau))
            usual = t;
        if (by_tau[t].loss < by_tau[best].loss) best = t;
        // Weaker priors still only fit more noise, and take the longest to do so.
        if (by_tau[t].loss > kHopeless * by_tau[best].loss) break;
    }
    Attempt chosen = by_tau[clearly_better(by_tau[best], by_tau[usual]) ? best : usual];
    trial.statement_loss.push_back(chosen.loss);
    for (std::size_t s = 1; s < settings.statement_sds.size(); ++s) {
        Priors priors = chosen.priors;
        priors.statement_sd = settings.statement_sds[s];
        Attempt other = attempt(priors, chosen.ends);
        trial.statement_loss.push_back(other.loss);
        if (clearly_better(other, chosen)) chosen = std::move(other);
    }
    trial.chosen = chosen.priors;
    trial.start = std::move(chosen.ends.back());
    return trial;
}

ChosenFit fit_with_chosen_priors(const Design& design, const std::vector<std::uint32_t>& rows,
                                 const ScoringModel& pack, FitStage stage, const ValidationSettings& settings,
                                 PriorTrial* trial) {
    const bool one_authority = std::all_of(rows.begin(), rows.end(), [&](std::uint32_t r) {
        return design.rows[r].authority == design.rows[rows.front()].authority;
    });
    const bool one_candidate = settings.taus.size() < 2 && settings.statement_sds.size() < 2;
    if (stage != FitStage::weights || one_authority || one_candidate) {
        const Priors priors = first_candidates(settings);
        return {fit(design, rows, pack, stage, priors), priors};
    }
    PriorTrial tried = try_priors(design, rows, pack, settings);
    ChosenFit result{fit(design, rows, pack, stage, tried.chosen, &tried.start), tried.chosen};
    if (trial) *trial = std::move(tried);
    return result;
}

Validation validate(const LabelledSet& labelled, const Design& design, const ScoringModel& pack,
                    FitStage stage, const ValidationSettings& settings) {
    Validation result;
    const std::vector<std::uint32_t> rows = every_row(design);
    result.folds = make_folds(design, rows, settings.folds, settings.seed);
    result.models.resize(result.folds.count);
    result.priors.resize(result.folds.count);
    result.judged.resize(rows.size());
    result.balances.resize(rows.size());
    std::vector<char> converged(result.folds.count, 1);

    std::mutex telling;
    std::size_t done = 0;
    std::atomic<bool> stopped = settings.progress && !settings.progress(0, result.folds.count);
    parallel_for(result.folds.count, settings.threads, [&](std::size_t fold) {
        if (stopped) return;
        std::vector<std::uint32_t> held_out, kept;
        result.folds.split(rows, fold, held_out, kept);
        ChosenFit chosen = fit_with_chosen_priors(design, kept, pack, stage, settings);
        FitResult& fitted = chosen.fit;
        const auto frequencies = class_frequencies(design, kept);
        for (std::uint32_t r : held_out) {
            const score::Scored scored = score::score(labelled[r].evidence, fitted.model);
            Judged judged = blank(design.rows[r], frequencies);
            judged.predicted = scored.predicted;
            judged.probabilities = scored.probabilities;
            result.judged[r] = judged;
            result.balances[r] = scored.balance;
        }
        result.priors[fold] = chosen.priors;
        converged[fold] = fitted.converged;
        result.models[fold] = std::move(fitted.model);
        if (!settings.progress) return;
        const std::lock_guard lock(telling);
        if (!settings.progress(++done, result.folds.count)) stopped = true;
    });
    result.stopped = stopped;
    result.converged = std::all_of(converged.begin(), converged.end(), [](char c) { return c != 0; });
    return result;
}

std::vector<Judged> majority_baseline(const Design& design, const Folds& folds) {
    std::vector<Judged> judged(design.rows.size());
    const std::vector<std::uint32_t> rows = every_row(design);
    std::vector<std::uint32_t> held_out, kept;
    for (std::size_t fold = 0; fold < folds.count; ++fold) {
        folds.split(rows, fold, held_out, kept);
        const auto shares = class_frequencies(design, kept);
        const auto commonest = std::max_element(shares.begin(), shares.end()) - shares.begin();
        for (std::uint32_t r : held_out) {
            judged[r] = blank(design.rows[r], shares);
            judged[r].predicted = static_cast<int>(commonest) + 1;
            judged[r].probabilities = shares;
        }
    }
    return judged;
}

std::vector<Judged> length_baseline(const LabelledSet& labelled, const Design& design, const Folds& folds,
                                    unsigned threads) {
    // One made-up rule whose amount is the standardised length, once for long is good, once for bad.
    const auto length_design = [&](double sign) {
        Design only;
        only.rules = 1;
        only.group_of = {-1};
        only.statements = {""};
        only.authorities = design.authorities;
        double mean = 0, square = 0;
        const auto n = static_cast<double>(labelled.size());
        for (const LabelledEvidence& each : labelled) {
            const double x = std::log1p(each.words);
            mean += x / n;
            square += x * x / n;
        }
        const double sd = std::sqrt(std::max(square - mean * mean, 1e-12));
        for (std::size_t i = 0; i < labelled.size(); ++i) {
            const auto at = static_cast<std::uint32_t>(i);
            only.entries.push_back({0, sign * (std::log1p(labelled[i].words) - mean) / sd});
            only.rows.push_back({at, at + 1, at + 1, design.rows[i].level, 0, design.rows[i].authority});
        }
        return only;
    };
    const std::array<Design, 2> designs{length_design(1), length_design(-1)};
    ScoringModel neutral;
    neutral.weights.resize(1);
    neutral.cuts = {{-2, 0, 2}, 0.5, {}};
    Priors priors;
    priors.slope_sd = 3;

    std::vector<Judged> judged(design.rows.size());
    const std::vector<std::uint32_t> rows = every_row(design);
    parallel_for(folds.count, threads, [&](std::size_t fold) {
        std::vector<std::uint32_t> held_out, kept;
        folds.split(rows, fold, held_out, kept);
        std::array<FitResult, 2> fits;
        for (std::size_t way = 0; way < 2; ++way) {
            fits[way] = fit(designs[way], kept, neutral, FitStage::cuts_and_slope, priors);
        }
        const std::size_t way = fits[1].minus_log_posterior < fits[0].minus_log_posterior ? 1 : 0;
        const CutPoints& cuts = fits[way].model.cuts;
        const auto shares = class_frequencies(design, kept);
        for (std::uint32_t r : held_out) {
            const double z = designs[way].balance(designs[way].rows[r], {1.0});
            judged[r] = blank(design.rows[r], shares);
            judged[r].probabilities = score::probabilities(z, cuts);
            judged[r].predicted = score::level_of(z, cuts);
        }
    });
    return judged;
}

std::vector<Judged> judge_all(const LabelledSet& labelled, const Design& design, const ScoringModel& model) {
    std::vector<Judged> judged;
    const auto frequencies = class_frequencies(design, every_row(design));
    for (std::size_t i = 0; i < labelled.size(); ++i) {
        const score::Scored scored = score::score(labelled[i].evidence, model);
        judged.push_back(blank(design.rows[i], frequencies));
        judged.back().predicted = scored.predicted;
        judged.back().probabilities = scored.probabilities;
    }
    return judged;
}

}  // namespace assay::calibrate
