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

/// The bullet at the front of a line that begins with no letter but "o".
Marker sign_at(std::string_view words);
/// The number at the front of a line that begins with a figure.
Marker figures_at(std::string_view words);

/// The bullet at the front of a line: a sign, or a hyphen, a star, a dash or an "o" that stands alone.
inline Marker bullet_at(std::string_view words) {
    // Nearly every line begins with a letter, and no mark does but the "o" of word processors.
    const char first = words.empty() ? '\0' : words[0];
    const bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    return letter && first != 'o' ? Marker{} : sign_at(words);
}

/// The number at the front of a line: up to three figures and a full stop, then a blank or nothing.
inline Marker number_at(std::string_view words) {
    const bool figure = !words.empty() && words[0] >= '0' && words[0] <= '9';
    return figure ? figures_at(words) : Marker{};
}

}  // namespace assay::ingest
