// The lines of a text, and whether they end where paragraphs do or where the page does.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "assay/report.h"

namespace assay::ingest {

/// A line that is not blank. `span` is without white space at either end, and for Markdown without
/// the marks of a heading, a list item or emphasis around the whole line.
struct Line {
    Span span;
    std::uint32_t length = 0;  ///< characters
    std::uint16_t blanks = 0;  ///< blank lines before it (65535 at most)
    bool page_start = false;   ///< a form feed stands between it and the line before
    LineKind kind = LineKind::plain;
    std::uint8_t level = 0;  ///< of a heading, where `kind` says that it is one
};

/// How lines end. When `wrapped`, a line break says nothing; `width` is where lines usually end, in
/// characters. `usual_blanks` blank lines between two lines say nothing either (a text that came out
/// of a PDF with an empty line after every line).
struct Wrapping {
    bool wrapped = false;
    std::uint32_t width = 0;
    std::uint16_t usual_blanks = 0;
};

/// Cuts the text of a file into lines, blank ones left out. `begins`, unless null, is given the offset at
/// which each line of the text begins, blank ones included: what a SourceMap of the text needs.
std::vector<Line> cut_lines(const Extracted& extracted, std::vector<std::uint64_t>* begins = nullptr);

/// Finds out how the lines of a text end. `hard_wrapped` false means that the converter knows paragraphs;
/// then only a text most of whose lines break off in the middle of a sentence counts as wrapped.
Wrapping find_wrapping(std::string_view text, const std::vector<Line>& lines, bool hard_wrapped);

/// True when the words end a sentence: . ! ? with any closing quotation marks and brackets after it.
bool ends_sentence(std::string_view text);

/// True when the words begin with a small letter.
bool begins_small(std::string_view text);

/// True when the words begin with a capital letter, an opening quotation mark or a digit.
bool begins_large(std::string_view text);

}  // namespace assay::ingest
