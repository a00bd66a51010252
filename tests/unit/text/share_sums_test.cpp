#include "text/share_sums.h"

#include <gtest/gtest.h>

#include "figures_for_tests.h"

namespace assay::text {
namespace {

TEST(ShareSums, SharesOfOneWholeThatAreMoreThanAll) {
    EXPECT_EQ(
        warnings_of("Of the appeals, 20% were allowed, 35% were partly allowed and 55% were not allowed."),
        (Strings{"sum-not-100: The shares 20 %, 35 % and 55 % add up to 110 %, not 100 %. "
                 "[20% were allowed, 35% were partly allowed and 55%]"}));
    EXPECT_EQ(warnings_of("20% were allowed, 35% partly, 55% not allowed.").size(), 1U);
    EXPECT_EQ(warnings_of("60% were satisfied and 50% were dissatisfied.").size(), 1U);
    EXPECT_EQ(warnings_of("In all, 60% were satisfied. 50% were dissatisfied.").size(), 1U);
    EXPECT_EQ(warnings_of("20% were allowed, 20% partly allowed and 30% were not allowed.").size(), 1U);
}

TEST(ShareSums, SharesThatAreRightOrNotOfOneWhole) {
    for (const char* text : {
             "24% were upheld, 33% were partially upheld and 43% were not upheld.",
             "33% were upheld, 33% were partially upheld and 33% were not upheld.",
             "85% were happy, 90% were safe and 70% were involved.",
             "60% were satisfied in 2022 and 50% were dissatisfied in 2023.",
             "70% were upheld, compared with 60% not upheld in England.",
             "80% were met and 90% were met on time.",
             "60% were upheld, 58% were upheld and 50% were upheld.",
             "24% were upheld and 60% were not upheld.",
             "60% were satisfied.\n\n50% were dissatisfied.",
         }) {
        EXPECT_EQ(warnings_of(text), Strings{}) << text;
    }
}

TEST(ShareSums, TheRestMustBeTheRest) {
    EXPECT_EQ(warnings_of("70% agreed, 20% did not and the remaining 20% gave no answer.").size(), 1U);
    EXPECT_EQ(warnings_of("70% agreed, 20% did not and the remaining 10% gave no answer."), Strings{});
    EXPECT_EQ(warnings_of("Of the 80% who answered, 60% agreed and the remaining 40% did not."), Strings{});
}

}  // namespace
}  // namespace assay::text
