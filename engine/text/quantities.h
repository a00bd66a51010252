// Numbers in sentences, with what they measure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "assay/document.h"
#include "assay/span.h"
#include "text/numbers.h"

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

}  // namespace assay::text
