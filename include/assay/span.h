// Half-open byte ranges: the one way in which the rooms of assay speak of places in a text.
#pragma once

#include <cstdint>
#include <string_view>

namespace assay {

/// Half-open range [begin, end) of bytes in a document's text, or of indices in an array: the
/// owner of the range says which. Trivially copyable; an empty span is valid.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    constexpr std::uint32_t size() const { return end - begin; }
    constexpr bool empty() const { return begin == end; }
    /// True when the position lies inside.
    constexpr bool contains(std::uint32_t position) const { return begin <= position && position < end; }
    /// True when the whole of `other` lies inside.
    constexpr bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
    /// True when the two share at least one element.
    constexpr bool overlaps(Span other) const { return begin < other.end && other.begin < end; }

    friend constexpr bool operator==(Span a, Span b) { return a.begin == b.begin && a.end == b.end; }
    friend constexpr bool operator<(Span a, Span b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
    }
};

/// The bytes of `text` that `span` names. The span must lie inside the text.
constexpr std::string_view slice(std::string_view text, Span span) {
    return text.substr(span.begin, span.size());
}

}  // namespace assay
