// Numbers that count nothing: they name something, or say how old somebody is.
#pragma once

#include <cstdint>

#include "text/numbers.h"
#include "text/sentence_reader.h"

namespace assay::text {

/// "aged 16", "aged over 25", "aged 16 and 17": the number that begins at `first` is somebody's age.
bool is_age(const SentenceReader& reader, std::uint32_t first);

/// True when the number that begins at `first` only names something (section 42, COVID-19, 12 March, in 2023,
/// 9.30am) or is an age, or when "one" stands for a person or thing.
bool is_name(const SentenceReader& reader, std::uint32_t first, const Number& number);

}  // namespace assay::text
