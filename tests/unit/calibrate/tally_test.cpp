#include "calibrate/tally.h"

#include <gtest/gtest.h>

#include "calibrate/agreement.h"

namespace assay::calibrate {
namespace {

std::vector<Judged> judged_from(const std::vector<int>& published, const std::vector<int>& predicted) {
    std::vector<Judged> result;
    for (std::size_t i = 0; i < published.size(); ++i) {
        Judged each;
        each.published = published[i];
        each.predicted = predicted[i];
        each.probabilities[static_cast<std::size_t>(predicted[i] - 1)] = 1;
        each.frequencies = {0.25, 0.25, 0.25, 0.25};
        each.authority = static_cast<std::uint32_t>(i);
        result.push_back(each);
    }
    return result;
}

Tally tally_of(const std::vector<Judged>& judged) {
    Tally tally;
    for (const Judged& each : judged) tally.add(each);
    return tally;
}

// Expected values: scikit-learn 1.2.1 (cohen_kappa_score, mean_absolute_error by class) and numpy.
TEST(Figures, AgreeWithScikitLearn) {
    const Tally tally =
        tally_of(judged_from({1, 2, 2, 3, 3, 3, 3, 4, 4, 2, 3, 4}, {1, 2, 3, 3, 3, 2, 4, 4, 3, 2, 3, 3}));
    const auto f = figures(tally);
    EXPECT_NEAR(*f[kQwk], 0.7222222222222222, 1e-12);
    EXPECT_NEAR(*f[kMacroMae], 0.35, 1e-12);
    EXPECT_NEAR(*f[kExact], 7.0 / 12, 1e-12);
    EXPECT_NEAR(*f[kAdjacent], 1, 1e-12);
    EXPECT_NEAR(*f[kDifference], -0.09644856443408259, 1e-12);
    EXPECT_NEAR(*gwet_ac2(tally.confusion), 0.8669623059866963, 1e-12);
    EXPECT_NEAR(*krippendorff_alpha(tally.confusion), 0.681344696969697, 1e-12);
}

TEST(Figures, AlwaysThreeOnTheFiveTextsLooksFineToAc2Only) {
    const Tally tally = tally_of(judged_from({3, 3, 2, 3, 3}, {3, 3, 3, 3, 3}));
    EXPECT_NEAR(*gwet_ac2(tally.confusion), 0.973, 5e-4);
    EXPECT_NEAR(*quadratic_kappa(tally.confusion), 0, 1e-12);
}

TEST(Figures, AreUndefinedWhereTheDenominatorIsZero) {
    const auto f = figures(tally_of(judged_from({3, 3, 3}, {3, 3, 3})));
    EXPECT_FALSE(f[kQwk]);
    EXPECT_FALSE(f[kDifference]);
    EXPECT_EQ(*f[kExact], 1);
    EXPECT_FALSE(krippendorff_alpha(tally_of(judged_from({3, 3}, {3, 3})).confusion));
    for (const auto& each : figures(Tally{})) EXPECT_FALSE(each);
}

TEST(RankedProbabilityScore, ByHand) {
    EXPECT_NEAR(ranked_probability_score({0, 0, 1, 0}, 3), 0, 1e-15);
    EXPECT_NEAR(ranked_probability_score({1, 0, 0, 0}, 4), 1, 1e-15);
    // Cumulative .1 .3 .8 against 0 0 1: (.01 + .09 + .04) / 3.
    EXPECT_NEAR(ranked_probability_score({0.1, 0.2, 0.5, 0.2}, 3), 0.14 / 3, 1e-15);
}

TEST(Figures, BrierAndSkillByHand) {
    Judged each;
    each.published = 3;
    each.predicted = 3;
    each.probabilities = {0.1, 0.2, 0.5, 0.2};
    each.frequencies = {0, 0.5, 0.5, 0};
    const auto f = figures(tally_of({each}));
    EXPECT_NEAR(*f[kBrier], 0.01 + 0.04 + 0.25 + 0.04, 1e-15);
    EXPECT_NEAR(*f[kRps], 0.14 / 3, 1e-15);
    EXPECT_NEAR(*f[kSkill], 1 - 0.14 / 0.25, 1e-12);
}

TEST(Agreement, FiveOfFiveIsStatedWithItsInterval) {
    const Agreement a = agreement(judged_from({3, 3, 2, 3, 3}, {3, 3, 2, 3, 3}), 5, {});
    EXPECT_EQ(*a.exact.value, 1);
    ASSERT_TRUE(a.exact.interval);
    EXPECT_NEAR(a.exact.interval->low, 0.4782, 1e-4);
    EXPECT_EQ(a.exact.interval->high, 1);
    EXPECT_EQ(a.exact.interval->method, "Clopper-Pearson");
    EXPECT_FALSE(a.qwk.interval);
}

TEST(Agreement, IsTheSameForAnyNumberOfThreads) {
    std::vector<int> published, predicted;
    for (int i = 0; i < 60; ++i) {
        published.push_back(1 + i * 7 % 4);
        predicted.push_back(1 + (i * 7 + (i % 3 == 0)) % 4);
    }
    auto judged = judged_from(published, predicted);
    for (std::size_t i = 0; i < judged.size(); ++i) judged[i].authority = static_cast<std::uint32_t>(i / 3);
    const Agreement one = agreement(judged, 20, {500, 1, 1});
    const Agreement three = agreement(judged, 20, {500, 1, 3});
    EXPECT_EQ(one.qwk.interval->low, three.qwk.interval->low);
    EXPECT_EQ(one.rps.interval->high, three.rps.interval->high);
    EXPECT_EQ(*one.permutation_p, *three.permutation_p);
}

TEST(PermutationTest, TellsAgreementFromChance) {
    std::vector<int> published, predicted;
    for (int i = 0; i < 40; ++i) {
        published.push_back(1 + i % 4);
        predicted.push_back(1 + i % 4);
    }
    EXPECT_LT(*permutation_p(judged_from(published, predicted), {500, 1, 1}), 0.01);
    for (int i = 0; i < 40; ++i) predicted[static_cast<std::size_t>(i)] = 1 + i / 4 % 4;
    EXPECT_GT(*permutation_p(judged_from(published, predicted), {500, 1, 1}), 0.2);
}

TEST(PairedDifference, OfTheSamePredictionsIsNothing) {
    const auto judged =
        judged_from({1, 2, 3, 4, 2, 3, 1, 4, 2, 3, 3, 2}, {1, 2, 3, 3, 2, 3, 2, 4, 2, 3, 2, 2});
    const PairedFigures same = paired_difference(judged, judged, 12, {});
    EXPECT_EQ(*same.qwk.value, 0);
    EXPECT_FALSE(same.qwk.interval);
    auto better = judged;
    for (Judged& each : better) each.predicted = each.published;
    const PairedFigures changed = paired_difference(judged, better, 12, {});
    EXPECT_NEAR(*changed.exact.value, 3.0 / 12, 1e-12);
    ASSERT_TRUE(changed.exact.interval);
    EXPECT_GE(changed.exact.interval->low, 0);
}

}  // namespace
}  // namespace assay::calibrate
