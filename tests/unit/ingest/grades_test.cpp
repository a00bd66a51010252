// The published grade is never evidence: other grades in a report's table, headings and verdicts leave
// every sentence of evidence as it was.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <cstdlib>
#include <filesystem>

#include "assay/document.h"
#include "frameworks_for_tests.h"
#include "ingest/read_file.h"

namespace assay::ingest {
namespace {

std::string other_grade(std::string_view grade) {
    const bool capital = grade.front() >= 'A' && grade.front() <= 'Z';
    const auto is = [&](std::string_view word) {
        return (grade[0] | 32) == word[0] && grade.size() >= word.size() &&
               grade.substr(1, word.size() - 1) == word.substr(1);
    };
    if (is("good")) return capital ? "Inadequate" : "inadequate";
    if (is("outstanding"))
        return capital ? "Requires improvement to be good" : "requires improvement to be good";
    if (is("inadequate")) return capital ? "Outstanding" : "outstanding";
    return capital ? "Good" : "good";
}

// Replaces what group 2 of the pattern matched, everywhere.
std::string replace_grades(const std::string& text, const RE2& pattern, int& replaced) {
    std::string out;
    re2::StringPiece rest(text);
    re2::StringPiece before;
    re2::StringPiece grade;
    const char* copied = text.data();
    while (RE2::FindAndConsume(&rest, pattern, &before, &grade)) {
        out.append(copied, grade.data());
        out += other_grade({grade.data(), grade.size()});
        copied = grade.data() + grade.size();
        ++replaced;
    }
    out.append(copied, text.data() + text.size());
    return out;
}

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

constexpr const char* kGrade =
    "((?i:outstanding|good|inadequate|requires?\\s+improvement(?:\\s+to\\s+be\\s+good)?))";

std::string with_other_grades(std::string text, int& replaced) {
    // The table of judgements and the headings that repeat them.
    const RE2 table(std::string("(?m)^()") + kGrade + "$");
    const RE2 heading(std::string("(The (?:experiences|impact)[a-z\\s-]{20,110}?(?::| is| are)\\s+)") +
                      kGrade + "\\n");
    // Verdicts in prose, found by a pattern of the test's own.
    const RE2 verdict(std::string("((?i:\\bservices?|\\boverall "
                                  "effectiveness)\\b[^.;:◼\f]{0,80}?\\b(?:is|are|was|were|remains?|be)(?: "
                                  "now| judged| judged to be)*\\s+)") +
                      kGrade + "(?:[.,]| overall)");
    EXPECT_TRUE(table.ok() && heading.ok() && verdict.ok());
    for (const RE2* pattern : {&heading, &table, &verdict}) text = replace_grades(text, *pattern, replaced);
    return text;
}

TEST(Grades, AreNoEvidenceInAMadeUpReport) {
    const std::string text =
        "Inspection of Marlowdale local authority children's services\n\nJudgement\n\nGrade\n\n"
        "The impact of leaders on social work practice with children\nand families\n\nGood\n\n"
        "The experiences and progress of children in care and care\nleavers\n\nInadequate\n\nOverall "
        "effectiveness\n\n"
        "Requires improvement\nto be good\n\n"
        "Services for children in Marlowdale are good. Leaders know what needs to change and have said "
        "so.\n\n"
        "What needs to improve?\n\n\xE2\x97\xBC The time that children wait for a first visit.\n\n"
        "The experiences and progress of children in care and care\nleavers: inadequate\n\n"
        "1.\n\nChildren in care wait too long for a plan. Some plans are good, and children know what is in "
        "them.\n\n"
        "The impact of leaders on social work practice with children and\nfamilies is good\n\n"
        "2.\n\nLeaders meet social workers every month and act on what they hear.\n";
    int replaced = 0;
    const std::string other = with_other_grades(text, replaced);
    EXPECT_EQ(replaced, 6);
    const auto before = read_text(text);
    const auto after = read_text(other);
    ASSERT_TRUE(before.ok() && after.ok());
    EXPECT_EQ(part(*before, "leaders")->published_score, 3);
    EXPECT_EQ(part(*after, "leaders")->published_score, 1);
    EXPECT_EQ(part(*before, "in-care")->published_score, 1);
    EXPECT_EQ(part(*after, "in-care")->published_score, 4);
    EXPECT_EQ(part(*before, "overall")->published_score, 2);
    EXPECT_EQ(part(*after, "overall")->published_score, 3);
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
        const std::string other = with_other_grades(text, replaced);
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
