#include "report/utf8.h"

#include <gtest/gtest.h>

namespace assay::report {
namespace {

std::string repaired(std::string_view bytes) {
    std::string out;
    append_repaired(out, bytes);
    return out;
}

std::string one_line(std::string_view bytes) {
    std::string out;
    append_normalised(out, bytes);
    return out;
}

TEST(Utf8, LeavesGoodTextAsItIs) {
    EXPECT_EQ(repaired("caf\u00E9 \u2014 \U0001F600 \u6F22"), "caf\u00E9 \u2014 \U0001F600 \u6F22");
}

// The expected values are those of Python's bytes.decode(errors="replace").
TEST(Utf8, ReplacesEachLongestBrokenBeginningOnce) {
    EXPECT_EQ(repaired("p\xE9ople"), "p\uFFFDople");
    EXPECT_EQ(repaired("\xE2\x82"), "\uFFFD");
    EXPECT_EQ(repaired("\xE2\x82 x"), "\uFFFD x");
    EXPECT_EQ(repaired("\xC0\xAF"), "\uFFFD\uFFFD");
    EXPECT_EQ(repaired("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(repaired("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(repaired("\xF0\x9F\x98"), "\uFFFD");
    EXPECT_EQ(repaired("\xFF"), "\uFFFD");
}

TEST(Utf8, NormalisesEveryKindOfWhiteSpace) {
    EXPECT_EQ(one_line("  a\r\n\t b\u00A0\u2009c\fd\u3000"), "a b c d ");
    EXPECT_EQ(one_line("a\u200Bb"), "a\u200Bb");  // zero width is no white space
}

TEST(Utf8, MeasuresColumnsNotBytes) {
    EXPECT_EQ(display_width(std::string_view("abc")), 3);
    EXPECT_EQ(display_width(std::string_view("na\u00EFve")), 5);
    EXPECT_EQ(display_width(std::string_view("nai\u0308ve")), 5);
    EXPECT_EQ(display_width(std::string_view("\u6F22\u5B57")), 4);
    EXPECT_EQ(display_width(std::string_view("\U0001F600")), 2);
    EXPECT_EQ(display_width(std::string_view("\u2588\u258F")), 2);
}

TEST(Utf8, KeepsEscapesAndBidiMarksFromTheTerminal) {
    EXPECT_EQ(for_terminal("a\x1b[31mred"), "a\uFFFD[31mred");
    EXPECT_EQ(for_terminal("a\u202Eb\u009Bc"), "a\uFFFDb\uFFFDc");
    EXPECT_EQ(for_terminal(" two\nlines "), "two lines");
    EXPECT_EQ(for_terminal("plain words"), "plain words");
    EXPECT_EQ(for_terminal("erased\x7F"), "erased\uFFFD");
    EXPECT_EQ(for_terminal(""), "");
}

}  // namespace
}  // namespace assay::report
