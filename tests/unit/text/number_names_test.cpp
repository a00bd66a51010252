#include "text/number_names.h"

#include <gtest/gtest.h>

#include <string>

#include "quantities_for_tests.h"

namespace assay::text {
namespace {

TEST(NumberNames, CountNothing) {
    EXPECT_EQ(
        quantities("COVID-19, section 42, 12 March 2023, in 2024, at 9.30am, from April 2023 to March 2024"),
        (Strings{}));
    EXPECT_EQ(quantities("no one, one another, every one of them"), (Strings{}));
    EXPECT_EQ(quantities("one carer said"), (Strings{"count 1 [one]"}));
    EXPECT_EQ(quantities("The 2024 survey was sent to over 2000 people."), (Strings{"count 2000 [2000]"}));
    EXPECT_EQ(quantities("2023 saw change."), (Strings{}));
    EXPECT_EQ(quantities("children aged 16 and 17 years, aged over 25 years, between the ages of 16 and 18"),
              (Strings{}));
}

}  // namespace
}  // namespace assay::text
