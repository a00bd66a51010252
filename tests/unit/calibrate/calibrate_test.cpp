#include "calibrate/calibrate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "calibrate/conformal.h"
#include "calibrate/faithfulness.h"
#include "calibrate/rule_statistics.h"
#include "unit/calibrate/synthetic.h"

namespace assay::calibrate {
namespace {

CalibrationSettings quick() {
    CalibrationSettings settings;
    settings.draws = 200;
    settings.validation.taus = {0.3, 0.7};
    return settings;
}

TEST(Calibrate, BeatsBothBaselinesWhereTheRulesCarryTheScore) {
    const Synthetic s = make_synthetic(21);
    const CalibrationReport report = calibrate(s.labelled, s.author, quick());
    EXPECT_EQ(report.stage, FitStage::weights);
    EXPECT_EQ(report.validation, "leave one authority out");
    EXPECT_GT(*report.out_of_authority.qwk.value, 0.6);
    EXPECT_GT(*report.out_of_authority.qwk.value, *report.length_only.qwk.value + 0.2);
    EXPECT_GT(*report.out_of_authority.exact.value, *report.majority.exact.value + 0.1);
    EXPECT_GT(*report.out_of_authority.qwk.value, *report.author.qwk.value);
    EXPECT_LT(*report.out_of_authority.permutation_p, 0.01);
    EXPECT_EQ(report.predictions.size(), s.labelled.size());
    EXPECT_EQ(report.tau.tried.size(), 2u);
    EXPECT_GT(*report.faithfulness.comprehensiveness.value, 0.1);
    EXPECT_LT(*report.faithfulness.sufficiency.value, *report.faithfulness.comprehensiveness.value);
    EXPECT_TRUE(report.model.provenance);
}

TEST(Calibrate, IsTheSameForAnyNumberOfThreads) {
    const Synthetic s = make_synthetic(22);
    CalibrationSettings one = quick(), three = quick();
    one.validation.threads = 1;
    three.validation.threads = 3;
    const CalibrationReport a = calibrate(s.labelled, s.author, one),
                            b = calibrate(s.labelled, s.author, three);
    for (std::size_t i = 0; i < a.predictions.size(); ++i) {
        EXPECT_EQ(a.predictions[i].balance, b.predictions[i].balance);
        EXPECT_EQ(a.predictions[i].probabilities, b.predictions[i].probabilities);
    }
    EXPECT_EQ(a.out_of_authority.qwk.interval->low, b.out_of_authority.qwk.interval->low);
    EXPECT_EQ(a.rules[3].qwk_change, b.rules[3].qwk_change);
}

TEST(Validation, NeverLearnsFromTheAuthorityItPredicts) {
    Synthetic s = make_synthetic(23);
    ValidationSettings settings;
    settings.taus = {0.5};
    const auto predict = [&] {
        const Design design = make_design(s.labelled, s.author);
        return validate(s.labelled, design, s.author, FitStage::weights, settings);
    };
    const Validation before = predict();
    // Whatever the scores of one authority become, its own predictions stay what they were.
    for (std::size_t i = 0; i < 3; ++i) s.labelled[i].published = 5 - s.labelled[i].published;
    const Validation after = predict();
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(before.judged[i].probabilities, after.judged[i].probabilities);
        EXPECT_EQ(before.balances[i], after.balances[i]);
    }
    EXPECT_NE(before.balances[30], after.balances[30]);
}

TEST(Folds, KeepAnAuthorityTogetherAndFillEvenly) {
    const Synthetic s = make_synthetic(24);
    const Design design = make_design(s.labelled, s.author);
    const auto rows = every_row(design);
    const Folds folds = make_folds(design, rows, 7, 1);
    EXPECT_EQ(folds.count, 7u);
    std::map<std::uint32_t, std::set<std::uint32_t>> of_authority;
    std::map<std::uint32_t, int> size;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        of_authority[design.rows[i].authority].insert(folds.of[i]);
        ++size[folds.of[i]];
    }
    for (const auto& [authority, set] : of_authority) EXPECT_EQ(set.size(), 1u);
    for (const auto& [fold, count] : size) EXPECT_NEAR(count, 120 / 7.0, 3);
    EXPECT_EQ(make_folds(design, rows, 0, 1).count, 40u);
    EXPECT_EQ(make_folds(design, rows, 400, 1).count, 40u);
}

TEST(Conformal, CoversWhatItPromises) {
    SyntheticSettings settings;
    settings.authorities = 150;
    const Synthetic s = make_synthetic(25, settings);
    const CalibrationReport report = calibrate(s.labelled, s.author, quick());
    EXPECT_NEAR(*report.sets.coverage.value, 0.9, 0.03);
    EXPECT_GT(*report.sets.mean_size.value, 1);
    EXPECT_LT(*report.sets.mean_size.value, 2.5);
    ASSERT_TRUE(report.model.conformal_threshold);
}

TEST(Conformal, ThresholdIsTheRightOrderStatistic) {
    // n = 19, 90 %: floor(0.1 * 20) = 2nd smallest.
    std::vector<double> values;
    for (int i = 19; i >= 1; --i) values.push_back(i / 20.0);
    EXPECT_DOUBLE_EQ(conformal_threshold(values, 0.9), 0.1);
    EXPECT_EQ(conformal_threshold({0.4, 0.2}, 0.9), 0);
    for (const double coverage : {0.5, 0.8, 0.9, 0.95}) {
        const std::size_t least = least_for_threshold(coverage);
        EXPECT_GT(conformal_threshold(std::vector<double>(least, 0.3), coverage), 0) << coverage;
        EXPECT_EQ(conformal_threshold(std::vector<double>(least - 1, 0.3), coverage), 0) << coverage;
    }
}

TEST(Selective, CurveFallsWithCaution) {
    std::vector<Judged> judged(4);
    const std::array<double, 4> confidence{0.9, 0.8, 0.6, 0.5};
    for (std::size_t i = 0; i < 4; ++i) {
        judged[i].published = 3;
        judged[i].predicted = i < 2 ? 3 : 2;
        judged[i].probabilities[i < 2 ? 2 : 1] = confidence[i];
    }
    const Selective result = selective(judged, {0, 0, 0, 1});
    EXPECT_EQ(result.curve[1].risk, 0);
    EXPECT_DOUBLE_EQ(result.curve[3].risk, 0.5);
    EXPECT_DOUBLE_EQ(result.rule.coverage, 0.75);
    EXPECT_NEAR(result.rule.risk, 1.0 / 3, 1e-12);
    EXPECT_NEAR(*result.area, (0 + 0 + 1.0 / 3 + 0.5) / 4, 1e-12);
}

TEST(RuleStatistics, CountsAndRatesByHand) {
    ScoringModel model;
    model.weights = {{1, 3, 1, -1}, {1, 2, 1, -1}, {1, 3, 1, -1}};
    LabelledSet labelled;
    for (int i = 0; i < 6; ++i) {
        LabelledEvidence each;
        each.document = each.authority = fmt::format("Council {}", i);
        each.published = i < 4 ? 3 : 2;
        each.words = 500;
        each.evidence.sentences = 20;
        // Half of what the first rule finds shares its sentence; context softens a quarter.
        if (i < 4) each.evidence.hits = {{0, 1, 1, false, i % 2 == 0}, {0, 2, 0.5, false}};
        if (i == 0) each.evidence.hits.push_back({1, 1, 1, false});
        labelled.push_back(each);
    }
    const auto rules = rule_statistics(labelled, model, nullptr, 1);
    EXPECT_EQ(rules[0].documents, 4);
    EXPECT_TRUE(rules[0].insufficient);
    EXPECT_EQ(rules[0].hits, 8);
    EXPECT_DOUBLE_EQ(*rules[0].hits_per_1000_words[2], 4);
    EXPECT_DOUBLE_EQ(*rules[0].hits_per_1000_words[1], 0);
    EXPECT_FALSE(rules[0].hits_per_1000_words[0]);
    // (4.5 * 2.5) / (0.5 * 0.5)
    EXPECT_NEAR(*rules[0].log_odds.value, std::log(45.0), 1e-12);
    EXPECT_DOUBLE_EQ(rules[0].softened_share, 0.25);
    EXPECT_EQ(*rules[0].partner, 1u);
    EXPECT_DOUBLE_EQ(rules[0].partner_share, 1.0 / 8);
    EXPECT_DOUBLE_EQ(rules[0].conflict_share, 1.0 / 8);
    EXPECT_DOUBLE_EQ(rules[1].conflict_share, 1);
    EXPECT_EQ(rules[2].hits, 0);
    EXPECT_FALSE(rules[2].log_odds.value);
}

TEST(RuleStatistics, LeavingAGoodRuleOutHurtsAndAContradictionIsSeen) {
    SyntheticSettings settings;
    settings.authorities = 60;
    Synthetic s = make_synthetic(26, settings);
    // The author has rule 0, which speaks for shortfalls, the wrong way round.
    s.author.weights[0].level = 3;
    const CalibrationReport report = calibrate(s.labelled, s.author, quick());
    EXPECT_TRUE(report.rules[0].contradicts_author);
    int earn = 0;
    for (std::size_t r = 1; r < report.rules.size(); ++r) {
        EXPECT_FALSE(report.rules[r].contradicts_author) << r;
        earn += *report.rules[r].rps_change > 0;
    }
    EXPECT_GT(earn, 8);
    EXPECT_LT(report.model.weights[0].multiplier, 0.8);
}

TEST(Calibrate, DegenerateLabelsAreSaidInWordsAndGiveNoNumbersThatAreNone) {
    Synthetic s = make_synthetic(27);
    const auto finite = [](const CalibrationReport& report) {
        for (const Agreement* a :
             {&report.out_of_authority, &report.in_sample, &report.author, &report.majority}) {
            for (const Figure* f : {&a->exact, &a->adjacent, &a->qwk, &a->macro_mae, &a->rps, &a->rps_skill,
                                    &a->brier, &a->mean_difference}) {
                if (f->value && !std::isfinite(*f->value)) return false;
                if (f->interval && !(std::isfinite(f->interval->low) && std::isfinite(f->interval->high)))
                    return false;
            }
        }
        return true;
    };
    EXPECT_TRUE(finite(calibrate({}, s.author, quick())));

    LabelledSet few(s.labelled.begin(), s.labelled.begin() + 6);
    const CalibrationReport under_ten = calibrate(few, s.author, quick());
    EXPECT_EQ(under_ten.stage, FitStage::nothing);
    EXPECT_EQ(under_ten.model.cuts.cut_points, s.author.cuts.cut_points);
    EXPECT_FALSE(under_ten.model.conformal_threshold);
    EXPECT_TRUE(finite(under_ten));
    const auto tells_of_sets = [](const CalibrationReport& report) {
        return std::any_of(report.remarks.begin(), report.remarks.end(), [](const std::string& remark) {
            return remark.find("too few for prediction sets at 90 %, which need 9") != std::string::npos;
        });
    };
    EXPECT_TRUE(tells_of_sets(under_ten));
    EXPECT_EQ(under_ten.sets.mean_size.value, 4);
    EXPECT_FALSE(tells_of_sets(calibrate(s.labelled, s.author, quick())));

    LabelledSet one_class = s.labelled;
    for (auto& each : one_class) each.published = 3;
    const CalibrationReport threes = calibrate(one_class, s.author, quick());
    EXPECT_EQ(threes.stage, FitStage::nothing);
    EXPECT_FALSE(threes.majority.qwk.value);
    EXPECT_TRUE(finite(threes));

    LabelledSet one_authority = s.labelled;
    for (auto& each : one_authority) each.authority = "Only";
    const CalibrationReport only = calibrate(one_authority, s.author, quick());
    EXPECT_EQ(only.out_of_authority.assessments, 0);
    EXPECT_EQ(only.validation, "none: one authority only");
    EXPECT_FALSE(only.rules[0].rps_change);
    EXPECT_TRUE(finite(only));

    LabelledSet silent = s.labelled;
    for (auto& each : silent) each.evidence.hits.clear();
    EXPECT_TRUE(finite(calibrate(silent, s.author, quick())));
}

}  // namespace
}  // namespace assay::calibrate
