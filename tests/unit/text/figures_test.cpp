#include "text/figures.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/plain_report.h"

namespace assay::text {
namespace {

/// "code: message [bytes]" of every warning.
std::vector<std::string> warnings_of(const std::string& text) {
    const Document document = testing::plain_document(text);
    std::vector<std::string> out;
    for (const Warning& warning : check_figures(document)) {
        out.push_back(warning.code + ": " + warning.message + " [" +
                      std::string(slice(document.text(), warning.at)) + "]");
    }
    return out;
}

using Strings = std::vector<std::string>;

TEST(Figures, SharesOfOneWholeThatAreMoreThanAll) {
    EXPECT_EQ(
        warnings_of("Of the appeals, 20% were allowed, 35% were partly allowed and 55% were not allowed."),
        (Strings{"sum-not-100: The shares 20 %, 35 % and 55 % add up to 110 %, not 100 %. "
                 "[20% were allowed, 35% were partly allowed and 55%]"}));
    EXPECT_EQ(warnings_of("20% were allowed, 35% partly, 55% not allowed.").size(), 1U);
    EXPECT_EQ(warnings_of("60% were satisfied and 50% were dissatisfied.").size(), 1U);
    EXPECT_EQ(warnings_of("In all, 60% were satisfied. 50% were dissatisfied.").size(), 1U);
    EXPECT_EQ(warnings_of("20% were allowed, 20% partly allowed and 30% were not allowed.").size(), 1U);
}

TEST(Figures, SharesThatAreRightOrNotOfOneWhole) {
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

TEST(Figures, TheRestMustBeTheRest) {
    EXPECT_EQ(warnings_of("70% agreed, 20% did not and the remaining 20% gave no answer.").size(), 1U);
    EXPECT_EQ(warnings_of("70% agreed, 20% did not and the remaining 10% gave no answer."), Strings{});
    EXPECT_EQ(warnings_of("Of the 80% who answered, 60% agreed and the remaining 40% did not."), Strings{});
}

TEST(Figures, SharesBesideTheirFigures) {
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

TEST(Figures, PartsAreNoMoreThanTheWhole) {
    EXPECT_EQ(warnings_of("Inspectors saw 12 of the 9 homes."),
              (Strings{"part-exceeds-whole: 12 of 9 is more than all of them. [12 of the 9]"}));
    EXPECT_EQ(warnings_of("There were 30 appeals, of which 42 were allowed.").size(), 1U);
    EXPECT_EQ(warnings_of("In all, 120% of staff were trained.").size(), 1U);
    EXPECT_EQ(warnings_of("Visits rose by 120% of the target."), Strings{});
    EXPECT_EQ(warnings_of("Spending was 120% of budget."), Strings{});
    EXPECT_EQ(warnings_of("They see 30 of 2 year olds."), Strings{});
}

}  // namespace
}  // namespace assay::text
