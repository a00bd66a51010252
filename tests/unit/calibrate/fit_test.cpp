#include "calibrate/fit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "unit/calibrate/synthetic.h"

namespace assay::calibrate {
namespace {

std::vector<std::uint32_t> all_rows(const Design& design) {
    std::vector<std::uint32_t> rows(design.rows.size());
    std::iota(rows.begin(), rows.end(), 0u);
    return rows;
}

TEST(Design, GivesTheBalanceThatScoringGives) {
    Synthetic s = make_synthetic(1);
    // Groups, flipped hits and a curve of its own must come out alike too.
    s.author.curve_power = 0.7;
    s.author.group_caps = {2, 3};
    for (std::size_t r = 0; r < s.author.weights.size(); ++r) {
        s.author.weights[r].group = static_cast<int>(r % 3) - 1;
        s.author.weights[r].multiplier = 0.5 + 0.1 * static_cast<double>(r);
    }
    for (auto& each : s.labelled) each.evidence.hits[0].flipped = true;
    const Design design = make_design(s.labelled, s.author);
    std::vector<double> weight;
    for (const RuleWeight& w : s.author.weights) weight.push_back(w.multiplier);
    for (std::size_t i = 0; i < s.labelled.size(); ++i) {
        EXPECT_NEAR(design.balance(design.rows[i], weight),
                    score::score(s.labelled[i].evidence, s.author).balance, 1e-9);
    }
}

void expect_gradient(const Design& design, const std::vector<std::uint32_t>& rows, const ScoringModel& pack) {
    const Cuts cuts = find_cuts(design, rows);
    Priors priors;
    priors.statement_sd = 0.5;
    Posterior posterior(design, rows, pack.cuts, cuts, priors, {true, true});
    std::vector<double> x = posterior.start();
    Random random(3);
    for (double& each : x) each += 0.4 * random.uniform() - 0.2;
    std::vector<double> gradient(x.size()), ignored(x.size());
    posterior(x.data(), gradient.data());
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double h = 1e-5, kept = x[i];
        x[i] = kept + h;
        const double up = posterior(x.data(), ignored.data());
        x[i] = kept - h;
        const double down = posterior(x.data(), ignored.data());
        x[i] = kept;
        EXPECT_NEAR(gradient[i], (up - down) / (2 * h), 1e-4 * (1 + std::abs(gradient[i])))
            << "parameter " << i;
    }
}

TEST(Posterior, GradientIsTheDerivative) {
    Synthetic s = make_synthetic(2);
    s.author.group_caps = {30};
    s.author.weights[0].group = s.author.weights[3].group = 0;
    const Design design = make_design(s.labelled, s.author);
    expect_gradient(design, all_rows(design), s.author);
}

TEST(Posterior, GradientIsTheDerivativeWithLevelsMissing) {
    for (int missing = 1; missing <= 4; ++missing) {
        const Synthetic s = make_synthetic(2);
        const Design design = make_design(s.labelled, s.author);
        std::vector<std::uint32_t> rows;
        for (std::uint32_t r : all_rows(design)) {
            if (design.rows[r].level != missing) rows.push_back(r);
        }
        expect_gradient(design, rows, s.author);
    }
}

TEST(Fit, RecoversCutPointsSlopeAndTheOrderOfWeights) {
    SyntheticSettings settings;
    settings.authorities = 1500;
    settings.multiplier_sd = 0.7;
    const Synthetic s = make_synthetic(4, settings);
    const Design design = make_design(s.labelled, s.author);
    const FitResult result = fit(design, all_rows(design), s.author, FitStage::weights, {1.0});
    EXPECT_TRUE(result.converged);
    // Weights and slope share one scale: compare what the likelihood sees, slope * points * multiplier.
    const auto effect = [](const ScoringModel& m, std::size_t r) {
        return m.cuts.slope * m.weights[r].multiplier;
    };
    int pairs = 0, in_order = 0;
    for (std::size_t a = 0; a < s.truth.weights.size(); ++a) {
        EXPECT_NEAR(std::log(effect(result.model, a) / effect(s.truth, a)), 0, 0.35) << a;
        for (std::size_t b = 0; b < a; ++b) {
            // Closer than this and the labels cannot tell.
            if (std::abs(std::log(effect(s.truth, a) / effect(s.truth, b))) < 0.25) continue;
            ++pairs;
            in_order += (effect(result.model, a) > effect(result.model, b)) ==
                        (effect(s.truth, a) > effect(s.truth, b));
        }
    }
    EXPECT_GT(pairs, 30);
    EXPECT_GE(in_order, 0.95 * pairs);
    for (std::size_t k = 0; k < 3; ++k) {
        EXPECT_NEAR(result.model.cuts.slope * result.model.cuts.cut_points[k],
                    s.truth.cuts.slope * s.truth.cuts.cut_points[k], 0.6);
        EXPECT_TRUE(result.model.cuts.fitted[k]);
    }
}

TEST(Fit, CutPointsAndSlopeOnlyLeaveThePointsAlone) {
    SyntheticSettings settings;
    settings.authorities = 25;
    const Synthetic s = make_synthetic(5, settings);
    EXPECT_EQ(stage_for(s.labelled), FitStage::cuts_and_slope);
    const Design design = make_design(s.labelled, s.author);
    const FitResult result = fit(design, all_rows(design), s.author, FitStage::cuts_and_slope, {});
    for (const RuleWeight& weight : result.model.weights) EXPECT_EQ(weight.multiplier, 1);
    EXPECT_TRUE(result.model.statement_cuts.empty());
    EXPECT_NEAR(result.model.cuts.cut_points[1], 0, 1.2);
}

TEST(Fit, AStatementWithoutLabelsKeepsThePacksCutPoints) {
    SyntheticSettings settings;
    settings.authorities = 25;
    Synthetic s = make_synthetic(5, settings);
    const CutPoints own{{-30, -20, -10}, 0.3, {}};
    s.author.statement_cuts = {{"s0", own}, {"elsewhere", own}};
    const Design design = make_design(s.labelled, s.author);
    const FitResult result = fit(design, all_rows(design), s.author, FitStage::cuts_and_slope, {});
    ASSERT_EQ(result.model.statement_cuts.size(), 1u);
    EXPECT_EQ(result.model.cuts_for("elsewhere").cut_points, own.cut_points);
    EXPECT_NEAR(result.model.cuts_for("s0").cut_points[1], 0, 1.2);
}

TEST(Fit, UnderTenLabelsOrOneClassFitsNothing) {
    Synthetic s = make_synthetic(6);
    LabelledSet few(s.labelled.begin(), s.labelled.begin() + 9);
    EXPECT_EQ(stage_for(few), FitStage::nothing);
    EXPECT_EQ(stage_for({}), FitStage::nothing);
    for (auto& each : s.labelled) each.published = 3;
    EXPECT_EQ(stage_for(s.labelled), FitStage::nothing);
    const Design design = make_design(s.labelled, s.author);
    const FitResult result = fit(design, all_rows(design), s.author, FitStage::weights, {});
    EXPECT_EQ(result.model.cuts.cut_points, s.author.cuts.cut_points);
}

TEST(Fit, ALevelWithoutExamplesKeepsThePacksCutAndIsMarked) {
    SyntheticSettings settings;
    settings.authorities = 200;
    const Synthetic s = make_synthetic(7, settings);
    const Design design = make_design(s.labelled, s.author);
    std::vector<std::uint32_t> rows;
    for (std::uint32_t r : all_rows(design)) {
        if (design.rows[r].level == 2 || design.rows[r].level == 3) rows.push_back(r);
    }
    const FitResult result = fit(design, rows, s.author, FitStage::weights, {});
    EXPECT_EQ(result.model.cuts.fitted, (std::array<bool, 3>{false, true, false}));
    EXPECT_EQ(result.model.cuts.cut_points[0], -9);
    EXPECT_EQ(result.model.cuts.cut_points[2], 9);
    EXPECT_NEAR(result.model.cuts.cut_points[1], 0, 1.5);
}

TEST(Fit, AMissingLevelInTheMiddleKeepsItsWidth) {
    const Synthetic s = make_synthetic(8);
    const Design design = make_design(s.labelled, s.author);
    std::vector<std::uint32_t> rows;
    for (std::uint32_t r : all_rows(design)) {
        if (design.rows[r].level != 3) rows.push_back(r);
    }
    const auto& cut = fit(design, rows, s.author, FitStage::weights, {}).model.cuts.cut_points;
    EXPECT_NEAR(cut[2] - cut[1], 11, 1e-9);
    EXPECT_LT(cut[0], cut[1]);
}

TEST(Fit, CutPointsStayInOrderWhereThePacksAreFarOff) {
    Synthetic s = make_synthetic(9);
    s.author.cuts.cut_points = {50, 60, 70};
    const Design design = make_design(s.labelled, s.author);
    std::vector<std::uint32_t> rows;
    for (std::uint32_t r : all_rows(design)) {
        if (design.rows[r].level >= 3) rows.push_back(r);
    }
    const auto& cut = fit(design, rows, s.author, FitStage::weights, {}).model.cuts.cut_points;
    EXPECT_LT(cut[0], cut[1]);
    EXPECT_LT(cut[1], cut[2]);
}

TEST(Fit, PerfectSeparationStaysFinite) {
    Synthetic s = make_synthetic(10);
    for (auto& each : s.labelled) each.published = score::score(each.evidence, s.truth).predicted;
    const Design design = make_design(s.labelled, s.author);
    const FitResult result = fit(design, all_rows(design), s.author, FitStage::weights, {});
    EXPECT_TRUE(std::isfinite(result.model.cuts.slope));
    for (const RuleWeight& weight : result.model.weights)
        EXPECT_TRUE(std::isfinite(weight.multiplier) && weight.multiplier > 0);
}

}  // namespace
}  // namespace assay::calibrate
