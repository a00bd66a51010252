#include "calibrate/calibrate.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "calibrate/agreement.h"
#include "calibrate/conformal.h"
#include "calibrate/faithfulness.h"
#include "calibrate/rule_statistics.h"

namespace assay::calibrate {
namespace {

void remark_on_labels(const LabelledSet& labelled, CalibrationReport& report) {
    std::array<int, 4> count{};
    for (const LabelledEvidence& each : labelled) ++count[static_cast<std::size_t>(each.published - 1)];
    for (std::size_t k = 0; k < 4; ++k) {
        if (count[k] == 0) {
            report.remarks.push_back(
                fmt::format("No assessment is scored {}: nothing is known of it here.", k + 1));
        } else if (count[k] < 5) {
            report.remarks.push_back(fmt::format("Only {} {} scored {}.", count[k],
                                                 count[k] == 1 ? "assessment is" : "assessments are", k + 1));
        }
    }
    const auto n = labelled.size();
    if (report.stage == FitStage::nothing && n < kLeastLabels) {
        report.remarks.push_back(
            fmt::format("{} {}: under {} nothing is fitted.", n, n == 1 ? "label" : "labels", kLeastLabels));
    } else if (report.stage == FitStage::nothing) {
        report.remarks.push_back("All labels are of one score: nothing is fitted, and QWK is undefined.");
    } else if (report.stage == FitStage::cuts_and_slope) {
        report.remarks.push_back(fmt::format(
            "{} labels: cut points and slope are fitted, the author's points stand until there are {}.", n,
            kLeastLabelsForWeights));
    }
}

void split_by_statement(const Design& design, const std::vector<Judged>& judged, const std::string& overall,
                        const ResampleSettings& resample, CalibrationReport& report) {
    if (design.statements.size() < 2) return;
    const ResampleSettings no_draws{0, resample.seed, 1};
    for (std::uint32_t s = 0; s < design.statements.size(); ++s) {
        std::vector<Judged> own;
        std::copy_if(judged.begin(), judged.end(), std::back_inserter(own),
                     [s](const Judged& j) { return j.statement == s; });
        report.by_statement.emplace_back(design.statements[s],
                                         agreement(own, design.authorities.size(), no_draws));
    }
    const auto found = std::find(design.statements.begin(), design.statements.end(), overall);
    if (found == design.statements.end()) return;
    const auto at = static_cast<std::uint32_t>(found - design.statements.begin());
    std::vector<Judged> rest;
    std::copy_if(judged.begin(), judged.end(), std::back_inserter(rest),
                 [at](const Judged& j) { return j.statement != at; });
    report.by_statement.emplace_back("all but " + overall,
                                     agreement(rest, design.authorities.size(), resample));
}

void fill_provenance(const LabelledSet& labelled, std::size_t authorities,
                     const CalibrationSettings& settings, CalibrationReport& report) {
    Provenance provenance;
    provenance.assessments = static_cast<int>(labelled.size());
    provenance.authorities = static_cast<int>(authorities);
    provenance.settings["validation"] = report.validation;
    provenance.settings["bootstrap_draws"] = fmt::format("{}", settings.draws);
    provenance.settings["seed"] = fmt::format("{}", settings.validation.seed);
    if (report.stage == FitStage::weights) {
        provenance.settings["tau"] = fmt::format("{}", report.tau.value);
        provenance.settings["statement_sd"] = fmt::format("{}", report.statement.value);
    }
    report.model.provenance = provenance;
}

}  // namespace

CalibrationReport calibrate(const LabelledSet& labelled, const ScoringModel& pack,
                            const CalibrationSettings& settings) {
    CalibrationReport report;
    report.model = pack;
    if (labelled.empty()) {
        report.validation = "none: there are no labels";
        report.remarks.push_back("No assessment has a published score.");
        return report;
    }
    const ValidationSettings& how = settings.validation;
    const ResampleSettings resample{settings.draws, how.seed, how.threads};
    ScoringModel author = pack;
    for (RuleWeight& weight : author.weights) weight.multiplier = 1;
    author.conformal_threshold.reset();
    const Design design = make_design(labelled, author);
    const std::size_t authorities = design.authorities.size();
    const std::vector<std::uint32_t> rows = every_row(design);
    report.stage = stage_for(labelled);
    remark_on_labels(labelled, report);
    report.author = agreement(judge_all(labelled, design, author), authorities, resample);

    // The model that is kept: fitted on everything.
    PriorTrial trial;
    const ChosenFit chosen = fit_with_chosen_priors(design, rows, author, report.stage, how, &trial);
    const FitResult& fitted = chosen.fit;
    report.tau.value = chosen.priors.tau;
    report.statement.value = chosen.priors.statement_sd;
    for (std::size_t t = 0; t < trial.tau_loss.size(); ++t)
        report.tau.tried.emplace_back(how.taus[t], trial.tau_loss[t]);
    for (std::size_t s = 0; s < trial.statement_loss.size(); ++s)
        report.statement.tried.emplace_back(how.statement_sds[s], trial.statement_loss[s]);
    report.model = fitted.model;
    if (!fitted.converged) report.remarks.push_back("The optimiser stopped before it had converged.");
    report.in_sample = agreement(judge_all(labelled, design, report.model), authorities, resample);

    if (authorities < 2) {
        report.validation = "none: one authority only";
        report.remarks.push_back("All labels are of one authority: no figure can be out of authority.");
        report.rules = rule_statistics(labelled, report.model, nullptr, how.threads);
        fill_provenance(labelled, authorities, settings, report);
        return report;
    }
    const Validation validation = validate(labelled, design, author, report.stage, how);
    if (validation.stopped) {
        report.validation = "stopped";
        return report;
    }
    report.validation = validation.folds.count == authorities
                            ? "leave one authority out"
                            : fmt::format("{} groups of authorities", validation.folds.count);
    if (!validation.converged)
        report.remarks.push_back("In some folds the optimiser stopped before it had converged.");
    if (report.stage == FitStage::weights) {
        for (const Priors& priors : validation.priors) {
            ++report.tau.by_fold[priors.tau];
            ++report.statement.by_fold[priors.statement_sd];
        }
    }
    report.out_of_authority = agreement(validation.judged, authorities, resample);
    split_by_statement(design, validation.judged, settings.overall_statement, resample, report);
    report.majority = agreement(majority_baseline(design, validation.folds), authorities, resample);
    report.length_only =
        agreement(length_baseline(labelled, design, validation.folds, how.threads), authorities, resample);

    const ConformalSets sets = conformal_sets(validation.judged, authorities, author.coverage, resample);
    report.sets = sets.statistics;
    if (sets.admit_all > 0) {
        report.remarks.push_back(fmt::format(
            "{} labels are too few for prediction sets at {:.0f} %, which need {} of other authorities: {} "
            "set{} "
            "of all four scores, and the rule that abstains there scores none of them. They say nothing of "
            "the "
            "pack; `assay score` goes by the pack as it is, and may well predict.",
            labelled.size(), 100 * author.coverage, least_for_threshold(author.coverage),
            sets.admit_all == labelled.size() ? "every one is a" : fmt::format("{} are", sets.admit_all),
            sets.admit_all == labelled.size() ? "" : "s"));
    }
    // A threshold from a handful of labels would admit every score: then the pack's own sets stand.
    if (report.stage != FitStage::nothing && *sets.statistics.threshold > 0) {
        report.model.conformal_threshold = sets.statistics.threshold;
    }
    report.faithfulness = faithfulness(labelled, design, validation, resample);
    std::vector<char> abstained;
    for (std::size_t i = 0; i < labelled.size(); ++i) {
        abstained.push_back(abstains(labelled[i].evidence, sets.sets[i], author));
        const Judged& judged = validation.judged[i];
        report.predictions.push_back({static_cast<std::uint32_t>(i), judged.published, judged.predicted,
                                      judged.probabilities, judged.frequencies, sets.sets[i],
                                      validation.balances[i], abstained.back() != 0});
    }
    report.selective = selective(validation.judged, abstained);
    report.rules = rule_statistics(labelled, report.model, &validation, how.threads);
    fill_provenance(labelled, authorities, settings, report);
    return report;
}

}  // namespace assay::calibrate
