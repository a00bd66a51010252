// Spans of time: a number and a unit of time behind it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "text/numbers.h"
#include "text/quantities.h"
#include "text/quantity_words.h"
#include "text/sentence_reader.h"

namespace assay::text {

/// The minutes in a unit of time as Quantity names it, or its singular: 1440 for "days" and "day", a
/// month being 30.4375 days and a working day 1.4. Nothing for other units. Durations in two units
/// compare exactly through it.
std::optional<double> minutes_in(std::string_view unit);

/// The unit of time right behind a number that ends before the token `i`: "days", "working days", "full
/// days". `end` becomes the token behind it, and has no meaning where there is none.
std::optional<DurationUnit> unit_at(const SentenceReader& reader, std::uint32_t i, std::uint32_t& end);

/// The duration whose number, or first number of a range, begins at the token `first`. Somebody's age is
/// none.
std::optional<Quantity> read_duration(const SentenceReader& reader, std::uint32_t first,
                                      const Number& number);

}  // namespace assay::text
