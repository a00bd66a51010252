// How the converter program hands a text over: a short binary form on a pipe, checked on arrival.
#pragma once

#include <string>
#include <string_view>

#include "assay/report.h"

namespace assay::ingest {

/// What a converter makes of a document.
struct Converted {
    std::string text;
    std::vector<MapPiece> map;
    std::vector<std::uint64_t> source_lines;
    std::vector<std::uint32_t> paragraph_begins;
    std::vector<LineHint> hints;
};

/// The form: lengths first, then everything in the machine's own byte order (both ends are one machine).
std::string to_wire(const Converted& converted);

/// Reads it back. False when it is not what to_wire writes, or speaks of places outside the text or
/// outside a source of `source_bytes`: the other end has read an untrusted file and is not trusted.
bool from_wire(std::string_view wire, std::uint64_t source_bytes, Converted& converted);

}  // namespace assay::ingest
