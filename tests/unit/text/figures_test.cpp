#include "text/figures.h"

#include <gtest/gtest.h>

#include "figures_for_tests.h"

namespace assay::text {
namespace {

TEST(Figures, NoMoreThanAll) {
    EXPECT_EQ(warnings_of("In all, 120% of staff were trained.").size(), 1U);
    EXPECT_EQ(warnings_of("Visits rose by 120% of the target."), Strings{});
    EXPECT_EQ(warnings_of("Spending was 120% of budget."), Strings{});
}

}  // namespace
}  // namespace assay::text
