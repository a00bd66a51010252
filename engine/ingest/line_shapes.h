// What the shape of a line, and the room around it, tell: whether it may be a heading, or goes on with a
// paragraph.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "ingest/item_builder.h"
#include "ingest/lines.h"

namespace assay::ingest {

/// Judges the next line by itself, by the line after it and by the item that is open. Refers to all it is
/// given.
class LineShapes {
public:
    LineShapes(std::string_view text, const std::vector<Line>& lines, const Wrapping& wrapping,
               const ItemBuilder& items)
        : text_(text), lines_(lines), wrapping_(wrapping), items_(items) {}

    /// True unless the lines [first, last], which hold a heading's words, are prose that happens to hold
    /// them: it goes on, or comes from, another line.
    bool may_be_heading(std::size_t first, std::size_t last) const;

    /// True for a line with the words `w` that looks like a heading: one that the framework does not know is
    /// known by this.
    bool has_heading_shape(std::size_t i, std::string_view w) const;

    /// True when the line, with the words `w`, belongs to the open item.
    bool goes_on(std::size_t i, std::string_view w) const;

private:
    std::string_view words(std::size_t i) const { return slice(text_, lines_[i].span); }
    bool stands_between_paragraphs(std::size_t i) const;

    std::string_view text_;
    const std::vector<Line>& lines_;
    const Wrapping& wrapping_;
    const ItemBuilder& items_;
};

}  // namespace assay::ingest
