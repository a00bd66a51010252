// Runs the converter program over untrusted bytes and gives up when it takes too much.
#pragma once

#include <string>
#include <string_view>

#include "assay/result.h"
#include "ingest/limits.h"

namespace assay::ingest {

/// What the converter wrote. Errors: "converter-missing", "timed-out", "too-large", "too-much-memory",
/// "crashed", "damaged" (it said that it cannot read the file).
///
/// `how` is the converter's first argument ("pdf", "html", "docx"), `bytes` its standard input and
/// `name` what messages call the file. The program runs in a process group of its own that is
/// killed when this returns; no file is written. Thread-safe.
Result<std::string> run_converter(const std::string& how, std::string_view bytes, const std::string& name,
                                  const Limits& limits);

/// Where the converter program is (that for PDF has "-pdf" added to its name): $ASSAY_CONVERT, or beside the
/// running program (in the places where a build tree or an installation has it), or where this library was
/// installed. Empty: nowhere.
std::string find_converter();

}  // namespace assay::ingest
