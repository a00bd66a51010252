// The published grade is never evidence: other grades in a report's table, headings and verdicts leave
// every sentence of evidence as it was.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "assay/document.h"
#include "frameworks_for_tests.h"
#include "ingest/read_file.h"
#include "support/other_grades.h"

namespace assay::ingest {
namespace {

std::vector<std::string> sentences(const std::string& text) {
    auto report = read_text(text);
    EXPECT_TRUE(report.ok());
    if (!report) return {};
    const Document document = build_document(std::move(*report));
    std::vector<std::string> out;
    for (const Sentence& sentence : document.sentences) {
        out.push_back(document.report.parts[sentence.part].statement + ": " + document.quote(sentence));
    }
    return out;
}

TEST(Grades, AreNoEvidenceInAMadeUpReport) {
    const std::string text = testing::report_with_grades();
    int replaced = 0;
    const std::string other = testing::with_other_grades(text, 2, replaced);
    EXPECT_EQ(replaced, 7);
    const auto before = read_text(text);
    const auto after = read_text(other);
    ASSERT_TRUE(before.ok() && after.ok());
    EXPECT_EQ(part(*before, "leaders")->published_score, 3);
    EXPECT_EQ(part(*after, "leaders")->published_score, 1);
    EXPECT_EQ(part(*before, "in-care")->published_score, 1);
    EXPECT_EQ(part(*after, "in-care")->published_score, 3);
    EXPECT_EQ(part(*before, "overall")->published_score, 2);
    EXPECT_EQ(part(*after, "overall")->published_score, 4);
    const std::vector<std::string> expected = {
        "overall: Leaders know what needs to change and have said so.",
        "overall: The time that children wait for a first visit.",
        "in-care: Children in care wait too long for a plan.",
        "in-care: Some plans are good, and children know what is in them.",
        "leaders: Leaders meet social workers every month and act on what they hear."};
    EXPECT_EQ(sentences(text), expected);
    EXPECT_EQ(sentences(other), expected);
}

TEST(Grades, AreNoEvidenceInThePdfs) {
    const char* given = std::getenv("ASSAY_CORPUS");
    const std::string folder =
        (given != nullptr ? std::string(given) : std::string(ASSAY_SOURCE_DIR) + "/../shared/corpus") +
        "/ofsted-ilacs/reports";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the corpus is not at hand";
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto extracted = extract_file(entry.path().string());
        ASSERT_TRUE(extracted.ok()) << extracted.error().message;
        const std::string text(extracted->text.bytes);
        int replaced = 0;
        const std::string other = testing::with_other_grades(text, 2, replaced);
        EXPECT_GE(replaced, 4) << entry.path().filename();
        const auto before = sentences(text);
        const auto after = sentences(other);
        EXPECT_GE(before.size(), 50u);
        EXPECT_EQ(before.size(), after.size()) << entry.path().filename();
        for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i) {
            EXPECT_EQ(before[i], after[i]) << entry.path().filename();
            if (before[i] != after[i]) break;
        }
        ++files;
    }
    EXPECT_EQ(files, 125);
}

}  // namespace
}  // namespace assay::ingest
