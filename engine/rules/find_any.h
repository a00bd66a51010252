// The first of several characters.
//
// std::string_view::find_first_of() calls memchr() for each character that it passes: on lines of rule files
// that was a good part of reading them.
#pragma once

#include <string_view>

namespace assay::rules {

/// Where the first of the signs stands in `text` at or behind `from`; the size of the text where none does.
template <class... Signs>
std::size_t find_any(std::string_view text, std::size_t from, Signs... signs) {
    while (from < text.size() && ((text[from] != signs) && ...)) ++from;
    return from < text.size() ? from : text.size();
}

}  // namespace assay::rules
