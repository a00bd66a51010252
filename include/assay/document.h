// A document: the evidence of a report as sentences and tokens, every one of which knows its bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "assay/report.h"
#include "assay/span.h"

namespace assay {

enum class TokenKind : std::uint8_t {
    word,    ///< letters, with apostrophes inside; digits after letters ("3C", "S42")
    number,  ///< digits with separators and decimals: 31.1  1,250  2023
};

/// Bits of Token::flags.
enum TokenFlag : std::uint8_t {
    kAfterHyphen = 1,   ///< only a hyphen stands between this token and the one before
    kAfterPause = 2,    ///< a comma, dash, bracket, colon or quotation mark stands before it
    kAfterBreak = 4,    ///< a semicolon stands before it: scopes of cues end here
    kPercent = 8,       ///< a number followed by % or per cent
    kMoney = 16,        ///< a number after a currency sign
    kCapital = 32,      ///< begins with a capital letter
    kSpaced = 64,       ///< nothing but white space between this token and the one before
    kNumberWord = 128,  ///< a word that is a number: "twenty", "one"
};

/// One word or number. Hyphenated words are several tokens. Punctuation is not a token: flags say
/// what stood before a word. `fold` is fold_hash() of its bytes.
struct Token {
    std::uint32_t begin = 0;  ///< byte in the text
    std::uint16_t length = 0;
    TokenKind kind = TokenKind::word;
    std::uint8_t flags = 0;
    std::uint64_t fold = 0;

    Span span() const { return {begin, begin + length}; }
};

/// A sentence: the tokens [tokens.begin, tokens.end) of Document::tokens, and the bytes from its
/// first character to its last. Where furniture (a page footer) stands inside, `pieces` [begin, end)
/// of Document::pieces name the stretches that belong to it; otherwise there is one piece.
struct Sentence {
    Span tokens;
    Span bytes;
    Span pieces;
    std::uint32_t block = 0;    ///< index into Report::blocks
    std::uint16_t part = 0;     ///< index into Report::parts
    std::uint16_t section = 0;  ///< index into Report::sections
    bool figures = false;       ///< a token is a number, in digits or in words
    bool percents = false;      ///< one of these is a percentage
};

/// Owns a report and its sentences. Only evidence is in `sentences`: no headings, no furniture, no
/// text that states the published score. Movable; read-only once built, then thread-safe.
struct Document {
    Report report;
    std::vector<Sentence> sentences;  ///< in the order of the text
    std::vector<Token> tokens;
    std::vector<Span> pieces;

    std::string_view text() const { return report.extracted.text.bytes; }
    std::string_view word(const Token& token) const { return slice(text(), token.span()); }
    /// The words of a sentence as printed, white space normalised to single blanks, furniture left out;
    /// a word that a hyphen parted at a line's end is joined. Valid UTF-8: invalid bytes become U+FFFD.
    std::string quote(const Sentence& sentence) const;
};

/// The form in which words are compared, as a 64-bit hash: lower case (ASCII and Latin-1/Latin
/// Extended-A letters), apostrophes of every kind dropped, ligatures (fi, fl …) taken apart, soft
/// hyphens dropped. Equal words have equal hashes; different words have different ones but for a
/// chance of about n*m/2^64.
std::uint64_t fold_hash(std::string_view word);

/// The folded word itself, for messages: fold("People’s") is "peoples".
std::string fold(std::string_view word);

/// Builds the document of a report: sentences that never cross a block, tokens that never cross a
/// sentence. Never fails: a report without evidence gives a document without sentences. A report
/// whose text is over 4 GiB must not be passed.
Document build_document(Report report);

}  // namespace assay
