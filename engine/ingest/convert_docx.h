// A Word document as text. Compiled into the converter program only.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "ingest/wire.h"

namespace assay::ingest {

/// A line a paragraph, headings, list items and table cells told by hints; what was deleted with
/// changes tracked is left out. Nothing when it is no Word document, or when its parts unpack to more than
/// `most_bytes` (then `too_large` is true).
std::optional<Converted> convert_docx(std::string_view archive, std::uint64_t most_bytes, bool& too_large);

}  // namespace assay::ingest
