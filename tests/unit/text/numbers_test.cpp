#include "text/numbers.h"

#include <gtest/gtest.h>

#include <string>

#include "quantities_for_tests.h"

namespace assay::text {
namespace {

TEST(Numbers, AreReadFromDigits) {
    EXPECT_EQ(number_value("7"), 7);
    EXPECT_EQ(number_value("007"), 7);
    EXPECT_EQ(number_value("999999999"), 999'999'999);
    EXPECT_EQ(number_value("1234567890123"), 1'234'567'890'123);
    EXPECT_EQ(number_value("1,250"), 1250);
    EXPECT_EQ(number_value("31.1"), 31.1);
    EXPECT_EQ(number_value("\xC2\xBD"), 0.5);
    EXPECT_EQ(number_value("2\xC2\xBD"), 2.5);
    EXPECT_FALSE(number_value("12.06.2023"));
    EXPECT_FALSE(number_value("x"));
    EXPECT_FALSE(number_value(""));
    EXPECT_FALSE(number_value(std::string(60, '9')));
}

TEST(Numbers, ABlankThatDoesNotBreakPartsThousands) {
    EXPECT_EQ(quantities("Of 1\u00A0250 people 2\u2009000\u2009000 and 12\u202F345.5 were seen"),
              (Strings{"count 1250 [1\u00A0250]", "count 2000000 [2\u2009000\u2009000]",
                       "count 12345.5 [12\u202F345.5]"}));
    EXPECT_EQ(quantities("1\u00A0250 hours, \u00A31\u00A0250 and \u00A31\u00A0250 million, 1\u00A0250%"),
              (Strings{"duration 1250hours [1\u00A0250 hours]", "money 1250\u00A3 [\u00A31\u00A0250]",
                       "money 1250000000\u00A3 [\u00A31\u00A0250 million]", "percent 1250% [1\u00A0250%]"}));
    EXPECT_EQ(quantities("In 2023 125\u00A0250 people wrote"), (Strings{"count 125250 [125\u00A0250]"}));
    // Not in threes, a leading zero, more digits before: no thousands.
    EXPECT_EQ(quantities("Rooms 12\u00A034, 2023\u00A0250, 0\u00A0250, 1\u00A0250\u00A034"),
              (Strings{"count 12 [12]", "count 34 [34]", "count 2023 [2023]", "count 250 [250]",
                       "count 0 [0]", "count 250 [250]", "count 1 [1]", "count 250 [250]", "count 34 [34]"}));
}

TEST(Numbers, APlainBlankPartsThousandsWhereNothingElseIsMeant) {
    EXPECT_EQ(quantities("There were 1 250 people and about 2 400 older people waiting"),
              (Strings{"count 1250 [1 250]", "count 2400 [2 400]"}));
    EXPECT_EQ(quantities("It cost \u00A31 250 a week and 12 000 was paid"),
              (Strings{"money 1250\u00A3 [\u00A31 250]", "count 12000 [12 000]"}));
    EXPECT_EQ(quantities("more than 1 250 300 hours"), (Strings{"duration 1250300hours [1 250 300 hours]"}));
}

TEST(Numbers, APlainBlankMayPartTwoFigures) {
    EXPECT_EQ(quantities("In 2023 250 people came"), (Strings{"count 250 [250]"}));
    EXPECT_EQ(quantities("In phase 2 450 homes were built"), (Strings{"count 450 [450]"}));
    EXPECT_EQ(quantities("Of the 80 120 were late"), (Strings{"count 80 [80]", "count 120 [120]"}));
    EXPECT_EQ(quantities("1 250 people"), (Strings{"count 1 [1]", "count 250 [250]"}));
    EXPECT_EQ(quantities("for 12 345 678 4 people"),
              (Strings{"count 12 [12]", "count 345 [345]", "count 678 [678]", "count 4 [4]"}));
    EXPECT_EQ(quantities("about 46% 250 people"), (Strings{"percent 46% [46%]", "count 250 [250]"}));
    EXPECT_EQ(quantities("about 10, 250 people and 20-250 people"),
              (Strings{"count 10 [10]", "count 250 [250]", "count 20 [20]", "count 250 [250]"}));
}

TEST(Numbers, AreReadFromWords) {
    EXPECT_EQ(quantities("twenty-one staff, twenty three teams, a hundred homes"),
              (Strings{"count 21 [twenty-one]", "count 23 [twenty three]", "count 100 [hundred]"}));
    EXPECT_EQ(quantities("one hundred and five plans and two thousand visits"),
              (Strings{"count 105 [one hundred and five]", "count 2000 [two thousand]"}));
    EXPECT_EQ(quantities("two, three and four plans"),
              (Strings{"count 2 [two]", "count 3 [three]", "count 4 [four]"}));
    EXPECT_EQ(quantities("two dozen plans and 3 million visits"),
              (Strings{"count 24 [two dozen]", "count 3000000 [3 million]"}));
}

}  // namespace
}  // namespace assay::text
