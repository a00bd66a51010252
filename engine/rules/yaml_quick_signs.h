// What the characters of a line of YAML may mean, as far as a quick look tells.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "rules/find_any.h"

namespace assay::rules {

inline constexpr std::size_t kNone = std::string_view::npos;

/// The column of its first character that is no blank; the size of a blank line.
inline std::size_t indent_of(std::string_view line) {
    return std::min(line.find_first_not_of(' '), line.size());
}

inline bool is_blank(std::string_view line) {
    return indent_of(line) == line.size();
}

inline bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// One of the words by which YAML means nothing at all.
inline bool is_null_word(std::string_view text) {
    return text == "~" || text == "null" || text == "Null" || text == "NULL";
}

/// A text without quotation marks may begin so: nothing that YAML could take for a sign.
inline bool may_begin(std::string_view rest) {
    const char c = rest.front();
    if (is_letter_or_digit(c) || static_cast<unsigned char>(c) >= 0x80) return true;
    if (c == '-') return rest.size() > 1 && (is_letter_or_digit(rest[1]) || rest[1] == '.');
    return std::string_view("_~(./\\<=$+^;").find(c) != kNone;
}

inline std::string_view without_trailing_blanks(std::string_view text) {
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

/// A dash that begins an entry of a list.
inline bool is_dash(std::string_view line, std::size_t at) {
    return line[at] == '-' && (at + 1 == line.size() || line[at + 1] == ' ');
}

/// The colon behind a key that begins at `at`: of letters, digits, dots and hyphens, or such between
/// quotation marks.
inline std::size_t colon_of(std::string_view line, std::size_t at) {
    std::size_t end = at;
    if (line[at] == '"') {
        end = find_any(line, at + 1, '"', '\\');
        const bool key = line.substr(end, 2) == "\":" && (end + 2 == line.size() || line[end + 2] == ' ');
        return key ? end + 1 : kNone;
    }
    if (!is_letter_or_digit(line[at]) && line[at] != '_') return kNone;
    while (end < line.size() &&
           (is_letter_or_digit(line[end]) || line[end] == '_' || line[end] == '-' || line[end] == '.'))
        ++end;
    if (end == line.size() || line[end] != ':' || (end + 1 < line.size() && line[end + 1] != ' '))
        return kNone;
    return is_null_word(line.substr(at, end - at)) ? kNone : end;
}

}  // namespace assay::rules
