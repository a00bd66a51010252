// Code points and what they mean to a reader of sentences. ASCII is dealt with elsewhere, by table.
#pragma once

#include <cstddef>
#include <cstdint>

namespace assay::text {

/// A decoded character. `length` is 1 to 4 and never runs past the end; an invalid byte is kInvalid
/// with length 1.
struct CodePoint {
    static constexpr std::uint32_t kInvalid = 0xFFFFFFFF;
    std::uint32_t value = kInvalid;
    std::uint32_t length = 1;
};

/// Decodes one character of UTF-8 (overlong forms, surrogates and values past U+10FFFF are invalid).
/// `p` < `end`.
CodePoint decode(const char* p, const char* end);

/// Appends a valid code point; returns the number of bytes written (1 to 4).
std::size_t encode(std::uint32_t code_point, char* out);

enum class CharKind : std::uint8_t {
    other,       ///< symbols, invalid bytes: they stand between words
    letter,      ///< letters and marks that belong to one
    fraction,    ///< ½ and its like
    space,       ///< all white space, zero width ones too
    apostrophe,  ///< ’ and what is typed for it; also a closing or opening single quotation mark
    open_quote,
    close_quote,
    dash,
    hyphen,
    ellipsis,
    currency,
    bullet,
    invisible,  ///< soft hyphen, joiners, byte order mark: no part of what is read
};

/// The kind of a character that is not ASCII.
CharKind kind_of(std::uint32_t code_point);

/// True for capital letters of Latin-1 and Latin Extended-A.
bool is_upper(std::uint32_t code_point);

/// The lower-case letter; anything that is no capital of Latin-1 or Latin Extended-A stays as it is.
std::uint32_t to_lower(std::uint32_t code_point);

/// The value of ½ ¼ ¾ ⅓ …, or 0.
double fraction_value(std::uint32_t code_point);

}  // namespace assay::text
