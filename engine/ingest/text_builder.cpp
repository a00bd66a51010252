#include "ingest/text_builder.h"

namespace assay::ingest {

namespace {
bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
}  // namespace

void TextBuilder::begin_line() {
    if (in_line_) return;
    in_line_ = true;
    if (kind_ != LineKind::plain) converted_.hints.push_back({size(), kind_, level_});
}

void TextBuilder::put(std::string_view bytes, std::uint64_t source, std::uint32_t length, bool copied) {
    if (keep_map_ && !bytes.empty()) {
        const MapPiece* last = converted_.map.empty() ? nullptr : &converted_.map.back();
        const bool goes_on = copied && last != nullptr && last->copied &&
                             last->source_begin + (size() - last->text_begin) == source;
        if (!goes_on) converted_.map.push_back({size(), source, length, copied});
    }
    converted_.text += bytes;
}

void TextBuilder::copy(std::string_view bytes, std::uint64_t source) {
    for (std::size_t i = 0; i < bytes.size();) {
        if (is_space(bytes[i])) {
            blank_ = true;
            ++i;
            continue;
        }
        begin_line();
        std::size_t end = i;
        // One blank between two words of the source is copied with them.
        while (end < bytes.size() && (!is_space(bytes[end]) || (bytes[end] == ' ' && end + 1 < bytes.size() &&
                                                                !is_space(bytes[end + 1])))) {
            ++end;
        }
        if (blank_ && size() > 0 && converted_.text.back() != '\n') {
            if (i > 0 && bytes[i - 1] == ' ') {
                put(" ", source + i - 1, 1, true);
            } else {
                put(" ", source + i, 0, false);
            }
        }
        blank_ = false;
        put(bytes.substr(i, end - i), source + i, static_cast<std::uint32_t>(end - i), true);
        i = end;
    }
}

void TextBuilder::replace(std::string_view bytes, std::uint64_t source, std::uint32_t length) {
    if (bytes.empty()) return;
    if (bytes.size() == 1 && is_space(bytes[0])) {
        blank_ = true;
        return;
    }
    begin_line();
    if (blank_ && size() > 0 && converted_.text.back() != '\n') put(" ", source, 0, false);
    blank_ = false;
    put(bytes, source, length, false);
}

void TextBuilder::end_line() {
    blank_ = false;
    if (!in_line_) return;
    in_line_ = false;
    kind_ = LineKind::plain;
    level_ = 0;
    const std::uint64_t after = converted_.map.empty() ? 0 : converted_.map.back().source_begin;
    put("\n", after, 0, false);
}

void TextBuilder::end_paragraph() {
    end_line();
    if (size() >= 2 && converted_.text.compare(size() - 2, 2, "\n\n") != 0) converted_.text += '\n';
}

void TextBuilder::set_kind(LineKind kind, std::uint8_t level) {
    if (in_line_) return;
    kind_ = kind;
    level_ = level;
}

}  // namespace assay::ingest
