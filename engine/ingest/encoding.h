// Whether a text is UTF-8, and where it is not.
#pragma once

#include <cstddef>
#include <string_view>

#include "assay/span.h"

namespace assay::ingest {

/// Bytes of a text that belong to no character: how many, and the first.
struct Misencoded {
    std::size_t count = 0;
    Span first;
};

/// `text` holds less than 4 GiB. Overlong forms, surrogates and what lies beyond U+10FFFF are no characters
/// either.
Misencoded find_misencoded(std::string_view text);

}  // namespace assay::ingest
