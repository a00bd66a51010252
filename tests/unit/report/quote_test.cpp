#include "report/quote.h"

#include <gtest/gtest.h>

#include <memory>

namespace assay::report {
namespace {

Document document_of(std::string text) {
    Document document;
    auto kept = std::make_shared<const std::string>(std::move(text));
    document.report.extracted.text = Buffer{kept, *kept};
    return document;
}

Sentence sentence_of(Document& document, std::vector<Span> pieces) {
    Sentence sentence;
    sentence.bytes = {pieces.front().begin, pieces.back().end};
    sentence.pieces.begin = static_cast<std::uint32_t>(document.pieces.size());
    document.pieces.insert(document.pieces.end(), pieces.begin(), pieces.end());
    sentence.pieces.end = static_cast<std::uint32_t>(document.pieces.size());
    return sentence;
}

std::string quote_of(const Document& document, const Sentence& sentence) {
    std::string out;
    append_quote(document, sentence, out);
    return out;
}

TEST(Quote, LeavesFurnitureOutAndNormalisesWhiteSpace) {
    Document document = document_of("Staff met\n\n  weekly Page 3\n to talk.");
    const Sentence sentence = sentence_of(document, {{0, 19}, {27, 36}});
    EXPECT_EQ(quote_of(document, sentence), "Staff met weekly to talk.");
}

TEST(Quote, IsWhatAProgramFindsInTheBytes) {
    Document document = document_of("co-\nproduction with p\xE9ople");
    const Sentence sentence = sentence_of(document, {{0, 26}});
    EXPECT_EQ(quote_of(document, sentence), "co- production with p\uFFFDople");
}

TEST(MarkedQuote, CutsAtMatchesAndKeepsBlanksOutsideMarks) {
    Document document = document_of("They used\nlearning  from complaints well.");
    const Sentence sentence = sentence_of(document, {{0, 41}});
    const auto marked = marked_quote(document, sentence, {{5, 35}});
    ASSERT_EQ(marked.size(), 3U);
    EXPECT_EQ(marked[0].words, "They ");
    EXPECT_EQ(marked[1].words, "used learning from complaints");
    EXPECT_TRUE(marked[1].matched);
    EXPECT_EQ(marked[2].words, " well.");
}

TEST(MarkedQuote, PutsWordsTogetherThatALineEndParted) {
    Document document = document_of("Strong co-\nproduction - \nhere");
    const Sentence sentence = sentence_of(document, {{0, 29}});
    const auto marked = marked_quote(document, sentence, {});
    ASSERT_EQ(marked.size(), 1U);
    EXPECT_EQ(marked[0].words, "Strong co-production - here");
}

TEST(MarkedQuote, BearsOverlappingMatchesAndMatchesAtTheEnds) {
    Document document = document_of("one two three");
    const Sentence sentence = sentence_of(document, {{0, 13}});
    const auto marked = marked_quote(document, sentence, {{0, 7}, {4, 13}});
    ASSERT_EQ(marked.size(), 1U);
    EXPECT_EQ(marked[0].words, "one two three");
    EXPECT_TRUE(marked[0].matched);
}

TEST(AppendInside, SplitsAMatchWhereFurnitureInterruptsIt) {
    Document document = document_of("Staff met\n\n  weekly Page 3\n to talk.");
    const Sentence sentence = sentence_of(document, {{0, 19}, {27, 36}});
    std::vector<Span> spans;
    append_inside(document, sentence, {13, 30}, spans);
    ASSERT_EQ(spans.size(), 2U);
    EXPECT_EQ(spans[0], (Span{13, 19}));
    EXPECT_EQ(spans[1], (Span{27, 30}));
}

}  // namespace
}  // namespace assay::report
