// The bytes of a file or of standard input.
#pragma once

#include <string>

#include "assay/report.h"
#include "assay/result.h"
#include "ingest/limits.h"

namespace assay::ingest {

/// Reads a whole file; "-" is standard input. Errors: "not-found", "unreadable", "is-directory",
/// "not-a-file" (socket, device, pipe by name), "too-large", "empty". Thread-safe.
///
/// The bytes are copied into memory rather than mapped: a mapped file that somebody shortens while
/// it is read ends the whole process, and with it every other file's result.
Result<Buffer> read_file(const std::string& path, const Limits& limits);

/// Keeps a string alive as a buffer.
Buffer buffer_of(std::string text);

}  // namespace assay::ingest
