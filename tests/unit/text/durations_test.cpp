#include "text/durations.h"

#include <gtest/gtest.h>

#include <string>

#include "quantities_for_tests.h"

namespace assay::text {
namespace {

TEST(Durations, AreNumbersWithAUnitBehindThem) {
    EXPECT_EQ(
        quantities("within 14 days, six weeks or a 3-month wait"),
        (Strings{"duration 14days [14 days]", "duration 6weeks [six weeks]", "duration 3months [3-month]"}));
    EXPECT_EQ(quantities("10 working days, 6 to 8 weeks, two and a half years, 24hrs"),
              (Strings{"duration 10working days [10 working days]", "duration 6..8weeks [6 to 8 weeks]",
                       "duration 2.5years [two and a half years]", "duration 24hours [24hrs]"}));
    EXPECT_EQ(quantities("a 16-year-old, aged 17 years, 18 years of age"),
              (Strings{"count 16 [16]", "count 18 [18]"}));
}

TEST(Durations, UnitsOfTimeCompare) {
    EXPECT_EQ(*minutes_in("years"), 12 * *minutes_in("months"));
    EXPECT_EQ(*minutes_in("week"), 5 * *minutes_in("working days"));
    EXPECT_EQ(*minutes_in("day"), 24 * *minutes_in("hours"));
    EXPECT_FALSE(minutes_in(""));
    EXPECT_FALSE(minutes_in("fortnights"));
    EXPECT_FALSE(minutes_in("%"));
}

}  // namespace
}  // namespace assay::text
