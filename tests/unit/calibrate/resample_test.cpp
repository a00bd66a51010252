#include "calibrate/resample.h"

#include <gtest/gtest.h>

#include <cmath>

namespace assay::calibrate {
namespace {

// Expected values: scipy 1.10 (beta.ppf, norm.ppf, stats.bootstrap with method BCa and 200,000 draws).
TEST(ClopperPearson, AgreesWithScipy) {
    EXPECT_NEAR(clopper_pearson(5, 5).low, 0.4781762498950185, 1e-9);
    EXPECT_NEAR(clopper_pearson(4, 5).low, 0.2835820638819105, 1e-9);
    EXPECT_NEAR(clopper_pearson(4, 5).high, 0.9949492366205319, 1e-9);
    EXPECT_EQ(clopper_pearson(0, 7).low, 0);
    EXPECT_NEAR(clopper_pearson(0, 7).high, 0.4096163972250034, 1e-9);
    EXPECT_NEAR(clopper_pearson(37, 50).low, 0.5965523212719342, 1e-9);
    EXPECT_NEAR(clopper_pearson(37, 50).high, 0.8536994156034454, 1e-9);
}

TEST(NormalQuantile, AgreesWithScipy) {
    EXPECT_NEAR(normal_quantile(1e-9), -5.99780702, 1e-7);
    EXPECT_NEAR(normal_quantile(0.0123), -2.24762676, 1e-7);
    EXPECT_NEAR(normal_quantile(0.3), -0.52440051, 1e-7);
    EXPECT_NEAR(normal_quantile(0.999), 3.09023231, 1e-7);
}

TEST(Bca, AgreesWithScipyOnASkewedMean) {
    const std::vector<double> x{3.1, 4.7, 1.2, 8.8, 5.0, 2.2, 9.4, 3.3, 6.1, 7.7, 0.4, 5.5, 12.9, 2.8, 4.4};
    const FiguresOf mean = [&](const std::vector<std::uint32_t>& times) {
        double sum = 0, n = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            sum += times[i] * x[i];
            n += times[i];
        }
        return std::vector<std::optional<double>>{sum / n};
    };
    const auto interval = bca_intervals(x.size(), mean, {20000, 1, 0})[0];
    ASSERT_TRUE(interval);
    EXPECT_NEAR(interval->low, 3.72, 0.06);
    EXPECT_NEAR(interval->high, 7.07, 0.06);
}

TEST(Bca, GivesNoIntervalWithTooFewUnitsOrWithoutVariation) {
    const FiguresOf constant = [](const std::vector<std::uint32_t>&) {
        return std::vector<std::optional<double>>{1.0};
    };
    EXPECT_FALSE(bca_intervals(40, constant, {})[0]);
    const FiguresOf varies = [](const std::vector<std::uint32_t>& times) {
        return std::vector<std::optional<double>>{static_cast<double>(times[0])};
    };
    EXPECT_FALSE(bca_intervals(kLeastUnits - 1, varies, {})[0]);
    EXPECT_TRUE(bca_intervals(kLeastUnits, varies, {})[0]);
}

TEST(Bca, GivesNoIntervalWhereTheFigureIsOftenUndefined) {
    const FiguresOf shaky = [](const std::vector<std::uint32_t>& times) {
        return std::vector<std::optional<double>>{times[0] ? std::optional(1.0 * times[1]) : std::nullopt};
    };
    EXPECT_FALSE(bca_intervals(30, shaky, {})[0]);
}

}  // namespace
}  // namespace assay::calibrate
