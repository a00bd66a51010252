// The published reports of the corpus, where it is at hand.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>

#include "frameworks_for_tests.h"

namespace assay::ingest {
namespace {

std::string corpus() {
    if (const char* given = std::getenv("ASSAY_CORPUS")) return given;
    return std::string(ASSAY_SOURCE_DIR) + "/../shared/corpus";
}

TEST(Corpus, EveryCqcReportIsRead) {
    const std::string folder = corpus() + "/cqc-la/reports";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the corpus is not at hand";
    int reports = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        auto extracted = extract_file(entry.path().string());
        ASSERT_TRUE(extracted.ok()) << extracted.error().message;
        const auto report = recogniser().lay_out(std::move(*extracted));
        ASSERT_TRUE(report.ok()) << report.error().message;
        ++reports;
        ASSERT_EQ(report->parts.size(), 1u) << entry.path();
        EXPECT_EQ(report->parts[0].statement, "learning");
        EXPECT_EQ(report->parts[0].published_score, entry.path().filename().string()[2] == '3' ? 2 : 3);
        EXPECT_GE(evidence(*report, "learning").size(), 9u);
    }
    EXPECT_EQ(reports, 5);
}

TEST(Corpus, EveryGradeOfThePdfsIsFound) {
    std::ifstream table(corpus() + "/ofsted-ilacs/published.tsv");
    if (!table) GTEST_SKIP() << "the corpus is not at hand";
    std::map<std::string, std::map<std::string, int>> published;
    std::string line;
    std::getline(table, line);
    while (std::getline(table, line)) {
        std::vector<std::string> cells;
        std::stringstream row(line);
        for (std::string cell; std::getline(row, cell, '\t');) cells.push_back(cell);
        ASSERT_EQ(cells.size(), 5u) << line;
        published[cells[0]][cells[3]] = std::stoi(cells[4]);
    }
    int found = 0;
    int stated = 0;
    for (const auto& [file, scores] : published) {
        auto extracted = extract_file(corpus() + "/ofsted-ilacs/reports/" + file);
        ASSERT_TRUE(extracted.ok()) << extracted.error().message;
        const auto report = recogniser().lay_out(std::move(*extracted));
        ASSERT_TRUE(report.ok()) << report.error().message;
        for (const auto& [statement, score] : scores) {
            ++stated;
            const Part* p = part(*report, statement);
            if (p != nullptr && p->published_score == score && !evidence(*report, statement).empty()) {
                ++found;
            } else {
                ADD_FAILURE() << file << " " << statement << " " << score;
            }
        }
    }
    EXPECT_EQ(published.size(), 125u);
    EXPECT_EQ(found, stated);
}

}  // namespace
}  // namespace assay::ingest
