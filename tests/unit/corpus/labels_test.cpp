#include "corpus/labels.h"

#include <gtest/gtest.h>

namespace assay::corpus {
namespace {

Framework two_statements() {
    Framework framework;
    for (const char* id : {"leaders", "in-care"}) {
        Statement statement;
        statement.id = id;
        framework.statements.push_back(statement);
    }
    return framework;
}

TEST(Labels, LinesMayEndAsOnAnySystem) {
    const std::string unix =
        "\xEF\xBB\xBF"
        "authority\tstatement\tscore\nAldermere\tleaders\t3\n\nDunmoor\tin-care\t2";
    for (const std::string& end : {std::string("\n"), std::string("\r\n"), std::string("\r")}) {
        std::string text;
        for (const char c : unix) text += c == '\n' ? end : std::string(1, c);
        const Result<Labels> labels = read_labels(text, "scores.tsv", two_statements());
        ASSERT_TRUE(labels.ok()) << labels.error().message;
        ASSERT_EQ(labels->rows.size(), 2U);
        EXPECT_EQ(labels->rows[0].scores.at("leaders"), 3);
        EXPECT_EQ(labels->rows[1].scores.at("in-care"), 2);
    }
}

TEST(Labels, NameTheLineOfAScoreThatIsNone) {
    const Result<Labels> labels =
        read_labels("authority\tstatement\tscore\rAldermere\tleaders\t3\rDunmoor\tin-care\t7\r", "scores.tsv",
                    two_statements());
    ASSERT_TRUE(labels.ok());
    ASSERT_EQ(labels->remarks.size(), 1U);
    EXPECT_NE(labels->remarks[0].find("line 3"), std::string::npos) << labels->remarks[0];
}

TEST(Labels, AnEmptyTableIsTold) {
    EXPECT_FALSE(read_labels("", "scores.tsv", two_statements()).ok());
}

}  // namespace
}  // namespace assay::corpus
