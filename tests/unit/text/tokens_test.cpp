#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "assay/document.h"
#include "support/plain_report.h"
#include "text/numbers.h"
#include "text/scanner.h"

namespace assay {
namespace {

using testing::plain_document;

/// The tokens of a text as "word", flags apart: -hyphen ,pause ;break %percent £money #number word.
std::vector<std::string> tokens_of(const std::string& text) {
    const Document document = plain_document(text);
    std::vector<std::string> out;
    for (const Token& token : document.tokens) {
        std::string shown;
        if ((token.flags & kAfterHyphen) != 0) shown += '-';
        if ((token.flags & kAfterPause) != 0) shown += ',';
        if ((token.flags & kAfterBreak) != 0) shown += ';';
        shown += document.word(token);
        if ((token.flags & kPercent) != 0) shown += '%';
        if ((token.flags & kMoney) != 0) shown += '$';
        if ((token.flags & kNumberWord) != 0) shown += '#';
        out.push_back(shown);
    }
    return out;
}

using Strings = std::vector<std::string>;

TEST(Tokens, AreWordsAndNumbers) {
    EXPECT_EQ(tokens_of("The 3Cs model, S42 and Q1: 1,250 of 31.1 in 2023."),
              (Strings{"The", "3Cs", "model", ",S42", "and", "Q1", ",1,250", "of", "31.1", "in", "2023"}));
    EXPECT_EQ(tokens_of("in 2023,24 or 12,34"), (Strings{"in", "2023", ",24", "or", "12", ",34"}));
    EXPECT_EQ(tokens_of("3C's people's carers\xE2\x80\x99 O\xE2\x80\x99Neill they'd"),
              (Strings{"3C's", "people's", "carers", "O\xE2\x80\x99Neill", "they'd"}));
}

TEST(Tokens, KindSaysWhichTheyAre) {
    const Document document = plain_document("The 3Cs model in 2023 \xC2\xBD caf\xC3\xA9");
    std::vector<TokenKind> kinds;
    for (const Token& token : document.tokens) kinds.push_back(token.kind);
    EXPECT_EQ(kinds,
              (std::vector<TokenKind>{TokenKind::word, TokenKind::word, TokenKind::word, TokenKind::word,
                                      TokenKind::number, TokenKind::number, TokenKind::word}));
}

TEST(Tokens, HyphensPartThemAlsoAtALineEnd) {
    EXPECT_EQ(tokens_of("co-production"), (Strings{"co", "-production"}));
    EXPECT_EQ(tokens_of("multi-\nagency"), (Strings{"multi", "-agency"}));
    EXPECT_EQ(tokens_of("multi\xE2\x80\x91"
                        "agency"),
              (Strings{"multi", "-agency"}));
    EXPECT_EQ(tokens_of("16-year-old"), (Strings{"16", "-year", "-old"}));
    EXPECT_EQ(tokens_of("short- and long-term"), (Strings{"short", "and", "long", "-term"}));
    EXPECT_EQ(tokens_of("plans - and visits"), (Strings{"plans", ",and", "visits"}));
    EXPECT_EQ(tokens_of("plans \xE2\x80\x93 and"), (Strings{"plans", ",and"}));
    EXPECT_EQ(tokens_of("plans -\nand"), (Strings{"plans", ",and"}));
}

TEST(Tokens, SayWhatStandsBeforeThem) {
    EXPECT_EQ(tokens_of("a (b) \"c\" d: e; f, g"), (Strings{"a", ",b", ",c", ",d", ",e", ";f", ",g"}));
    EXPECT_EQ(tokens_of("a \xE2\x80\x98no blame\xE2\x80\x99 culture"),
              (Strings{"a", ",no", "blame", ",culture"}));
    EXPECT_EQ(tokens_of("the teams\xE2\x80\x99 roles"), (Strings{"the", "teams", "roles"}));
    EXPECT_EQ(tokens_of("a 'room for all staffs' view"),
              (Strings{"a", ",room", "for", "all", "staffs", ",view"}));
}

TEST(Tokens, KnowBlanksAndCapitals) {
    const Document document = plain_document(
        "A\xC2\xA0"
        "b\nc and/or D\xC3\xA9j\xC3\xA0 \xC3\x89t\xC3\xA9");
    std::string spaced;
    std::string capital;
    for (const Token& token : document.tokens) {
        spaced += (token.flags & kSpaced) != 0 ? '1' : '0';
        capital += (token.flags & kCapital) != 0 ? '1' : '0';
    }
    EXPECT_EQ(spaced,
              "01110"
              "11");
    EXPECT_EQ(capital, "1000011");
}

TEST(Tokens, NumbersKnowWhatTheyMeasure) {
    EXPECT_EQ(tokens_of("46% or 31.1 % or 46 per cent or 12 percent or twenty per cent"),
              (Strings{"46%", "or", "31.1%", "or", "46%", "per", "cent", "or", "12%", "percent", "or",
                       "twenty%#", "per", "cent"}));
    EXPECT_EQ(tokens_of("\xC2\xA3"
                        "1.2 million and \xC2\xA3"
                        "3m and $5"),
              (Strings{"1.2$", "million#", "and", "3$", "m", "and", "5$"}));
    EXPECT_EQ(tokens_of("at 9.30am for 24hrs, twenty-one"),
              (Strings{"at", "9.30", "am", "for", "24", "hrs", ",twenty#", "-one#"}));
    EXPECT_EQ(tokens_of("2\xC2\xBD years"), (Strings{"2\xC2\xBD", "years"}));
}

TEST(Fold, LowersCaseAndDropsWhatDoesNotMatter) {
    EXPECT_EQ(fold("People\xE2\x80\x99s"), "peoples");
    EXPECT_EQ(fold("PEOPLE'S"), "peoples");
    EXPECT_EQ(fold("O\xCA\xBCNeill"), "oneill");
    EXPECT_EQ(fold("\xEF\xAC\x81nal e\xEF\xAC\x80"
                   "ort \xEF\xAC\x83x"),
              "final effort ffix");
    EXPECT_EQ(fold("assess\xC2\xADment"), "assessment");
    EXPECT_EQ(fold("\xC3\x89T\xC3\x89 \xC5\xB4 \xC4\xB9 \xC5\xB8"),
              "\xC3\xA9t\xC3\xA9 \xC5\xB5 \xC4\xBA \xC3\xBF");
    EXPECT_EQ(fold("\xC3\x97\xFF"), "\xC3\x97\xFF");
    EXPECT_EQ(fold(""), "");
}

TEST(Fold, EqualWordsHaveEqualHashesOnEveryPath) {
    // Lengths around the widths of the quick path, at the end of a text and inside one.
    std::string word;
    for (std::size_t length = 1; length <= 70; ++length) {
        word += static_cast<char>('a' + length % 26);
        std::string upper = word;
        for (char& c : upper) c = static_cast<char>(c - 32);
        for (const std::string& text : {upper, upper + " and so on until the end of the text"}) {
            std::vector<Token> tokens;
            text::tokenize(text, tokens);
            ASSERT_FALSE(tokens.empty());
            EXPECT_EQ(tokens[0].fold, fold_hash(word)) << word;
            EXPECT_EQ(tokens[0].length, length);
        }
    }
    for (const char* word_with_sign : {"children\xE2\x80\x99s", "CHILDREN'S",
                                       "o\xE2\x80\x99"
                                       "clock's",
                                       "don't", "O'Neill\xC3\xA9", "abcdefghijklm'no", "abcdefghijklm'nop",
                                       "abcdefghijklm'nopq", "abcdefghijklmn'op", "one's1", "One's"}) {
        std::vector<Token> tokens;
        text::tokenize(word_with_sign, tokens);
        ASSERT_EQ(tokens.size(), 1U) << word_with_sign;
        EXPECT_EQ(tokens[0].fold, fold_hash(word_with_sign)) << word_with_sign;
    }
    EXPECT_NE(fold_hash("a"), fold_hash("aa"));
    EXPECT_EQ(fold_hash("people\xE2\x80\x99s"), fold_hash("Peoples"));
    EXPECT_EQ(fold_hash("caf\xC3\xA9"), fold_hash("CAF\xC3\x89"));
}

TEST(Fold, DifferentWordsHaveDifferentHashes) {
    std::vector<std::uint64_t> hashes;
    for (int i = 0; i < 200'000; ++i) hashes.push_back(fold_hash("w" + std::to_string(i)));
    std::sort(hashes.begin(), hashes.end());
    EXPECT_EQ(std::adjacent_find(hashes.begin(), hashes.end()), hashes.end());
}

TEST(Tokenize, ReadsAPhraseAsTheDocumentIsRead) {
    std::vector<Token> phrase;
    text::tokenize("e.g. Co-production. With people", phrase);
    EXPECT_EQ(phrase.size(), 6U);
    EXPECT_EQ(phrase[3].flags & kAfterHyphen, kAfterHyphen);
}

/// Texts of pieces that are awkward next to each other.
std::string awkward_text(std::mt19937& random, std::size_t pieces) {
    static const std::vector<std::string> kPieces{"word",
                                                  "Word",
                                                  "12",
                                                  "1,250",
                                                  "3.5",
                                                  "%",
                                                  ".",
                                                  "?",
                                                  "!",
                                                  "...",
                                                  "\xE2\x80\xA6",
                                                  "'",
                                                  "\"",
                                                  "-",
                                                  "\n",
                                                  "\n\n",
                                                  " ",
                                                  " ",
                                                  " ",
                                                  "\xC2\xA0",
                                                  "\xC2\xAD",
                                                  "\xE2\x80\x99",
                                                  "\xE2\x80\x98",
                                                  "\xE2\x80\x9C",
                                                  "\xE2\x80\x9D",
                                                  "(",
                                                  ")",
                                                  ";",
                                                  "/p>",
                                                  "<br/>",
                                                  "<",
                                                  "/",
                                                  "e.g.",
                                                  "Dr.",
                                                  "\xEF\xAC\x81",
                                                  "\xC3\xA9",
                                                  "\xC2\xA3",
                                                  "\xC2\xBD",
                                                  "\xE2\x97\xBC",
                                                  "\xE2\x80\x93",
                                                  "\xFF",
                                                  "\xE2\x80",
                                                  "\xC3",
                                                  "\xF0\x9F\x98\x80",
                                                  "per",
                                                  "cent",
                                                  "the",
                                                  "- ",
                                                  "# ",
                                                  "12. ",
                                                  "\t",
                                                  "\r\n",
                                                  std::string(1, '\0')};
    std::uniform_int_distribution<std::size_t> pick(0, kPieces.size() - 1);
    std::string text;
    for (std::size_t i = 0; i < pieces; ++i) text += kPieces[pick(random)];
    return text;
}

std::string without_white_space(std::string_view text) {
    std::string out;
    for (char c : text) {
        if (c != ' ' && !(c >= '\t' && c <= '\r')) out += c;
    }
    return out;
}

void expect_sound(const Document& document) {
    std::uint32_t at = 0;
    std::uint32_t token_at = 0;
    for (const Sentence& sentence : document.sentences) {
        ASSERT_LE(at, sentence.bytes.begin);
        ASSERT_LT(sentence.bytes.begin, sentence.bytes.end);
        ASSERT_LE(sentence.bytes.end, document.text().size());
        ASSERT_EQ(sentence.tokens.begin, token_at);
        ASSERT_LT(sentence.tokens.begin, sentence.tokens.end);
        at = sentence.bytes.end;
        token_at = sentence.tokens.end;
        ASSERT_FALSE(sentence.pieces.empty());
        ASSERT_EQ(document.pieces[sentence.pieces.begin].begin, sentence.bytes.begin);
        ASSERT_EQ(document.pieces[sentence.pieces.end - 1].end, sentence.bytes.end);
        std::uint32_t inside = sentence.bytes.begin;
        bool figures = false;
        for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
            const Token& token = document.tokens[i];
            ASSERT_LE(inside, token.begin);
            ASSERT_GT(token.length, 0);
            inside = token.begin + token.length;
            ASSERT_LE(inside, sentence.bytes.end);
            ASSERT_EQ(token.fold, fold_hash(document.word(token)));
            figures = figures || text::may_begin_quantity(token);
        }
        ASSERT_EQ(sentence.figures, figures);
    }
    ASSERT_EQ(token_at, document.tokens.size());
}

TEST(Document, IsSoundWhateverTheText) {
    std::mt19937 random(20241121);
    for (int round = 0; round < 3000; ++round) {
        const Document document = plain_document(awkward_text(random, 60));
        expect_sound(document);
        if (HasFatalFailure()) FAIL() << document.text();
    }
    std::uniform_int_distribution<int> byte(0, 255);
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (int i = 0; i < 200; ++i) text += static_cast<char>(byte(random));
        expect_sound(plain_document(text));
        if (HasFatalFailure()) FAIL() << round;
    }
}

TEST(Document, QuotesAreTheBytesButForWhiteSpace) {
    std::mt19937 random(7);
    static const std::vector<std::string> kWords{"plan",
                                                 "Visits",
                                                 "12",
                                                 "co-production",
                                                 "people\xE2\x80\x99s",
                                                 "(well",
                                                 "met)",
                                                 "good.",
                                                 "clear,",
                                                 "\xC2\xA3"
                                                 "5",
                                                 "multi-"};
    std::uniform_int_distribution<std::size_t> pick(0, kWords.size() - 1);
    for (int round = 0; round < 500; ++round) {
        std::string text;
        for (int i = 0; i < 40; ++i)
            text += kWords[pick(random)] + (i % 7 == 3 ? "\n" : i % 5 == 1 ? "  " : " ");
        const Document document = plain_document(text);
        for (const Sentence& sentence : document.sentences) {
            const std::string quote = document.quote(sentence);
            EXPECT_EQ(without_white_space(quote),
                      without_white_space(slice(document.text(), sentence.bytes)));
            EXPECT_EQ(quote.find("  "), std::string::npos);
            EXPECT_EQ(quote.find('\n'), std::string::npos);
        }
    }
}

TEST(Document, SurvivesWordsAndTextsOfAnyLength) {
    const std::string giant(200'000, 'a');
    const Document document = plain_document("Small " + giant + " end. Next one.");
    EXPECT_EQ(document.sentences.size(), 2U);
    expect_sound(document);
    EXPECT_TRUE(plain_document("").sentences.empty());
    EXPECT_TRUE(plain_document("... !!! ---").sentences.empty());
}

}  // namespace
}  // namespace assay
