// Numbers as they are written: in digits, in words, over several tokens. What they measure is told by
// quantities.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "assay/document.h"
#include "text/sentence_reader.h"

namespace assay::text {

/// True when a quantity may begin at this token: the cheap test before the dear one.
inline bool may_begin_quantity(const Token& token) {
    // Without a branch: which of the two it is, no processor foresees.
    static_assert(static_cast<unsigned>(TokenKind::word) == 0 &&
                  static_cast<unsigned>(TokenKind::number) == 1 && kNumberWord == 0x80);
    return ((static_cast<unsigned>(token.kind) | token.flags >> 7) & 1) != 0;
}
inline bool is_percent(const Token& token) {
    return (token.flags & kPercent) != 0;
}
inline bool is_money(const Token& token) {
    return (token.flags & kMoney) != 0;
}
inline bool is_number_word(const Token& token) {
    return (token.flags & kNumberWord) != 0;
}

/// A number over one or several tokens, of which `end` is behind the last.
struct Number {
    double value = 0;
    std::uint32_t end = 0;
};

/// The number that begins at the token, none where none does: "1 250", "1.2 million", "5k", "twenty-one",
/// "a hundred and three", "two and a half". Does not look at what stands before: see continues_number().
std::optional<Number> read_number(const SentenceReader& reader, std::uint32_t first);

/// True inside a number that began before: "one" of twenty-one, "million" of 1.2 million, "250" of 1 250.
/// `i` is a token of the sentence.
bool continues_number(const SentenceReader& reader, std::uint32_t i);

/// "6 to 8", "6-8", "6–8", "between four and eight": the second number, when it belongs to a range whose
/// first one, `low`, begins at the token `first`. It is above `low`.
std::optional<Number> read_range_end(const SentenceReader& reader, std::uint32_t first, const Number& low);

/// The byte behind the number.
inline std::uint32_t bytes_end(const SentenceReader& reader, const Number& number) {
    return reader.end_of(number.end - 1);
}

/// The value of one number token: 1250 of "1,250", 31.1, 2.5 of "2½". None for dates and versions.
std::optional<double> number_value(std::string_view printed);

}  // namespace assay::text
