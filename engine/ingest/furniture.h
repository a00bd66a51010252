// What a page repeats and what is left over from a web page: found by shape, not by a framework's patterns.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/lines.h"

namespace assay::ingest {

/// What of each line is a running header or footer: 0 none of it, its whole length all of it, otherwise so
/// many bytes at its end (a footer glued to a line whose hyphen the PDF reader took off). Running is a line
/// at the top or the foot of a page that, its figures aside, stands there on at least three pages and on a
/// third of all.
std::vector<std::uint32_t> find_running_text(std::string_view text, const std::vector<Line>& lines);

/// True for a line that holds a page number and nothing else: "12", "Page 3 of 14", "- 4 -".
bool is_page_number(std::string_view plain_line);

/// False for a text that holds neither a web address nor a stray closing tag ("/p>"), as most are.
bool may_hold_litter(std::string_view text);

/// Appends the stretches of a line that are words: where the text may hold litter, it is left out.
void keep_words(std::string_view text, Span line, bool may_hold_litter, std::vector<Span>& out);

}  // namespace assay::ingest
