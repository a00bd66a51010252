#include "report/csv_row.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <string>

#include "report/quote.h"

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

// The rules one by one, as docs/csv.md has them.
std::string cell_by_hand(std::string_view text) {
    std::string words = normalised(text);
    for (const std::string_view opener : {"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"}) {
        if (words.starts_with(opener)) {
            words = "'" + words;
            break;
        }
    }
    std::string cell;
    bool quoted = false;
    for (const char c : words) {
        const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
        quoted = quoted || c == ',' || c == '"';
        if (c == '"') cell += '"';
        cell += control ? '?' : c;
    }
    return quoted ? '"' + cell + '"' : cell;
}

TEST(CsvCell, WhatIsSpecialIsSeenWhereverItStands) {
    for (const std::string_view special :
         {",", "\"", "\x7F", "\x01", "=", "-", "@", " ", "  ", "\n", "\u00A0", "\u00E9", "\uFF0B", "\xFF"}) {
        for (std::size_t size = 0; size <= 40; ++size) {
            for (std::size_t at = 0; at <= size; ++at) {
                std::string text(size, 'x');
                text.insert(at, special);
                EXPECT_EQ(cell(text), cell_by_hand(text));
            }
        }
    }
}

std::string number(double value) {
    std::string out;
    NumberTexts numbers;
    CsvRow(out, numbers).number(value);
    return out;
}

TEST(CsvRow, NumbersAreTheShortestThatReadBackTheSame) {
    for (int tenths = -20'000; tenths < 20'000; ++tenths)
        EXPECT_EQ(number(tenths / 10.0), fmt::format("{}", tenths / 10.0));
    for (const double value :
         {0.0, -0.0, 1e15, 1e16, 1e21, 1e-4, 1e-5, 5e-324, -1.7976931348623157e308, 1.0 / 3})
        EXPECT_EQ(number(value), fmt::format("{}", value));
    std::mt19937_64 random(3);
    for (int round = 0; round < 50'000; ++round) {
        const auto value = std::bit_cast<double>(random());
        if (!std::isfinite(value)) continue;
        EXPECT_EQ(number(value), fmt::format("{}", value));
    }
    EXPECT_EQ(number(std::numeric_limits<double>::infinity()), "");
    EXPECT_EQ(number(std::nan("")), "");
}

TEST(CsvRow, CellsAreParted) {
    std::string out;
    NumberTexts numbers;
    CsvRow row(out, numbers);
    row.text("a, b").number(0.5).number(0.5).count(12'345).place(0).place(3).flag(true).maybe_flag(
        std::nullopt);
    row.ready("1,2").empty(2).score(4).end();
    row.empty(2).end();
    EXPECT_EQ(out, "\"a, b\",0.5,0.5,12345,,3,TRUE,,1,2,,,4\r\n,\r\n");
}

}  // namespace
}  // namespace assay::report
