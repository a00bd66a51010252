// What kind of file some bytes are, told by the bytes and not by the file's name.
#pragma once

#include <string>
#include <string_view>

#include "assay/report.h"
#include "assay/result.h"

namespace assay::ingest {

/// The format. Errors: "binary" and "unsupported" (a format that is known and not read), in words
/// that say what to do; `name` is how the file is called in them.
Result<Format> sniff(std::string_view bytes, const std::string& name);

}  // namespace assay::ingest
