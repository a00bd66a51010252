#include "rules/metric_test.h"

#include <gtest/gtest.h>

namespace assay::rules {
namespace {

TEST(MetricTest, ReadsComparisons) {
    EXPECT_TRUE(passes(*parse_metric_test(">= 95"), {}, 95, {}));
    EXPECT_FALSE(passes(*parse_metric_test("> 95"), {}, 95, {}));
    EXPECT_TRUE(passes(*parse_metric_test("<10%"), {}, 9.9, {}));
    EXPECT_TRUE(passes(*parse_metric_test("between 3 and 5"), {}, 5, {}));
    EXPECT_FALSE(passes(*parse_metric_test("between 3 and 5"), {}, 5.1, {}));
    EXPECT_TRUE(passes(*parse_metric_test("= 4"), {}, 4, {}));
}

TEST(MetricTest, RefusesWhatIsNone) {
    for (const char* text :
         {"", "95", "about 95", "=> 95", ">= ninety", "between 5 and 3", "> 5 days", "better than average"}) {
        EXPECT_FALSE(parse_metric_test(text)) << text;
    }
}

TEST(MetricTest, AdvisesWhereTheUnitBelongs) {
    EXPECT_EQ(test_advice("> 5 days"), "Write \"> 5\", and unit: days beside it.");
    EXPECT_EQ(test_advice("between 2 and 4 weeks"), "Write \"between 2 and 4\", and unit: weeks beside it.");
    EXPECT_EQ(test_advice("at least 95"), "Write \">= 95\".");
}

TEST(MetricTest, BenchmarksNeedADirectionAndAFigure) {
    const MetricTest better = *parse_metric_test("better than benchmark");
    EXPECT_TRUE(passes(better, MetricSpec::Better::lower, 50, 80.12));
    EXPECT_FALSE(passes(better, MetricSpec::Better::higher, 50, 80.12));
    EXPECT_FALSE(passes(better, MetricSpec::Better::unstated, 50, 80.12));
    EXPECT_FALSE(passes(better, MetricSpec::Better::lower, 50, {}));
    EXPECT_FALSE(passes(better, MetricSpec::Better::lower, 50, 50));
}

}  // namespace
}  // namespace assay::rules
