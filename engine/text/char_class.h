// What each byte means to the scanner: one look-up a byte.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace assay::text {

enum class ByteClass : std::uint8_t {
    letter,
    digit,  // letter and digit first: `<= digit` is "part of a word"
    space,
    stop,        // . ? !
    apostrophe,  // '
    hyphen,
    pause,  // , : " and brackets
    semicolon,
    percent,
    currency,
    markup,  // < and /: the beginnings of tags that leaked into the text
    high,    // a byte of a character that is not ASCII
    other,
};

constexpr std::array<ByteClass, 256> make_byte_classes() {
    std::array<ByteClass, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const char c = static_cast<char>(i);
        ByteClass k = i >= 0x80 ? ByteClass::high : ByteClass::other;
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) k = ByteClass::letter;
        if (c >= '0' && c <= '9') k = ByteClass::digit;
        if (c == ' ' || (c >= '\t' && c <= '\r')) k = ByteClass::space;
        if (c == '.' || c == '?' || c == '!') k = ByteClass::stop;
        if (c == '\'') k = ByteClass::apostrophe;
        if (c == '-') k = ByteClass::hyphen;
        if (c == ',' || c == ':' || c == '"' || c == '(' || c == ')' || c == '[' || c == ']' || c == '{' ||
            c == '}') {
            k = ByteClass::pause;
        }
        if (c == ';') k = ByteClass::semicolon;
        if (c == '%') k = ByteClass::percent;
        if (c == '$') k = ByteClass::currency;
        if (c == '<' || c == '/') k = ByteClass::markup;
        table[i] = k;
    }
    return table;
}

inline constexpr std::array<ByteClass, 256> kByteClasses = make_byte_classes();

inline ByteClass class_of(char c) {
    return kByteClasses[static_cast<unsigned char>(c)];
}
inline bool is_letter(char c) {
    return class_of(c) == ByteClass::letter;
}
inline bool is_digit(char c) {
    return class_of(c) == ByteClass::digit;
}
inline bool is_alnum(char c) {
    return class_of(c) <= ByteClass::digit;
}
/// True where a word of letters ends before this byte: nothing that could belong to a word.
inline bool ends_word(char c) {
    static constexpr std::array<bool, 256> kEnds = [] {
        std::array<bool, 256> table{};
        for (std::size_t i = 0; i < table.size(); ++i) {
            const ByteClass k = kByteClasses[i];
            table[i] = k > ByteClass::digit && k != ByteClass::apostrophe && k != ByteClass::high;
        }
        return table;
    }();
    return kEnds[static_cast<unsigned char>(c)];
}
/// How many of the 16 readable bytes at `p` are ASCII letters before the first that is none: without a
/// branch a byte, since a word's length is what a processor cannot foresee.
inline std::size_t letter_run16(const char* p) {
#if defined(__SSE2__)
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i place = _mm_sub_epi8(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    const __m128i letters = _mm_cmpeq_epi8(_mm_min_epu8(place, _mm_set1_epi8('z' - 'a')), place);
    return static_cast<std::size_t>(std::countr_one(static_cast<unsigned>(_mm_movemask_epi8(letters))));
#else
    std::size_t n = 0;
    while (n < 16 && is_letter(p[n])) ++n;
    return n;
#endif
}

inline bool is_upper_ascii(char c) {
    return c >= 'A' && c <= 'Z';
}
inline bool is_lower_ascii(char c) {
    return c >= 'a' && c <= 'z';
}

}  // namespace assay::text
