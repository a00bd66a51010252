#include "match/phrase.h"

#include <gtest/gtest.h>

namespace assay::match {
namespace {

TEST(Phrase, ReadsEveryElement) {
    const auto parsed =
        parse_phrase("~use *2 learning from [complaints|a |@feedback] {percent as benchmark}");
    ASSERT_TRUE(parsed.errors.empty()) << parsed.errors[0].message;
    const Sequence& e = parsed.phrase.elements;
    ASSERT_EQ(e.size(), 6u);
    EXPECT_EQ(e[0].kind, ElementKind::inflected);
    EXPECT_EQ(e[0].text, "use");
    EXPECT_EQ(e[1].gap, 2u);
    EXPECT_EQ(e[2].text, "learning");
    EXPECT_EQ(e[4].alternatives.size(), 3u);
    EXPECT_EQ(e[5].text, "percent");
    EXPECT_EQ(e[5].name, "benchmark");
    EXPECT_EQ(e[4].column, 23u);
}

TEST(Phrase, AnEmptyAlternativeIsKept) {
    const auto parsed = parse_phrase("[very|] good");
    ASSERT_TRUE(parsed.errors.empty());
    EXPECT_TRUE(parsed.phrase.elements[0].alternatives[1].empty());
}

TEST(Phrase, QuotationMarksMakeItExact) {
    const auto parsed = parse_phrase("\"people s voice\"");
    ASSERT_TRUE(parsed.errors.empty());
    EXPECT_TRUE(parsed.phrase.exact);
    EXPECT_EQ(parsed.phrase.elements.size(), 3u);
}

struct Mistake {
    const char* text;
    std::uint32_t column;
    const char* says;
};

class PhraseMistakes : public ::testing::TestWithParam<Mistake> {};

TEST_P(PhraseMistakes, AreNamedWithTheirColumn) {
    const auto parsed = parse_phrase(GetParam().text);
    ASSERT_EQ(parsed.errors.size(), 1u);
    EXPECT_EQ(parsed.errors[0].column, GetParam().column);
    EXPECT_NE(parsed.errors[0].message.find(GetParam().says), std::string::npos) << parsed.errors[0].message;
    EXPECT_FALSE(parsed.errors[0].suggestion.empty());
}

INSTANTIATE_TEST_SUITE_P(
    All, PhraseMistakes,
    ::testing::Values(Mistake{"", 1, "empty"}, Mistake{"a [b", 3, "not closed"},
                      Mistake{"a b]", 4, "closes nothing"}, Mistake{"*2 a", 1, "begin with a gap"},
                      Mistake{"a *2", 3, "end with a gap"}, Mistake{"a * b", 3, "most words"},
                      Mistake{"a *99 b", 3, "gap may be"}, Mistake{"~ a", 1, "nothing"},
                      Mistake{"a @ b", 3, "nothing"}, Mistake{"[]", 1, "nothing between"},
                      Mistake{"[*2] a", 2, "begin with a gap"}, Mistake{"a | b", 3, "outside"},
                      Mistake{"{percentage} of", 1, "no capture"}, Mistake{"a, b", 2, "means nothing"},
                      Mistake{"[a|]", 1, "nothing at all"}, Mistake{"é “x", 3, "means nothing"},
                      Mistake{"\"a b", 1, "not closed"}));

TEST(Phrase, ReadsNumbersWithCommas) {
    const auto parsed = parse_phrase("over 1,250 meals");
    ASSERT_TRUE(parsed.errors.empty());
    EXPECT_EQ(parsed.phrase.elements[1].text, "1,250");
    EXPECT_FALSE(parse_phrase("1,25 meals").errors.empty());
}

TEST(Phrase, NamesItsLists) {
    const auto lists = lists_of(parse_phrase("a @b [c|@d e]").phrase);
    ASSERT_EQ(lists.size(), 2u);
    EXPECT_EQ(lists[0], (std::pair<std::string, std::uint32_t>{"b", 3}));
    EXPECT_EQ(lists[1].first, "d");
}

}  // namespace
}  // namespace assay::match
