// One pass over the bytes of a block: tokens and sentences as it goes, nothing allocated but the
// arrays that they are put into.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/document.h"
#include "assay/span.h"

namespace assay::text {

/// Where a scanner puts what it finds.
struct ScanOutput {
    std::vector<Token>& tokens;
    std::vector<Sentence>& sentences;
    std::vector<Span>& pieces;
};

/// Reads blocks of one text. Not thread-safe; one scanner a document.
class Scanner {
public:
    /// `excluded`: ascending spans; a sentence that shares a byte with one is left out.
    Scanner(std::string_view text, std::span<const Span> excluded, ScanOutput output);

    /// Sentences of the lines of one block; `like` gives their block, part and section. With
    /// `one_sentence` no mark ends a sentence.
    void scan(std::span<const Span> lines, const Sentence& like, bool one_sentence = false);

private:
    /// What stood between the last token and the next one, as bits.
    enum Gap : std::uint8_t {
        kNothing = 0,
        kSpace = 1,
        kHyphen = 2,
        kPause = 4,
        kBreak = 8,
        kOther = 16,
        kCurrency = 32,
    };

    void scan_line(bool one_sentence);
    const char* skip_mark(const char* p, const char* end) const;
    const char* scan_words(const char* p);
    const char* scan_word(const char* p);
    void note_telling(std::uint64_t fold);
    const char* scan_possessive(const char* begin, const char* p);
    const char* scan_long_word(const char* begin, const char* p);
    const char* scan_number(const char* p);
    const char* scan_high(const char* p, bool one_sentence);
    const char* scan_stop(const char* p, bool one_sentence);
    const char* scan_hyphen(const char* p, std::uint32_t length);
    const char* scan_apostrophe(const char* p, std::uint32_t length);
    void emit(const char* begin, const char* end, TokenKind kind, std::uint8_t flags, std::uint64_t fold);
    void emit_long(const char* begin, const char* end, TokenKind kind, std::uint8_t flags);
    void open_sentence(const char* at);
    void close_sentence(const char* end);
    bool is_excluded(std::uint32_t first_piece);
    std::uint32_t offset(const char* p) const { return static_cast<std::uint32_t>(p - text_); }
    bool in_sentence_token() const { return out_.tokens.size() > first_token_; }

    const char* text_;
    const char* text_end_;
    std::span<const Span> excluded_;
    std::size_t next_excluded_ = 0;
    ScanOutput out_;
    std::string scratch_;

    // The block and line that are read.
    std::span<const Span> lines_;
    std::size_t line_ = 0;
    const char* line_begin_ = nullptr;
    const char* line_end_ = nullptr;
    Sentence like_;

    // The sentence that is read.
    bool open_ = false;
    bool figures_ = false;
    bool percents_ = false;
    bool quote_open_ = false;  ///< an opening single quotation mark waits for its fellow
    std::uint8_t gap_ = kNothing;
    std::uint32_t first_token_ = 0;
    std::uint32_t first_piece_ = 0;
    std::uint32_t piece_begin_ = 0;
};

/// Appends the tokens of `text`, read as one sentence: how phrases and titles are compared with
/// documents. `text` is smaller than 4 GiB.
void tokenize(std::string_view text, std::vector<Token>& tokens);

}  // namespace assay::text
