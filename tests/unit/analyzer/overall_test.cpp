#include "analyzer/overall.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "support/corpus.h"

namespace assay::analyzer {
namespace {

std::vector<std::string> columns(const std::string& line) {
    std::vector<std::string> out;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, '\t');) out.push_back(cell);
    return out;
}

// The published scores of 72 councils reproduce the published ratings with the pack's bands.
TEST(Overall, PublishedScoresGiveThePublishedRatings) {
    const auto corpus = testing::corpus_folder();
    if (!corpus) GTEST_SKIP() << testing::kNoCorpus;
    const LoadedPack loaded = load_pack(ASSAY_SOURCE_DIR "/rules/cqc-la");
    ASSERT_NE(loaded.pack, nullptr);
    std::ifstream table(*corpus / "cqc-la" / "published-scores.tsv");
    std::string line;
    std::getline(table, line);
    const auto names = columns(line);
    int rated = 0;
    for (; std::getline(table, line);) {
        const auto cells = columns(line);
        std::map<std::string, std::string> row;
        for (std::size_t i = 0; i < cells.size() && i < names.size(); ++i) row[names[i]] = cells[i];
        if (row["overall_rating"] == "Not Rated") continue;
        std::vector<StatementScore> scores;
        for (const Statement& s : loaded.pack->framework().statements) {
            std::string column = s.id;
            for (char& c : column) c = c == '-' ? '_' : c;
            ASSERT_EQ(row[column].size(), 1u) << column;
            scores.push_back({s.id, row[column][0] - '0'});
        }
        const OverallRating rating = overall_rating(loaded.pack->framework(), scores, ScoreKind::published);
        EXPECT_EQ(rating.title, row["overall_rating"]) << row["authority"];
        ++rated;
    }
    EXPECT_EQ(rated, 71);
}

Framework with_median() {
    Framework f;
    f.overall_rule = OverallRule::lower_median;
    f.overall_statement = "overall";
    f.descriptors = {"inadequate", "requires improvement", "good", "outstanding"};
    return f;
}

TEST(Overall, TheLowerMedianWhereTheReportHasNoOverallJudgement) {
    const auto predicted = [](const std::vector<StatementScore>& scores) {
        return overall_rating(with_median(), scores, ScoreKind::predicted);
    };
    EXPECT_EQ(predicted({{"a", 4}, {"b", 2}, {"c", 2}, {"d", 3}}).score, 2);
    EXPECT_EQ(predicted({{"a", 4}, {"b", 2}}).score, std::nullopt);
    EXPECT_EQ(predicted({{"a", 4}, {"b", 2}, {"c", 3}, {"d", 3}, {"overall", 1}}).title, "inadequate");
    EXPECT_EQ(predicted({{"a", 4}, {"b", 2}, {"c", 3}, {"d", 3}, {"overall", std::nullopt}}).title, "");
}

TEST(Overall, WhatWasPublishedIsNeverWorkedOut) {
    const auto published = [](const std::vector<StatementScore>& scores) {
        return overall_rating(with_median(), scores, ScoreKind::published);
    };
    EXPECT_EQ(published({{"a", 4}, {"b", 3}, {"c", 3}, {"d", 3}, {"overall", 4}}).title, "outstanding");
    EXPECT_EQ(published({{"a", 4}, {"b", 3}, {"c", 3}, {"overall", std::nullopt}}).title, "");
    EXPECT_EQ(published({{"a", 4}, {"b", 3}, {"c", 3}}).title, "");
}

TEST(Overall, AMissingScoreLeavesTheRatingEmpty) {
    Framework f;
    f.overall_rule = OverallRule::percentage_bands;
    f.statements = {{"a", "A", "", {}, {}}, {"b", "B", "", {}, {}}};
    f.bands = {{"Low", 25}, {"High", 63}};
    EXPECT_EQ(overall_rating(f, {{"a", 3}, {"b", std::nullopt}}, ScoreKind::published).title, "");
    const OverallRating rating = overall_rating(f, {{"a", 3}, {"b", 2}}, ScoreKind::predicted);
    EXPECT_EQ(rating.percentage, 63);  // 62.5 is rounded
    EXPECT_EQ(rating.title, "High");
}

}  // namespace
}  // namespace assay::analyzer
