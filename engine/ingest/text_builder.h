// Puts an extracted text together, line by line, and remembers where each stretch came from.
#pragma once

#include <cstdint>
#include <string_view>

#include "ingest/wire.h"

namespace assay::ingest {

/// Collapses white space as a browser does: none at the front of a line, one blank elsewhere.
class TextBuilder {
public:
    /// `keep_map`: places in the source are worth remembering (HTML); otherwise source offsets are ignored.
    explicit TextBuilder(bool keep_map) : keep_map_(keep_map) {}

    /// Bytes that stand in the source exactly so, from `source` on.
    void copy(std::string_view bytes, std::uint64_t source);
    /// Bytes that stand for `length` bytes of the source ("&amp;").
    void replace(std::string_view bytes, std::uint64_t source, std::uint32_t length);
    /// Ends the line, if it has words.
    void end_line();
    /// Ends the line and leaves an empty one.
    void end_paragraph();
    /// What the line that begins next is. Taken back when another kind is set before it has words.
    void set_kind(LineKind kind, std::uint8_t level);
    /// The number of bytes so far; where the next line begins, after end_line().
    std::uint32_t size() const { return static_cast<std::uint32_t>(converted_.text.size()); }
    Converted take() { return std::move(converted_); }

private:
    void put(std::string_view bytes, std::uint64_t source, std::uint32_t length, bool copied);
    void begin_line();

    Converted converted_;
    bool keep_map_;
    bool in_line_ = false;
    bool blank_ = false;  // white space waits for a word to follow it
    LineKind kind_ = LineKind::plain;
    std::uint8_t level_ = 0;
};

}  // namespace assay::ingest
