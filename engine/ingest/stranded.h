// Paragraph numbers that stand together, in a column of their own, before the texts that they number.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "ingest/lines.h"

namespace assay::ingest {

/// Lines, first to one past the last.
struct LineRange {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The lines within `prose`, but for its first, where `count` further paragraphs most likely begin: each
/// after a line that ends a sentence, where a blank line stands between or most room was left (`width`:
/// characters of a full line). In order of place; fewer than `count`, where there are not as many such
/// places.
std::vector<std::size_t> find_paragraph_begins(std::string_view text, const std::vector<Line>& lines,
                                               std::uint32_t width, LineRange prose, std::size_t count);

}  // namespace assay::ingest
