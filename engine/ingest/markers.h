// What stands before a paragraph: bullets and numbers.
#pragma once

#include <cstddef>
#include <string_view>

namespace assay::ingest {

struct Marker {
    std::size_t length = 0;  ///< bytes, white space after it included; 0: none
    int number = 0;          ///< of a numbered paragraph
    bool certain = false;    ///< no word begins with it
};

/// The bullet at the front of a line: a sign, or a hyphen, a star, a dash or an "o" that stands alone.
Marker bullet_at(std::string_view words);

/// The number at the front of a line: up to three figures and a full stop, then a blank or nothing.
Marker number_at(std::string_view words);

}  // namespace assay::ingest
