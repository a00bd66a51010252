// From lines to the things a report is made of: paragraphs, bullets, headings, scores.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/headings.h"
#include "ingest/lines.h"
#include "ingest/patterns.h"

namespace assay::ingest {

enum class ItemKind : std::uint8_t {
    paragraph,
    bullet,
    heading,    ///< one that the framework does not know
    section,    ///< a heading that the framework knows
    statement,  ///< a statement's heading
    score,      ///< a score line
    end,        ///< nothing after it is evidence
};

/// One thing. Its words are Outline::pieces [pieces.begin, pieces.end).
struct Item {
    ItemKind kind = ItemKind::paragraph;
    Span pieces;
    Span at;                   ///< bytes of the text, from its first word to its last
    int meaning = -1;          ///< index of the statement or section
    std::optional<int> score;  ///< of a score line, or of a heading that states it
    bool numbered = false;     ///< a paragraph that began with a number
};

/// A text taken apart. Furniture is in no item.
struct Outline {
    std::vector<Item> items;
    std::vector<Span> pieces;
    std::optional<std::string> authority;
    std::optional<std::string> published_on;
    std::optional<std::string> rating;
};

/// Takes a text apart. Thread-safe.
Outline outline(std::string_view text, const std::vector<Line>& lines, const Wrapping& wrapping,
                const HeadingTable& headings, const LinePatterns& patterns);

}  // namespace assay::ingest
