// The title of a report, which is no text of it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/lines.h"
#include "ingest/patterns.h"

namespace assay::ingest {

/// Lines that are titles, each span of them from its first to one past its last, and the authority that the
/// first of those that name one names.
struct Titles {
    std::vector<Span> lines;
    std::optional<std::string> authority;

    bool hold(std::size_t line) const {
        return std::any_of(lines.begin(), lines.end(),
                           [&](Span title) { return title.contains(static_cast<std::uint32_t>(line)); });
    }
};

/// Finds the titles that the framework's patterns know: one in a line, and one in several. The former may be
/// a page's footer, and the latter above it is a title all the same: neither is text.
Titles find_titles(std::string_view text, const std::vector<Line>& lines, const Wrapping& wrapping,
                   const LinePatterns& patterns);

}  // namespace assay::ingest
