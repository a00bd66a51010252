#include "report/journal.h"

#include <gtest/gtest.h>

namespace assay::report {
namespace {

JournalHead head() {
    return {"0.1.0", "jsonl", "aa bb ", "statement= drafts=false"};
}

JournalEntry entry(std::string path) {
    JournalEntry made{std::move(path), "00ff", "northmere", {12, 345}, {}};
    SummaryRow row;
    row.path = "reports/northmere.txt";
    row.authority = "Northmere \u201CCouncil\u201D";
    row.statement = "learning";
    row.predicted = 3;
    row.probability = 0.1 + 0.2;
    row.balance = -1.5;
    row.findings = 7;
    row.calibrated = true;
    made.rows.push_back(row);
    return made;
}

TEST(Journal, ComesBackAsItWas) {
    const std::string text =
        journal_line(head()) + journal_line(entry("a b.txt")) + journal_line(entry("odd\xFF\n\"name"));
    const auto journal = read_journal(text);
    ASSERT_TRUE(journal);
    EXPECT_EQ(journal->head, head());
    EXPECT_EQ(journal->bytes, text.size());
    ASSERT_EQ(journal->entries.size(), 2U);
    EXPECT_EQ(journal->entries[1].path, "odd\xFF\n\"name");
    EXPECT_EQ(journal->entries[1].sizes, (std::vector<std::uint64_t>{12, 345}));
    const SummaryRow& row = journal->entries[0].rows.at(0);
    EXPECT_EQ(row.authority, "Northmere \u201CCouncil\u201D");
    EXPECT_EQ(row.predicted, 3);
    EXPECT_FALSE(row.published);
    EXPECT_EQ(row.findings, 7U);
    EXPECT_TRUE(row.calibrated);
    EXPECT_FALSE(row.abstained);
}

TEST(Journal, LeavesOutWhatIsNotWhole) {
    const std::string whole = journal_line(head()) + journal_line(entry("a.txt"));
    const std::string next = journal_line(entry("b.txt"));
    for (std::size_t cut : {std::size_t{1}, next.size() / 2, next.size() - 1}) {
        const auto journal = read_journal(whole + next.substr(0, cut));
        ASSERT_TRUE(journal);
        EXPECT_EQ(journal->entries.size(), 1U);
        EXPECT_EQ(journal->bytes, whole.size());
    }
}

TEST(Journal, RefusesOtherFiles) {
    EXPECT_FALSE(read_journal(""));
    EXPECT_FALSE(read_journal("words\n"));
    EXPECT_FALSE(read_journal("{\"format\":\"json\"}\n"));
    EXPECT_FALSE(read_journal(journal_line(head()).substr(0, 20)));
}

}  // namespace
}  // namespace assay::report
