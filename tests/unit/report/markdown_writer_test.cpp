#include "report/markdown_writer.h"

#include <gtest/gtest.h>

namespace assay::report {
namespace {

std::string shown(std::string_view text) {
    std::string out;
    append_markdown(out, text);
    return out;
}

TEST(Markdown, TextOfAReportIsNeverMarkup) {
    EXPECT_EQ(shown("*not bold* _nor this_ `nor code`"), "\\*not bold\\* \\_nor this\\_ \\`nor code\\`");
    EXPECT_EQ(shown("<script> & [link](x) | cell"), "&lt;script> &amp; \\[link\\](x) \\| cell");
    EXPECT_EQ(shown("# heading"), "\\# heading");
    EXPECT_EQ(shown("- item"), "\\- item");
    EXPECT_EQ(shown("1. item, 2. item"), "1\\. item, 2. item");
    EXPECT_EQ(shown("0.1.0"), "0.1.0");
    EXPECT_EQ(shown("two\nlines"), "two lines");
}

}  // namespace
}  // namespace assay::report
