// Numbers in sentences, with what they measure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "assay/document.h"
#include "assay/span.h"

namespace assay::text {

enum class QuantityKind : std::uint8_t { count, percent, ratio, duration, rate, money };

/// "count", "percent", "ratio", "duration", "rate", "money".
std::string_view to_string(QuantityKind kind);

/// A number as it is printed. What `value` and `unit` are:
///   count     the number                                  ""
///   percent   31.1 of "31.1%"                             "%"
///   ratio     part / whole as a percentage, so that it can be compared with percentages   "%"
///   duration  in the printed unit                         "minutes" … "years", "working days"
///   rate      12 of "12 per 100,000"                      "per 100,000"
///   money     with "million" and the like multiplied out  "£", "$", "€"
/// `tokens` are indices into Document::tokens; `bytes` also takes in a sign that is no token (£, %).
struct Quantity {
    QuantityKind kind = QuantityKind::count;
    double value = 0;
    std::optional<double> upper;  ///< of a range: 8 of "6 to 8 weeks", `value` being 6
    double part = 0;              ///< of a ratio
    double whole = 0;             ///< of a ratio
    std::string_view unit;        ///< static storage
    Span tokens;
    Span bytes;
};

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

/// The quantity that begins at the token (an index into Document::tokens, within the sentence), read
/// as the most telling kind that it can be: percent, money, rate, ratio, duration, count, in this
/// order. None for words, for numbers that only name something (section 42, COVID-19, 12 March, in
/// 2023, 9.30am), for "one" as a pronoun, and inside a number (the "one" of twenty-one).
std::optional<Quantity> read_quantity(const Document& document, const Sentence& sentence,
                                      std::uint32_t token);

/// The same, read as one kind: `{count}` is 14 in "14 days", `{duration}` is all of it. A number with
/// a % or currency sign is no count. A ratio's count is its part.
std::optional<Quantity> read_quantity_as(QuantityKind kind, const Document& document,
                                         const Sentence& sentence, std::uint32_t token);

/// The minutes in a unit of time as Quantity names it, or its singular: 1440 for "days" and "day", a
/// month being 30.4375 days and a working day 1.4. Nothing for other units. Durations in two units
/// compare exactly through it.
std::optional<double> minutes_in(std::string_view unit);

/// The value of one number token: 1250 of "1,250", 31.1, 2.5 of "2½". None for dates and versions.
std::optional<double> number_value(std::string_view printed);

}  // namespace assay::text
