#include "text/utf8.h"

#include <array>
#include <utility>

namespace assay::text {

namespace {

bool in(std::uint32_t c, std::uint32_t first, std::uint32_t last) {
    return c - first <= last - first;
}

CharKind kind_of_latin1(std::uint32_t c) {
    switch (c) {
        case 0x85:
        case 0xA0:
            return CharKind::space;
        case 0xA2:
        case 0xA3:
        case 0xA5:
            return CharKind::currency;
        case 0xAB:
            return CharKind::open_quote;
        case 0xBB:
            return CharKind::close_quote;
        case 0xAD:
            return CharKind::invisible;
        case 0xB4:
            return CharKind::apostrophe;
        case 0xB7:
            return CharKind::bullet;
        case 0xBC:
        case 0xBD:
        case 0xBE:
            return CharKind::fraction;
        case 0xB5:
            return CharKind::letter;
        case 0xD7:
        case 0xF7:
            return CharKind::other;
        default:
            return c >= 0xC0 ? CharKind::letter : CharKind::other;
    }
}

CharKind kind_of_punctuation(std::uint32_t c) {
    if (in(c, 0x2000, 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F)
        return CharKind::space;
    if (in(c, 0x200C, 0x200F) || in(c, 0x202A, 0x202E) || in(c, 0x2060, 0x2064)) return CharKind::invisible;
    switch (c) {
        case 0x2010:
        case 0x2011:
            return CharKind::hyphen;
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2015:
            return CharKind::dash;
        case 0x2018:
        case 0x2019:
        case 0x201B:
            return CharKind::apostrophe;
        case 0x201C:
        case 0x201E:
        case 0x201F:
        case 0x2039:
            return CharKind::open_quote;
        case 0x201D:
        case 0x203A:
            return CharKind::close_quote;
        case 0x2022:
        case 0x2023:
        case 0x2043:
            return CharKind::bullet;
        case 0x2026:
            return CharKind::ellipsis;
        default:
            return CharKind::other;
    }
}

constexpr std::array<std::pair<std::uint32_t, double>, 10> kFractions{{{0xBC, 0.25},
                                                                       {0xBD, 0.5},
                                                                       {0xBE, 0.75},
                                                                       {0x2153, 1.0 / 3},
                                                                       {0x2154, 2.0 / 3},
                                                                       {0x2155, 0.2},
                                                                       {0x215B, 0.125},
                                                                       {0x215C, 0.375},
                                                                       {0x215D, 0.625},
                                                                       {0x215E, 0.875}}};

}  // namespace

CodePoint decode(const char* p, const char* end) {
    const auto byte = [p](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(p[i]));
    };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
    const std::uint32_t first = byte(0);
    const std::ptrdiff_t left = end - p;
    if (first < 0x80) return {first, 1};
    if (in(first, 0xC2, 0xDF) && left >= 2 && follows(1)) {
        return {((first & 0x1F) << 6) | (byte(1) & 0x3F), 2};
    }
    if (in(first, 0xE0, 0xEF) && left >= 3 && follows(1) && follows(2)) {
        const std::uint32_t value = ((first & 0x0F) << 12) | ((byte(1) & 0x3F) << 6) | (byte(2) & 0x3F);
        if (value >= 0x800 && !in(value, 0xD800, 0xDFFF)) return {value, 3};
    }
    if (in(first, 0xF0, 0xF4) && left >= 4 && follows(1) && follows(2) && follows(3)) {
        const std::uint32_t value =
            ((first & 0x07) << 18) | ((byte(1) & 0x3F) << 12) | ((byte(2) & 0x3F) << 6) | (byte(3) & 0x3F);
        if (in(value, 0x10000, 0x10FFFF)) return {value, 4};
    }
    return {};
}

std::size_t encode(std::uint32_t c, char* out) {
    const auto put = [out](std::size_t i, std::uint32_t byte) { out[i] = static_cast<char>(byte); };
    if (c < 0x80) {
        put(0, c);
        return 1;
    }
    if (c < 0x800) {
        put(0, 0xC0 | (c >> 6));
        put(1, 0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        put(0, 0xE0 | (c >> 12));
        put(1, 0x80 | ((c >> 6) & 0x3F));
        put(2, 0x80 | (c & 0x3F));
        return 3;
    }
    put(0, 0xF0 | (c >> 18));
    put(1, 0x80 | ((c >> 12) & 0x3F));
    put(2, 0x80 | ((c >> 6) & 0x3F));
    put(3, 0x80 | (c & 0x3F));
    return 4;
}

CharKind kind_of(std::uint32_t c) {
    if (c < 0x100) return kind_of_latin1(c);
    if (c < 0x2000) {
        if (c == 0x2BB || c == 0x2BC) return CharKind::apostrophe;
        if (c == 0x180E || c == 0x1680) return CharKind::space;
        return CharKind::letter;
    }
    if (c < 0x2070) return kind_of_punctuation(c);
    if (in(c, 0x20A0, 0x20CF)) return CharKind::currency;
    if (in(c, 0x2150, 0x215F)) return fraction_value(c) > 0 ? CharKind::fraction : CharKind::other;
    if (c == 0x2212) return CharKind::dash;
    // Geometric shapes, the ticks and arrows that word processors offer as bullets, and the private
    // use area where their symbol fonts live.
    if (in(c, 0x25A0, 0x25FF) || in(c, 0x2700, 0x27BF) || in(c, 0xF000, 0xF0FF)) return CharKind::bullet;
    if (in(c, 0x2C00, 0x2DFF) || in(c, 0x3041, 0xD7FF) || in(c, 0xF900, 0xFDFF) || in(c, 0x20000, 0x3FFFF)) {
        return CharKind::letter;
    }
    if (c == 0x3000) return CharKind::space;
    if (c == 0xFEFF || in(c, 0xFE00, 0xFE0F)) return CharKind::invisible;
    return CharKind::other;
}

bool is_upper(std::uint32_t c) {
    return to_lower(c) != c;
}

std::uint32_t to_lower(std::uint32_t c) {
    if (in(c, 0xC0, 0xDE) && c != 0xD7) return c + 0x20;
    if (!in(c, 0x100, 0x17F)) return c;
    if (c == 0x130) return 'i';
    if (c == 0x178) return 0xFF;
    if (c == 0x131 || c == 0x138 || c == 0x149 || c == 0x17F) return c;
    // Capitals stand at even places but for two stretches, where they stand at odd ones.
    const bool odd_capitals = in(c, 0x139, 0x148) || in(c, 0x179, 0x17E);
    return (c & 1) == (odd_capitals ? 1U : 0U) ? c + 1 : c;
}

double fraction_value(std::uint32_t c) {
    for (const auto& [code_point, value] : kFractions) {
        if (code_point == c) return value;
    }
    return 0;
}

}  // namespace assay::text
