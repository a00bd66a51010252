// Bytes that lie in two places, written behind one another.
#pragma once

#include <string_view>

namespace assay::cli {

/// Writes both to an open file, pipe or terminal, in one call of the system where it takes them at once.
/// False when it cannot be written (closed, full): some of the bytes may have been.
bool write_parts(int descriptor, std::string_view first, std::string_view second = {});

}  // namespace assay::cli
