#include <algorithm>

#include "assay/report.h"
#include "core/line_ends.h"

namespace assay {

namespace {

/// The number of ascending offsets that are at or before `at`: 1 for the first stretch.
template <class Offset>
std::uint32_t count_up_to(const std::vector<Offset>& begins, std::uint64_t at) {
    return static_cast<std::uint32_t>(std::upper_bound(begins.begin(), begins.end(), at) - begins.begin());
}

/// PDF and DOCX have no bytes that a person could go to: places are counted in the extracted text.
bool counts_in_text(const Extracted& extracted) {
    return extracted.map.empty() || extracted.source.format == Format::pdf ||
           extracted.source.format == Format::docx;
}

bool knows_lines(const Extracted& extracted) {
    return !counts_in_text(extracted) || (extracted.map.empty() && !extracted.source_lines.empty());
}

/// The piece that holds the byte, or null before the first one.
const MapPiece* piece_of(const std::vector<MapPiece>& map, std::uint32_t at) {
    const auto after = std::upper_bound(map.begin(), map.end(), at,
                                        [](std::uint32_t x, const MapPiece& p) { return x < p.text_begin; });
    return after == map.begin() ? nullptr : &*(after - 1);
}

/// The first byte of the original that the byte of the text came from.
std::uint64_t source_of(const std::vector<MapPiece>& map, std::uint32_t at) {
    const MapPiece* piece = piece_of(map, at);
    if (piece == nullptr) return 0;
    return piece->copied ? piece->source_begin + (at - piece->text_begin) : piece->source_begin;
}

}  // namespace

SourceMap::SourceMap(const Extracted& extracted) : extracted_(&extracted) {
    if (knows_lines(extracted)) return;
    const std::string_view text = extracted.text.bytes;
    line_begins_.reserve(text.size() / 64 + 1);
    line_begins_.push_back(0);
    LineEnds ends(text);
    for (std::size_t at = ends.next_line(0); at != LineEnds::npos; at = ends.next_line(at))
        line_begins_.push_back(at);
}

SourcePlace SourceMap::place(std::uint32_t text_offset) const {
    SourcePlace place;
    place.offset = counts_in_text(*extracted_) ? text_offset : source_of(extracted_->map, text_offset);
    place.line =
        count_up_to(knows_lines(*extracted_) ? extracted_->source_lines : line_begins_, place.offset);
    place.page = count_up_to(extracted_->page_begins, text_offset);
    place.paragraph = count_up_to(extracted_->paragraph_begins, text_offset);
    return place;
}

std::pair<std::uint64_t, std::uint64_t> SourceMap::range(Span span) const {
    if (counts_in_text(*extracted_)) return {span.begin, span.end};
    const std::uint64_t begin = source_of(extracted_->map, span.begin);
    if (span.empty()) return {begin, begin};
    // The end belongs to the last byte inside, not to the first one behind: there the original may
    // have gone on elsewhere.
    const MapPiece* last = piece_of(extracted_->map, span.end - 1);
    if (last == nullptr) return {begin, begin};
    const std::uint64_t end = last->copied ? last->source_begin + (span.end - last->text_begin)
                                           : last->source_begin + last->source_length;
    return {begin, std::max(begin, end)};
}

}  // namespace assay
