#include "report/text_layout.h"

#include <gtest/gtest.h>

#include <sstream>

#include "report/utf8.h"

namespace assay::report {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

TEST(TextLayout, WrapsByDisplayWidthAndHangs) {
    std::string out;
    LayoutOptions options;
    options.width = 40;
    TextLayout layout(out, options);
    layout.paragraph(2, {{"+2.0"}}, 8,
                     {{"na\u00EFve \u6F22\u5B57\u6F22\u5B57 caf\u00E9 caf\u00E9 caf\u00E9 caf\u00E9 "
                       "caf\u00E9 caf\u00E9"}});
    const auto lines = lines_of(out);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0], "  +2.0  na\u00EFve \u6F22\u5B57\u6F22\u5B57 caf\u00E9 caf\u00E9 caf\u00E9");
    EXPECT_EQ(lines[1], "        caf\u00E9 caf\u00E9 caf\u00E9");
}

TEST(TextLayout, BreaksWordsThatAreWiderThanALine) {
    std::string out;
    LayoutOptions options;
    options.width = 40;
    TextLayout layout(out, options);
    layout.paragraph(10, {{"see " + std::string(70, 'x') + " end"}});
    for (const std::string& line : lines_of(out))
        EXPECT_LE(display_width(std::string_view(line)), 40) << line;
    EXPECT_NE(out.find("xxx end"), std::string::npos);
}

TEST(TextLayout, BreaksAlternativesWhereOneBegins) {
    std::string out;
    LayoutOptions options;
    options.width = 40;
    TextLayout layout(out, options);
    layout.paragraph(10,
                     {{"[promoting|encouraging|strengthening|promoted|" + std::string(32, 'x') + "|end]"}});
    const auto lines = lines_of(out);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[0], "          [promoting|encouraging|");
    EXPECT_EQ(lines[1], "          strengthening|promoted|xxxxxxx");
    EXPECT_EQ(lines[2], "          " + std::string(25, 'x') + "|end]");
}

TEST(TextLayout, ColoursOnlyWhenTold) {
    for (bool color : {false, true}) {
        std::string out;
        LayoutOptions options;
        options.color = color;
        TextLayout layout(out, options);
        layout.title({{"Title", Ink::strong}});
        layout.paragraph(4, {{"two marked", Ink::marked}, {" words", Ink::bad}});
        EXPECT_EQ(out.find('\x1b') != std::string::npos, color);
    }
}

TEST(TextLayout, DrawsBarsByEighths) {
    std::string out;
    LayoutOptions options;
    EXPECT_EQ(TextLayout(out, options).bar(0.5, 4), "\u2588\u2588");
    EXPECT_EQ(TextLayout(out, options).bar(0.25 + 1.0 / 32, 4), "\u2588\u258F");
    EXPECT_EQ(TextLayout(out, options).bar(0, 4), "");
    EXPECT_EQ(TextLayout(out, options).bar(7, 2), "\u2588\u2588");
    options.unicode = false;
    EXPECT_EQ(TextLayout(out, options).bar(0.5, 4), "##");
}

TEST(Fitted, CutsWideTextAndPadsNarrowText) {
    EXPECT_EQ(fitted("abc", 5), "abc  ");
    EXPECT_EQ(fitted("abcdef", 4), "abc\u2026");
    EXPECT_EQ(fitted("\u6F22\u5B57\u6F22", 4), "\u6F22\u2026 ");
}

TEST(Fitted, OrCutsTheFront) {
    EXPECT_EQ(fitted_end("abc", 5), "abc  ");
    EXPECT_EQ(fitted_end("abcdef", 4), "\u2026def");
    EXPECT_EQ(fitted_end("\u6F22\u5B57\u6F22", 4), "\u2026\u6F22 ");
    EXPECT_EQ(fitted_end("abcdef", 4, false), ".def");
}

}  // namespace
}  // namespace assay::report
