#include "report/csv_writer.h"

#include <gtest/gtest.h>

namespace assay::report {
namespace {

std::string cell(std::string_view text) {
    std::string out;
    append_text_cell(out, text);
    return out;
}

TEST(CsvCell, QuotesOnlyWhatNeedsQuotes) {
    EXPECT_EQ(cell("plain words"), "plain words");
    EXPECT_EQ(cell("one, two"), "\"one, two\"");
    EXPECT_EQ(cell("a \"word\""), "\"a \"\"word\"\"\"");
    EXPECT_EQ(cell(""), "");
}

TEST(CsvCell, TextCannotBecomeAFormula) {
    EXPECT_EQ(cell("=1+1"), "'=1+1");
    EXPECT_EQ(cell("+44 20"), "'+44 20");
    EXPECT_EQ(cell("-5 per cent, or less"), "\"'-5 per cent, or less\"");
    EXPECT_EQ(cell("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(cell(" \t=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
    EXPECT_EQ(cell("\r=1"), "'=1");
    EXPECT_EQ(cell("\uFF1D1"), "'\uFF1D1");
    EXPECT_EQ(cell("a = b"), "a = b");
}

TEST(CsvCell, KeepsARowOnOneLine) {
    EXPECT_EQ(cell("two\r\nlines"), "two lines");
    EXPECT_EQ(cell(std::string("a\0b", 3)), "a?b");
    EXPECT_EQ(cell("\xFF"), "\uFFFD");
}

}  // namespace
}  // namespace assay::report
