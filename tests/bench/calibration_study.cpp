// Calibration where the truth is known: does the fit find it, do the intervals hold it, how long does it
// take?
//
//     calibration_study recovery|intervals|sets|speed [repetitions]
//
// The figures of a run stand in docs/calibration.md.
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <numeric>
#include <string>

#include "calibrate/agreement.h"
#include "calibrate/calibrate.h"
#include "calibrate/conformal.h"
#include "calibrate/parallel.h"
#include "unit/calibrate/synthetic.h"

namespace assay::calibrate {
namespace {

/// A corpus like ILACS: 60 councils, whose sections share a deviation.
SyntheticSettings like_ilacs(std::uint64_t weights_seed) {
    SyntheticSettings settings;
    settings.authorities = 60;
    settings.statements = 9;
    settings.rules = 40;
    settings.authority_sd = 0.5;
    settings.multiplier_sd = 0.5;
    settings.weights_seed = weights_seed;
    return settings;
}

void recovery(int repetitions) {
    fmt::print("{:>12} {:>16} {:>16} {:>20} {:>22}\n", "authorities", "labels", "order of weights",
               "error of log weight", "error of cuts (logit)");
    for (int authorities : {20, 60, 200, 600}) {
        double order = 0, weight_error = 0, cut_error = 0;
        for (int rep = 0; rep < repetitions; ++rep) {
            SyntheticSettings settings = like_ilacs(0);
            settings.authorities = authorities;
            const Synthetic s =
                make_synthetic(static_cast<std::uint64_t>(1000 * authorities + rep), settings);
            const Design design = make_design(s.labelled, s.author);
            const FitResult result = fit(design, every_row(design), s.author, FitStage::weights, {});
            const auto effect = [](const ScoringModel& m, std::size_t r) {
                return std::log(m.cuts.slope * m.weights[r].multiplier);
            };
            int pairs = 0, right = 0;
            double squares = 0;
            const std::size_t rules = s.truth.weights.size();
            for (std::size_t a = 0; a < rules; ++a) {
                squares += std::pow(effect(result.model, a) - effect(s.truth, a), 2);
                for (std::size_t b = 0; b < a; ++b) {
                    // What differs by less than a fifth nobody needs told apart.
                    const double difference = effect(s.truth, a) - effect(s.truth, b);
                    if (std::abs(difference) < 0.2) continue;
                    ++pairs;
                    right += (effect(result.model, a) > effect(result.model, b)) == (difference > 0);
                }
            }
            order += static_cast<double>(right) / pairs / repetitions;
            weight_error += std::sqrt(squares / static_cast<double>(rules)) / repetitions;
            double cut_squares = 0;
            for (std::size_t k = 0; k < 3; ++k)
                cut_squares += std::pow(result.model.cuts.slope * result.model.cuts.cut_points[k] -
                                            s.truth.cuts.slope * s.truth.cuts.cut_points[k],
                                        2);
            cut_error += std::sqrt(cut_squares / 3) / repetitions;
        }
        fmt::print("{:>12} {:>16} {:>15.1f}% {:>20.3f} {:>22.3f}\n", authorities, 9 * authorities,
                   100 * order, weight_error, cut_error);
    }
}

/// Predictions by a model that is somewhat off, as every fitted one is.
std::vector<Judged> judged_by_author(const Synthetic& s, const Design& design) {
    ScoringModel model = s.truth;
    for (RuleWeight& weight : model.weights) weight.multiplier = std::sqrt(weight.multiplier);
    return judge_all(s.labelled, design, model);
}

void intervals(int repetitions) {
    constexpr std::uint64_t kWeights = 77;
    SyntheticSettings large = like_ilacs(kWeights);
    large.authorities = 30000;
    std::array<double, 5> truth{};
    std::array<double, 4> frequencies{};
    {
        const Synthetic s = make_synthetic(1, large);
        const Design design = make_design(s.labelled, s.author);
        std::vector<Judged> judged = judged_by_author(s, design);
        frequencies = judged.front().frequencies;
        Tally tally;
        for (const Judged& each : judged) tally.add(each);
        const auto all = figures(tally);
        truth = {*all[kExact], *all[kQwk], *all[kMacroMae], *all[kRps], *all[kSkill]};
    }
    std::vector<std::array<char, 5>> held(static_cast<std::size_t>(repetitions));
    parallel_for(held.size(), 0, [&](std::size_t rep) {
        const Synthetic s = make_synthetic(100 + rep, like_ilacs(kWeights));
        const Design design = make_design(s.labelled, s.author);
        std::vector<Judged> judged = judged_by_author(s, design);
        for (Judged& each : judged) each.frequencies = frequencies;
        const Agreement a = agreement(judged, design.authorities.size(), {1000, 20260101 + rep, 1});
        const std::array<const Figure*, 5> shown{&a.exact, &a.qwk, &a.macro_mae, &a.rps, &a.rps_skill};
        for (std::size_t f = 0; f < 5; ++f) {
            const auto& interval = shown[f]->interval;
            held[rep][f] = interval && interval->low <= truth[f] && truth[f] <= interval->high;
        }
    });
    constexpr std::array kNames{"exact", "QWK", "macro-MAE", "RPS", "RPS skill"};
    fmt::print("{} corpora of 60 authorities and 540 labels, 1000 draws each\n", repetitions);
    for (std::size_t f = 0; f < 5; ++f) {
        int hits = 0;
        for (const auto& each : held) hits += each[f];
        const Interval range = clopper_pearson(hits, repetitions);
        fmt::print("  {:<10} true {:.4f}: in {:.1f} % of the intervals ({:.1f} to {:.1f})\n", kNames[f],
                   truth[f], 100.0 * hits / repetitions, 100 * range.low, 100 * range.high);
    }
}

/// Prediction sets made from a corpus, of councils that are not in it.
void sets(int repetitions) {
    constexpr std::uint64_t kWeights = 77;
    double covered = 0, size = 0, n = 0;
    for (int rep = 0; rep < repetitions; ++rep) {
        const Synthetic s = make_synthetic(500 + static_cast<std::uint64_t>(rep), like_ilacs(kWeights));
        CalibrationSettings settings;
        settings.validation.taus = {0.5};
        settings.validation.statement_sds = {0};
        settings.draws = 100;
        const CalibrationReport report = calibrate(s.labelled, s.author, settings);
        const Synthetic others = make_synthetic(9000 + static_cast<std::uint64_t>(rep), like_ilacs(kWeights));
        for (const LabelledEvidence& each : others.labelled) {
            const auto scored = score::score(each.evidence, report.model);
            const auto set = score::prediction_set(scored.probabilities, scored.predicted, report.model);
            covered += std::count(set.begin(), set.end(), each.published) > 0;
            size += static_cast<double>(set.size());
            n += 1;
        }
    }
    fmt::print(
        "90 % sets on {} sections of councils that the fit never saw: coverage {:.3f}, mean size {:.2f}\n", n,
        covered / n, size / n);
}

void speed() {
    SyntheticSettings settings;
    settings.authorities = 111;
    settings.statements = 9;
    settings.rules = 500;
    settings.most_hits = 120;
    settings.authority_sd = 0.3;
    settings.multiplier_sd = 0.4;
    settings.slope = 0.4;
    settings.cut_points = {-10, 0, 10};
    const Synthetic s = make_synthetic(3, settings);
    std::size_t hits = 0;
    for (const auto& each : s.labelled) hits += each.evidence.hits.size();
    CalibrationSettings how;
    how.draws = 2000;
    how.validation.threads = 2;
    const auto begin = std::chrono::steady_clock::now();
    const std::clock_t cpu = std::clock();
    const CalibrationReport report = calibrate(s.labelled, s.author, how);
    fmt::print(
        "{} documents, {} rules, {} findings, {} authorities left out one by one, 2000 draws, 2 threads: "
        "{:.1f} s, {:.1f} "
        "CPU-s; QWK {:.3f}\n",
        s.labelled.size(), settings.rules, hits, settings.authorities,
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
        static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC, *report.out_of_authority.qwk.value);
}

}  // namespace
}  // namespace assay::calibrate

int main(int argc, char** argv) {
    using namespace assay::calibrate;
    const std::string what = argc > 1 ? argv[1] : "";
    const int repetitions = argc > 2 ? std::atoi(argv[2]) : 0;
    if (what == "recovery") {
        recovery(repetitions > 0 ? repetitions : 20);
    } else if (what == "intervals") {
        intervals(repetitions > 0 ? repetitions : 1000);
    } else if (what == "sets") {
        sets(repetitions > 0 ? repetitions : 20);
    } else if (what == "speed") {
        speed();
    } else {
        fmt::print(stderr, "calibration_study recovery|intervals|sets|speed [repetitions]\n");
        return 2;
    }
    return 0;
}
