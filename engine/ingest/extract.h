// From a file to its text: the first half of reading a report.
#pragma once

#include <string>

#include "assay/report.h"
#include "assay/result.h"
#include "ingest/limits.h"

namespace assay::ingest {

/// The text of a file ("-": standard input), whatever its format. Errors are those of read_file, sniff
/// and run_converter, and "no-text" for a document that holds none. Thread-safe, never throws anything but
/// std::bad_alloc.
Result<Extracted> extract_file(const std::string& path, const Limits& limits = {});

/// The same for bytes at hand; `name` stands for the path.
Result<Extracted> extract_bytes(Buffer bytes, const std::string& name, const Limits& limits = {});

/// A text as it is, taken as plain text whatever it looks like.
Extracted extract_text(std::string text, const std::string& name);

/// What pdftotext made of a PDF (pages end with form feeds), and the file that it came from.
Extracted extracted_pdf(std::string text, Source source);

}  // namespace assay::ingest
