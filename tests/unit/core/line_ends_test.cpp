#include "core/line_ends.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace assay {
namespace {

std::vector<std::size_t> begins(std::string_view text) {
    std::vector<std::size_t> out{0};
    LineEnds ends(text);
    for (std::size_t at = ends.next_line(0); at != LineEnds::npos; at = ends.next_line(at)) out.push_back(at);
    return out;
}

using Begins = std::vector<std::size_t>;

TEST(LineEnds, KnowTheLineFeed) {
    EXPECT_EQ(begins(""), Begins{0});
    EXPECT_EQ(begins("one"), Begins{0});
    EXPECT_EQ(begins("a\nb\n\nc\n"), (Begins{0, 2, 4, 5, 7}));
}

TEST(LineEnds, CountCarriageReturnAndLineFeedOnce) {
    EXPECT_EQ(begins("a\r\nb\r\n\r\nc"), (Begins{0, 3, 6, 8}));
    EXPECT_EQ(begins("a\r\r\nb"), (Begins{0, 4}));
}

TEST(LineEnds, KnowTheCarriageReturnAlone) {
    EXPECT_EQ(begins("a\rb\r\rc\r"), (Begins{0, 2, 4, 5, 7}));
    EXPECT_EQ(begins("\r"), (Begins{0, 1}));
}

TEST(LineEnds, MayBeMixed) {
    EXPECT_EQ(begins("a\rb\nc\r\nd\r\re\r"), (Begins{0, 2, 4, 7, 9, 10, 12}));
    EXPECT_EQ(begins("\r\n\r\n\n\r"), (Begins{0, 2, 4, 5, 6}));
}

TEST(LineEnds, AnswersTheSameWhenAskedTwiceAndSkipsWhatIsPassed) {
    const std::string text = "a\r\nb\rc\nd";
    LineEnds ends(text);
    EXPECT_EQ(ends.next_line(0), 3U);
    EXPECT_EQ(ends.next_line(0), 3U);
    EXPECT_EQ(ends.next_line(6), 7U);
    EXPECT_EQ(ends.next_line(7), LineEnds::npos);
    EXPECT_EQ(ends.next_line(8), LineEnds::npos);
}

}  // namespace
}  // namespace assay
