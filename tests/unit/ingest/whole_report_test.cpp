// Files with several statements, and the same text broken into lines in different ways.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "frameworks_for_tests.h"

namespace assay::ingest {
namespace {

struct Told {
    const char* title;
    const char* id;
    int score;
};

constexpr Told kNine[] = {{"Assessing needs", "assessing-needs", 2},
                          {"Supporting people to lead healthier lives", "healthier-lives", 3},
                          {"Equity in experience and outcomes", "equity", 3},
                          {"Care provision, integration and continuity", "care-provision", 2},
                          {"Partnerships and communities", "partnerships", 3},
                          {"Safe pathways, systems and transitions", "safe-pathways", 4},
                          {"Safeguarding", "safeguarding", 1},
                          {"Governance, management and sustainability", "governance", 3},
                          {"Learning, improvement and innovation", "learning", 2}};

std::string finding(const Told& told) {
    return std::string("In Marlowdale the duty about ") + told.id +
           " was carried out by one team, which met every week and wrote down what it had decided and why.";
}

std::string whole_report() {
    std::string text =
        "Marlowdale Council: local authority assessment\n\nPublished: 3 May 2024\n\nDownloads\n\nOverall "
        "summary\n\n"
        "Local authority rating and score\n\nMarlowdale scored 64 out of 100\n\nQuality statement scores\n\n";
    for (const Told& told : kNine)
        text += std::string(told.title) + "\nScore: " + std::to_string(told.score) + "\n\n";
    text +=
        "Summary of people's experiences\n\nPeople in Marlowdale told us that they waited too long for a "
        "first visit, and that "
        "they were seldom told why.\n\n";
    for (const Told& told : kNine) {
        text +=
            std::string(told.title) + "\n\nScore: " + std::to_string(told.score) +
            "\n\nWhat people expect\n\nI am in control of how my care is arranged and I know whom to ask.\n\n"
            "The local authority commitment\n\nWe always do what is right for everybody, and we do it "
            "well.\n\n"
            "Key findings for this quality statement\n\n" +
            finding(told) + "\n\n";
    }
    return text + "\xC2\xA9 Care Quality Commission\n";
}

TEST(WholeReport, IsCutIntoItsNineStatements) {
    const auto report = read_text(whole_report());
    ASSERT_TRUE(report.ok()) << report.error().message;
    EXPECT_EQ(report->authority, "Marlowdale Council");
    EXPECT_EQ(report->published_on, "3 May 2024");
    for (const Told& told : kNine) {
        const Part* p = part(*report, told.id);
        ASSERT_NE(p, nullptr) << told.id;
        EXPECT_EQ(p->published_score, told.score) << told.id;
        EXPECT_EQ(evidence(*report, told.id), std::vector<std::string>{finding(told)}) << told.id;
    }
    EXPECT_EQ(report->parts.size(), 10u);
    ASSERT_EQ(evidence(*report, "").size(), 1u);
    EXPECT_TRUE(report->warnings.empty()) << report->warnings[0].message;
}

TEST(WholeReport, OnlyADateIsWhenItWasPublished) {
    for (const auto& [line, date] : std::vector<std::pair<std::string, std::string>>{
             {"Published: 14 March 2025", "14 March 2025"},
             {"Published 2nd Sept 2024", "2nd Sept 2024"},
             {"Report published on Friday 6 June 2025", "Friday 6 June 2025"},
             {"Assessment published: May 2025", "May 2025"},
             {"Published: 2025-05-20", "2025-05-20"},
             {"Published work is shared.", ""},
             {"Published 2 Evidence shows some shortfalls", ""}}) {
        const auto report = read_text(line + "\n\nLearning, improvement and innovation\n\nScore: 3\n\n" +
                                      finding(kNine[8]) + "\n");
        ASSERT_TRUE(report.ok()) << line;
        EXPECT_EQ(report->published_on.value_or(""), date) << line;
    }
}

TEST(WholeReport, AStatementThatIsThereTwiceIsToldAndKept) {
    const std::string once =
        "Learning, improvement and innovation\n\nScore: 3\n\n" + finding(kNine[8]) + "\n\n";
    const auto report = read_text(once + once);
    ASSERT_TRUE(report.ok());
    EXPECT_EQ(report->parts.size(), 2u);
    ASSERT_EQ(report->warnings.size(), 1u);
    EXPECT_EQ(report->warnings[0].code, "statement-twice");
}

TEST(WholeReport, AFileWithoutAStatementIsAReportWithAWarning) {
    const std::string text =
        "Key findings for this quality statement\n\n" + finding(kNine[8]) + "\n\nScore: 3\n";
    const auto report = read_text(text);
    ASSERT_TRUE(report.ok());
    ASSERT_EQ(report->parts.size(), 1u);
    EXPECT_EQ(report->parts[0].statement, "");
    EXPECT_EQ(report->parts[0].published_score, 3);
    ASSERT_EQ(report->warnings.size(), 1u);
    EXPECT_EQ(report->warnings[0].code, "no-statement");
    const auto told = read_text(text, {"learning", ""});
    ASSERT_TRUE(told.ok());
    EXPECT_EQ(told->parts[0].statement, "learning");
}

TEST(WholeReport, ADraftWithNothingButTheStatementsAssumedIsRead) {
    const auto report = read_text(
        "Our teams meet every week and write down what they decide and why they do so.\n", {"learning", ""});
    ASSERT_TRUE(report.ok()) << report.error().message;
    EXPECT_EQ(report->framework, "cqc-la");
    EXPECT_EQ(evidence(*report, "learning").size(), 1u);
}

// Breaks every line of a text at a width, with `blanks` empty lines between lines.
std::string wrapped(const std::string& text, std::size_t width, int blanks) {
    std::string out;
    const std::string gap(static_cast<std::size_t>(blanks) + 1, '\n');
    std::stringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::size_t length = 0;
        std::stringstream words(line);
        for (std::string word; words >> word;) {
            if (length > 0 && length + 1 + word.size() > width) {
                out += gap;
                length = 0;
            }
            if (length > 0) {
                out += ' ';
                ++length;
            }
            out += word;
            length += word.size();
        }
        out += gap;
    }
    return out;
}

std::string joined(const std::vector<std::string>& blocks) {
    std::string out;
    for (const std::string& block : blocks) out += block + " ";
    return out;
}

// Blank lines inside sentences, so that only the words of the evidence can be compared: the sentences
// and the headings must come out the same.
void expect_same_words(const std::string& text, const std::string& what) {
    const auto given = read_text(text);
    ASSERT_TRUE(given.ok());
    const auto plain_words = [](const Report& report) {
        std::string out;
        std::stringstream all(joined(evidence(report, "learning")));
        for (std::string word; all >> word;) out += word + " ";
        return out;
    };
    for (const int blanks : {0, 1, 2}) {
        for (const std::size_t width : {72u, 80u, 100u}) {
            const auto again = read_text(wrapped(text, width, blanks));
            ASSERT_TRUE(again.ok());
            EXPECT_EQ(plain_words(*again), plain_words(*given))
                << what << " at " << width << " with " << blanks;
            ASSERT_NE(part(*again, "learning"), nullptr);
            EXPECT_EQ(part(*again, "learning")->published_score, part(*given, "learning")->published_score);
        }
    }
}

TEST(LineBreaks, SayNothing) {
    std::string text =
        "Learning, improvement and innovation\n\nScore: 3\n\n3 - Evidence shows a good standard\n\n"
        "Key findings for this quality statement\n\n"
        "Continuous learning, improvement and professional development\n\n";
    for (int i = 0; i < 6; ++i) {
        text +=
            "Staff in Marlowdale met every month to talk about what had gone wrong. They wrote it down, and "
            "leaders read "
            "it. In 2023 the Principal Social Worker (PSW) used 14 of these notes to change how visits were "
            "planned, "
            "which people had asked for.\n\n";
    }
    text +=
        "Learning from feedback\n\nComplaints were answered within 14 days, and leaders shared the themes "
        "with every team that "
        "could act on them.\n";
    expect_same_words(text, "made up");
}

TEST(LineBreaks, SayNothingInTheCorpusEither) {
    const char* given = std::getenv("ASSAY_CORPUS");
    const std::string folder =
        (given != nullptr ? std::string(given) : std::string(ASSAY_SOURCE_DIR) + "/../shared/corpus") +
        "/cqc-la/reports";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the corpus is not at hand";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        // One is broken into lines already.
        if (entry.path().filename().string().substr(0, 3) == "003") continue;
        expect_same_words(slurp(entry.path().string()), entry.path().filename().string());
    }
}

}  // namespace
}  // namespace assay::ingest
