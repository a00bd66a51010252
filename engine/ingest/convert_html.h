// A web page as text. Compiled into the converter program only.
#pragma once

#include <string_view>

#include "ingest/wire.h"

namespace assay::ingest {

/// What a reader of the page sees, without its navigation: a line a block, headings and list items
/// told by hints, and for every stretch the bytes of the page that it came from. The tree that the
/// parser builds is never freed: the process is about to end.
Converted convert_html(std::string_view page);

}  // namespace assay::ingest
