#include "text/figure_parts.h"

#include <gtest/gtest.h>

#include "figures_for_tests.h"

namespace assay::text {
namespace {

TEST(FigureParts, SharesBesideTheirFigures) {
    EXPECT_EQ(warnings_of("There was a total of 80 appeals, with 10 allowed and 14 partly allowed (45%)."),
              (Strings{"share-differs: (10 + 14) of 80 is 30 %, printed as 45 %. "
                       "[80 appeals, with 10 allowed and 14 partly allowed (45%]"}));
    EXPECT_EQ(warnings_of("The report dated 2023 tells of a total of 80 appeals, with 10 allowed and 14 "
                          "partly allowed (45%).")
                  .size(),
              1U);
    EXPECT_EQ(warnings_of("They met 21 of 84 (31%) targets."),
              (Strings{"share-differs: 21 of 84 is 25 %, printed as 31 %. [21 of 84 (31%]"}));
    EXPECT_EQ(warnings_of("There were 80 appeals. Of these, 20 (35%) were allowed.").size(), 1U);
    for (const char* text : {
             "There was a total of 80 appeals, with 10 allowed and 14 partly allowed (30%).",
             "There was a total of 80 appeals, with 10 allowed and 14 partly allowed (17.5%).",
             "They met 21 of 84 (25%) targets.",
             "They met 2 of 3 (67%) targets and 2 of 3 (66%) again.",
             "There were 80 appeals. Of these, 20 (25%) were allowed.",
             "There were 220 appeals, an increase of 20 (10%).",
             "They saw 80 people, with about 20 (30%) in Norland.",
             "There were 300 answers and 40 letters (12%).",
         }) {
        EXPECT_EQ(warnings_of(text), Strings{}) << text;
    }
}

TEST(FigureParts, PartsAreNoMoreThanTheWhole) {
    EXPECT_EQ(warnings_of("Inspectors saw 12 of the 9 homes."),
              (Strings{"part-exceeds-whole: 12 of 9 is more than all of them. [12 of the 9]"}));
    EXPECT_EQ(warnings_of("There were 30 appeals, of which 42 were allowed.").size(), 1U);
    EXPECT_EQ(warnings_of("They see 30 of 2 year olds."), Strings{});
}

}  // namespace
}  // namespace assay::text
