// UTF-8 as the writers need it: repaired where it is broken, measured as a terminal shows it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace assay::report {

inline constexpr char32_t kReplacement = 0xFFFD;

/// One code point read from bytes. A byte sequence that is no UTF-8 gives U+FFFD and the length of
/// its longest well-formed beginning (at least 1), as Unicode recommends and Python and browsers do.
struct CodePoint {
    char32_t value = 0;
    std::size_t length = 0;
    bool valid = true;
};

/// The code point at `at`, which must be inside `bytes`.
CodePoint decode(std::string_view bytes, std::size_t at);

/// Appends a code point as UTF-8.
void append_utf8(std::string& out, char32_t value);

/// Unicode White_Space.
bool is_space(char32_t value);

/// Control characters (Cc) and the marks that reorder text: never sent to a terminal.
bool is_control(char32_t value);

/// Columns that a terminal gives to a code point: 0 (combining, invisible), 1, or 2 (East Asian wide, emoji).
int display_width(char32_t value);
/// Columns of a whole string; broken bytes count as one column each replacement.
int display_width(std::string_view bytes);

/// Appends `bytes` with broken UTF-8 replaced by U+FFFD.
void append_repaired(std::string& out, std::string_view bytes);

/// Appends `bytes` repaired and with every run of white space as one blank, none at the beginning
/// of what is appended or after a blank; a trailing blank may remain.
void append_normalised(std::string& out, std::string_view bytes);

/// True when `bytes` is plain ASCII that append_normalised would append as it is, without a blank at either
/// end. False says nothing: other text may be normal too.
bool is_normal(std::string_view bytes);

/// `bytes` repaired, on one line, with control characters replaced: fit for a terminal.
std::string for_terminal(std::string_view bytes);

}  // namespace assay::report
