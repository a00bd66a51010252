#include "score/score.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

namespace assay::score {
namespace {

ScoringModel two_rules() {
    ScoringModel model;
    model.weights = {{2, 3, 1, -1}, {3, 2, 1, -1}};
    model.cuts = {{-2, 1, 4}, 0.8, {}};
    return model;
}

TEST(Score, OnePlainHitInAReferenceSectionIsWorthItsPoints) {
    const Scored scored = score({"", {{0, 5, 1, false}}, 40}, two_rules());
    EXPECT_DOUBLE_EQ(scored.balance, 2);
    EXPECT_EQ(scored.predicted, 3);
}

TEST(Score, RepeatsAddLessAndLess) {
    // Four hits in forty sentences: 2 * sqrt(4).
    const Scored scored = score(
        {"", {{0, 1, 1, false}, {0, 2, 1, false}, {0, 3, 1, false}, {0, 4, 1, false}}, 40}, two_rules());
    EXPECT_DOUBLE_EQ(scored.balance, 4);
    for (double c : scored.contributions) EXPECT_DOUBLE_EQ(c, 1);
}

TEST(Score, ARuleSplitsItsTotalByStrength) {
    const Scored scored = score({"", {{0, 1, 1, false}, {0, 2, 0.5, false}}, 40}, two_rules());
    EXPECT_DOUBLE_EQ(scored.contributions[0], 2 * scored.contributions[1]);
    EXPECT_NEAR(scored.balance, 2 * std::sqrt(1.5), 1e-12);
}

TEST(Score, LengthCountsDownToTheMinimum) {
    ScoringModel model = two_rules();
    EXPECT_NEAR(score({"", {{0, 1, 1, false}}, 160}, model).balance, 1, 1e-12);
    EXPECT_NEAR(score({"", {{0, 1, 1, false}}, 10}, model).balance, 4, 1e-12);
    EXPECT_NEAR(score({"", {{0, 1, 1, false}}, 2}, model).balance, 4, 1e-12);
}

TEST(Score, AFlippedHitCountsForTheOtherSideOnItsOwnCurve) {
    const Scored scored = score({"", {{1, 1, 1, false}, {1, 2, 1, true}}, 40}, two_rules());
    EXPECT_DOUBLE_EQ(scored.contributions[0], -3);
    EXPECT_DOUBLE_EQ(scored.contributions[1], 3);
    EXPECT_DOUBLE_EQ(scored.balance, 0);
}

TEST(Score, AGroupStaysWithinItsCapAndSaysSo) {
    ScoringModel model = two_rules();
    model.weights = {{2, 3, 1, 0}, {3, 4, 1, 0}, {1, 3, 1, -1}};
    model.group_caps = {4};
    const Scored scored = score({"", {{0, 1, 1, false}, {1, 2, 1, false}, {2, 3, 1, false}}, 40}, model);
    EXPECT_DOUBLE_EQ(scored.balance, 5);
    EXPECT_TRUE(scored.capped[0]);
    EXPECT_TRUE(scored.capped[1]);
    EXPECT_FALSE(scored.capped[2]);
    EXPECT_DOUBLE_EQ(scored.contributions[1], 2.4);
}

TEST(Score, TheMultiplierOfTheFitScalesThePoints) {
    ScoringModel model = two_rules();
    model.weights[0].multiplier = 1.5;
    EXPECT_DOUBLE_EQ(score({"", {{0, 1, 1, false}}, 40}, model).balance, 3);
}

TEST(Score, AStatementUsesItsOwnCutPoints) {
    ScoringModel model = two_rules();
    model.statement_cuts["strict"] = {{0, 3, 9}, 0.8, {}};
    EXPECT_EQ(score({"other", {{0, 1, 1, false}}, 40}, model).predicted, 3);
    EXPECT_EQ(score({"strict", {{0, 1, 1, false}}, 40}, model).predicted, 2);
}

TEST(Score, NothingFoundIsABalanceOfZero) {
    const Scored scored = score({"", {}, 0}, two_rules());
    EXPECT_EQ(scored.balance, 0);
    EXPECT_EQ(scored.predicted, 2);
    EXPECT_TRUE(scored.contributions.empty());
}

TEST(Score, RandomEvidenceKeepsItsPromises) {
    std::mt19937_64 random(7);
    const auto uniform = [&random] { return static_cast<double>(random() >> 11) * 0x1.0p-53; };
    Workspace workspace;
    Scored again;
    for (int round = 0; round < 300; ++round) {
        ScoringModel model;
        model.curve_power = round % 3 == 0 ? 0.5 : 0.2 + 0.8 * uniform();
        const std::size_t rules = 1 + random() % 40;
        model.group_caps = {0.5 + 3 * uniform(), 1 + 5 * uniform()};
        for (std::size_t r = 0; r < rules; ++r) {
            model.weights.push_back({0.1 + 3 * uniform(), static_cast<int>(1 + random() % 4),
                                     std::exp(uniform() - 0.5), static_cast<int>(random() % 4) - 2});
            if (model.weights.back().group < 0) model.weights.back().group = -1;
        }
        Evidence evidence{"", {}, 80 * uniform()};
        for (std::size_t h = random() % 120; h > 0; --h) {
            evidence.hits.push_back({static_cast<std::uint32_t>(random() % rules),
                                     static_cast<std::uint32_t>(random() % 60), 0.05 + 0.95 * uniform(),
                                     random() % 8 == 0});
        }
        const Scored scored = score(evidence, model);
        // Memory of earlier scores leaves nothing behind.
        score(evidence, model, workspace, again);
        EXPECT_EQ(again.contributions, scored.contributions);
        EXPECT_EQ(again.capped, scored.capped);
        EXPECT_EQ(again.balance, scored.balance);
        EXPECT_EQ(again.predicted, scored.predicted);
        const double sum = std::accumulate(scored.contributions.begin(), scored.contributions.end(), 0.0);
        EXPECT_NEAR(sum, scored.balance, 1e-9);
        std::array<double, 2> group{};
        for (std::size_t i = 0; i < evidence.hits.size(); ++i) {
            const RuleWeight& rule = model.weights[evidence.hits[i].rule];
            const bool up = (rule.level >= 3) != evidence.hits[i].flipped;
            EXPECT_EQ(scored.contributions[i] > 0, up);
            if (rule.group >= 0) group[static_cast<std::size_t>(rule.group)] += scored.contributions[i];
        }
        for (std::size_t g = 0; g < 2; ++g) EXPECT_LE(std::abs(group[g]), model.group_caps[g] + 1e-9);
        const auto& p = scored.probabilities;
        EXPECT_NEAR(p[0] + p[1] + p[2] + p[3], 1, 1e-12);
        // Taking a shortfall away never lowers the balance, taking a strength away never raises it.
        if (!evidence.hits.empty()) {
            const std::size_t out = random() % evidence.hits.size();
            Evidence less = evidence;
            less.hits.erase(less.hits.begin() + static_cast<std::ptrdiff_t>(out));
            const double change = score(less, model).balance - scored.balance;
            if (scored.contributions[out] > 0) {
                EXPECT_LE(change, 1e-9);
            } else {
                EXPECT_GE(change, -1e-9);
            }
        }
    }
}

TEST(Probabilities, AreTheCumulativeLogitModel) {
    const CutPoints cuts{{-2, 1, 4}, 0.5, {}};
    const auto p = probabilities(1, cuts);
    EXPECT_NEAR(p[0], 1 / (1 + std::exp(1.5)), 1e-12);
    EXPECT_NEAR(p[0] + p[1], 0.5, 1e-12);
    EXPECT_NEAR(p[3], 1 - 1 / (1 + std::exp(-1.5)), 1e-12);
}

TEST(Probabilities, StayFiniteFarOut) {
    const CutPoints cuts{{-2, 1, 4}, 50, {}};
    for (double z : {-1e6, -30.0, 1.0, 30.0, 1e6}) {
        const auto p = probabilities(z, cuts);
        for (double each : p) EXPECT_TRUE(each >= 0 && each <= 1) << z;
        EXPECT_NEAR(p[0] + p[1] + p[2] + p[3], 1, 1e-12);
    }
}

TEST(LevelOf, ABalanceOnACutPointBelongsAbove) {
    const CutPoints cuts{{-2, 1, 4}, 1, {}};
    EXPECT_EQ(level_of(-2.001, cuts), 1);
    EXPECT_EQ(level_of(-2, cuts), 2);
    EXPECT_EQ(level_of(1, cuts), 3);
    EXPECT_EQ(level_of(4, cuts), 4);
}

TEST(PredictionSet, WithoutCalibrationHoldsTheCoverage) {
    ScoringModel model;
    EXPECT_EQ(prediction_set({0.01, 0.04, 0.93, 0.02}, 3, model), (std::vector<int>{3}));
    EXPECT_EQ(prediction_set({0.05, 0.25, 0.65, 0.05}, 3, model), (std::vector<int>{2, 3}));
    EXPECT_EQ(prediction_set({0.25, 0.25, 0.25, 0.25}, 2, model).size(), 4u);
}

TEST(PredictionSet, ConformalThresholdActsOnEachTail) {
    ScoringModel model;
    model.conformal_threshold = 0.1;
    EXPECT_EQ(prediction_set({0.04, 0.05, 0.70, 0.21}, 3, model), (std::vector<int>{3, 4}));
    EXPECT_EQ(prediction_set({0.04, 0.16, 0.75, 0.05}, 3, model), (std::vector<int>{2, 3}));
    model.conformal_threshold = 0.9;
    EXPECT_EQ(prediction_set({0.3, 0.3, 0.3, 0.1}, 2, model), (std::vector<int>{2}));
}

}  // namespace
}  // namespace assay::score
