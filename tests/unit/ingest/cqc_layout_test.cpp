// Layouts of CQC reports, each with words of its own about councils that do not exist.
#include <gtest/gtest.h>

#include "frameworks_for_tests.h"

namespace assay::ingest {
namespace {

const char* const kBody =
    "The local authority commitment\n\nWe encourage creative ways of working. We are outstanding at "
    "everything.\n\n"
    "Key findings for this quality statement\n\n"
    "Continuous learning, improvement and professional development\n\n"
    "Staff in Marlowdale used reviews to change how they worked, and they showed us what had changed "
    "since.\n\n"
    "Learning from feedback\n\n"
    "Leaders answered every complaint within 14 days and told people what had been done about it.\n";

struct ScoreForm {
    const char* lines;
    int score;
};

class ScoreLines : public testing::TestWithParam<ScoreForm> {};

TEST_P(ScoreLines, AreRead) {
    const auto report = read_text(std::string("\nLearning, improvement and innovation\n\n") +
                                  GetParam().lines + "\n\n" + kBody);
    ASSERT_TRUE(report.ok()) << report.error().message;
    EXPECT_EQ(report->framework, "cqc-la");
    ASSERT_EQ(report->parts.size(), 1u);
    EXPECT_EQ(report->parts[0].statement, "learning");
    EXPECT_EQ(report->parts[0].published_score, GetParam().score);
    EXPECT_EQ(evidence(*report, "learning").size(), 2u);
    for (const std::string& block : evidence(*report, "learning")) {
        EXPECT_EQ(block.find("Score"), std::string::npos);
        EXPECT_EQ(block.find("shortfalls"), std::string::npos);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Forms, ScoreLines,
    testing::Values(ScoreForm{"Score: 3", 3}, ScoreForm{"Score 3", 3}, ScoreForm{"Score:2", 2},
                    ScoreForm{"SCORE: 4", 4}, ScoreForm{"Indicative score:\n1", 1},
                    ScoreForm{"Indicative score:\n\n4", 4}, ScoreForm{"Indicative score: 2", 2},
                    ScoreForm{"Score: 3 - Evidence shows a good standard", 3},
                    ScoreForm{"Score: 3\n\n3 - Evidence shows a good standard", 3},
                    ScoreForm{"Score: 2\n2 – Evidence shows some shortfalls", 2},
                    ScoreForm{"1 – Evidence shows significant shortfalls", 1}, ScoreForm{"**Score: 3**", 3},
                    ScoreForm{"Score:\xC2\xA0"
                              "2",
                              2}));

TEST(CqcLayout, ASummaryPercentageIsNoStatementScore) {
    const auto report = read_text(
        "Marlowdale Council: local authority assessment\n\nOverall rating\nMarlowdale scored 78 out of "
        "100\n\n"
        "Learning, improvement and innovation\n\n" +
        std::string(kBody));
    ASSERT_TRUE(report.ok());
    EXPECT_EQ(report->authority, "Marlowdale Council");
    EXPECT_EQ(report->published_rating, "78 out of 100");
    ASSERT_NE(part(*report, "learning"), nullptr);
    EXPECT_FALSE(part(*report, "learning")->published_score);
    EXPECT_EQ(report->warnings.at(0).code, "no-score");
}

TEST(CqcLayout, BoilerplateIsNeverEvidence) {
    const auto report =
        read_text("Learning, improvement and innovation\n\nScore: 3\n\n" + std::string(kBody));
    ASSERT_TRUE(report.ok());
    for (const std::string& block : evidence(*report, "learning")) {
        EXPECT_EQ(block.find("creative"), std::string::npos);
    }
}

TEST(CqcLayout, ATitleMayBeTheLongestLineOfAShortText) {
    const auto report = read_text(
        "London Borough of Moorby: local authority assessment\n\nLearning, improvement and innovation\n\n"
        "Score: 2\n\nKey findings for this quality statement\n\nStaff had regular supervision.\n\n"
        "Leaders could not show that audits had changed it.\n");
    ASSERT_TRUE(report.ok());
    EXPECT_EQ(report->authority, "London Borough of Moorby");
    EXPECT_EQ(evidence(*report, "learning"),
              (std::vector<std::string>{"Staff had regular supervision.",
                                        "Leaders could not show that audits had changed it."}));
}

TEST(CqcLayout, ARecipeIsNoReport) {
    const auto report =
        read_text("Apple cake\n\nPeel six apples and stew them with sugar.\n\nBake for an hour.\n");
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, "not-a-report");
}

}  // namespace
}  // namespace assay::ingest
