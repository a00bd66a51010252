#include "report/summary_columns.h"

#include <gtest/gtest.h>

#include "report/summary.h"

namespace assay::report {
namespace {

const std::string kCare = "The experiences and progress of children in care";
const std::string kHelp = "The experiences and progress of children who need help";

SummaryRow row(const std::string& path, const std::string& authority, const std::string& statement,
               const std::string& title) {
    SummaryRow made;
    made.path = path;
    made.authority = authority;
    made.statement = statement;
    made.title = title;
    return made;
}

// The rows as they would stand, ends of lines trimmed.
std::vector<std::string> table(const std::vector<SummaryRow>& rows, int columns) {
    const SummaryColumns made = summary_columns(rows, columns, true);
    std::vector<std::string> lines;
    for (const SummaryColumns::Row& each : made.rows) {
        std::string line = each.report + (made.with_file ? "|" + each.file : "") + "|" + each.statement;
        line.erase(line.find_last_not_of(' ') + 1);
        lines.push_back(line);
    }
    return lines;
}

using Lines = std::vector<std::string>;

TEST(SummaryColumns, TitlesWhereAllFitElseIds) {
    const std::vector<SummaryRow> rows{row("a.txt", "Moorby", "in-care", kCare),
                                       row("a.txt", "Moorby", "help", kHelp)};
    EXPECT_EQ(table(rows, 49), (Lines{"Moorby|in-care", "Moorby|help"}));
    EXPECT_EQ(table(rows, 110), (Lines{"Moorby|" + kCare, "Moorby|" + kHelp}));
}

TEST(SummaryColumns, TheReportsOfOneCouncilAreToldApart) {
    const std::vector<SummaryRow> rows{row("in/moorby-2019-04.pdf", "Moorby City Council", "help", "Help"),
                                       row("in/moorby-2023-09.pdf", "Moorby", "help", "Help"),
                                       row("in/x.pdf", "Westerfield", "help", "Help")};
    EXPECT_EQ(table(rows, 40),
              (Lines{"moorby-2019-04.pdf|Help", "moorby-2023-09.pdf|Help", "Westerfield       |Help"}));
    EXPECT_EQ(table(rows, 25),
              (Lines{"\u2026by-2019-04.pdf|Help", "\u2026by-2023-09.pdf|Help", "Westerfield    |Help"}));
    EXPECT_EQ(table(rows, 80), (Lines{"Moorby City Council|moorby-2019-04.pdf|Help",
                                      "Moorby             |moorby-2023-09.pdf|Help",
                                      "Westerfield        |x.pdf             |Help"}));
}

TEST(SummaryColumns, NamesThatWouldLookAlikeWhenCut) {
    const std::vector<SummaryRow> rows{row("a.txt", "Royal Borough of Kingsmere", "help", "Help"),
                                       row("b.txt", "Royal Borough of Kingsmoor", "help", "Help")};
    EXPECT_EQ(table(rows, 30), (Lines{"a.txt |Help", "b.txt |Help"}));
    EXPECT_EQ(table(rows, 40), (Lines{"Royal Borough of Kingsmere|Help", "Royal Borough of Kingsmoor|Help"}));
}

TEST(SummaryColumns, FilesOfOneNameGoByTheirFolders) {
    const std::vector<SummaryRow> rows{row("spring/report.txt", "Moorby", "help", "Help"),
                                       row("autumn/report.txt", "Moorby", "help", "Help")};
    EXPECT_EQ(table(rows, 40), (Lines{"spring/report.txt|Help", "autumn/report.txt|Help"}));
}

TEST(SummaryColumns, WithoutACouncilTheFileStandsThere) {
    EXPECT_EQ(table({row("in/a.txt", "", "help", "Help")}, 40), Lines{"in/a.txt|Help"});
}

TEST(SameFiles, AreKnownByTheirBytes) {
    SameFiles files;
    EXPECT_EQ(files.add("a.txt", "11"), "");
    EXPECT_EQ(files.add("b.txt", "22"), "");
    EXPECT_EQ(files.add("c.txt", "11"), "c.txt is the same file as a.txt.");
    EXPECT_EQ(files.add("b.txt", "22"), "b.txt is given twice.");
    EXPECT_EQ(files.add("d.txt", ""), "");
    EXPECT_EQ(files.add("e.txt", ""), "") << "files that cannot be read are not the same";
}

}  // namespace
}  // namespace assay::report
