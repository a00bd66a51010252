#include "report/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "core/bytes16.h"
#include "report/last_bytes.h"

namespace assay::report {

namespace {

unsigned char byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

struct Range {
    char32_t first;
    char32_t last;
};

// Combining marks and invisible characters that occur in texts in European languages, and the
// ranges of East Asian Width W and F with emoji. Anything else is one column.
constexpr std::array<Range, 12> kZeroWidth{{{0x00AD, 0x00AD},
                                            {0x0300, 0x036F},
                                            {0x0483, 0x0489},
                                            {0x0591, 0x05BD},
                                            {0x064B, 0x065F},
                                            {0x1AB0, 0x1AFF},
                                            {0x1DC0, 0x1DFF},
                                            {0x200B, 0x200F},
                                            {0x2060, 0x2064},
                                            {0x20D0, 0x20FF},
                                            {0xFE00, 0xFE0F},
                                            {0xFEFF, 0xFEFF}}};
constexpr std::array<Range, 12> kWide{{{0x1100, 0x115F},
                                       {0x2E80, 0x303E},
                                       {0x3041, 0x33FF},
                                       {0x3400, 0x4DBF},
                                       {0x4E00, 0x9FFF},
                                       {0xA000, 0xA4CF},
                                       {0xAC00, 0xD7A3},
                                       {0xF900, 0xFAFF},
                                       {0xFE30, 0xFE6F},
                                       {0xFF00, 0xFF60},
                                       {0x1F300, 0x1FAFF},
                                       {0x20000, 0x3FFFD}}};

// How many bytes from `at` on can be copied as they are: plain characters with single blanks between them.
std::size_t plain_run(std::string_view bytes, std::size_t at) {
    const std::size_t begin = at;
    std::uint32_t after_blank = 0;
    for (; at + Bytes16::kSize <= bytes.size(); at += Bytes16::kSize) {
        const Bytes16 next = Bytes16::load(bytes.data() + at);
        const std::uint32_t blanks = next.equal(' ');
        const std::uint32_t stops = next.unusual() | (blanks & (blanks << 1 | after_blank));
        if (stops != 0) return at + before_first(stops) - begin;
        after_blank = blanks >> 15;
    }
    if (at == bytes.size()) return at - begin;
    const Bytes16 next = last_bytes(bytes, at);
    const std::uint32_t blanks = next.equal(' ');
    const std::uint32_t stops = next.unusual() | (blanks & (blanks << 1 | after_blank));
    return std::min(at + before_first(stops), bytes.size()) - begin;
}

// How many bytes from `at` on are ASCII, counted in sixteens.
std::size_t ascii_blocks(std::string_view bytes, std::size_t at) {
    const std::size_t begin = at;
    while (at + Bytes16::kSize <= bytes.size() && Bytes16::load(bytes.data() + at).beyond_ascii() == 0)
        at += Bytes16::kSize;
    return at - begin;
}

template <std::size_t N>
bool inside(const std::array<Range, N>& ranges, char32_t value) {
    auto after = std::upper_bound(ranges.begin(), ranges.end(), value,
                                  [](char32_t v, const Range& r) { return v < r.first; });
    return after != ranges.begin() && value <= std::prev(after)->last;
}

}  // namespace

CodePoint decode(std::string_view bytes, std::size_t at) {
    const unsigned char first = byte_at(bytes, at);
    if (first < 0x80) return {first, 1, true};
    std::size_t needed = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    char32_t value = 0;
    if (first >= 0xC2 && first <= 0xDF) {
        needed = 1;
        value = first & 0x1Fu;
    } else if (first >= 0xE0 && first <= 0xEF) {
        needed = 2;
        value = first & 0x0Fu;
        if (first == 0xE0) low = 0xA0;   // shorter forms exist
        if (first == 0xED) high = 0x9F;  // surrogates
    } else if (first >= 0xF0 && first <= 0xF4) {
        needed = 3;
        value = first & 0x07u;
        if (first == 0xF0) low = 0x90;
        if (first == 0xF4) high = 0x8F;  // beyond U+10FFFF
    } else {
        return {kReplacement, 1, false};
    }
    for (std::size_t i = 1; i <= needed; ++i) {
        if (at + i >= bytes.size()) return {kReplacement, i, false};
        const unsigned char next = byte_at(bytes, at + i);
        if (next < low || next > high) return {kReplacement, i, false};
        low = 0x80;
        high = 0xBF;
        value = (value << 6) | (next & 0x3Fu);
    }
    return {value, needed + 1, true};
}

void append_utf8(std::string& out, char32_t value) {
    if (value < 0x80) {
        out += static_cast<char>(value);
    } else if (value < 0x800) {
        out += static_cast<char>(0xC0 | (value >> 6));
        out += static_cast<char>(0x80 | (value & 0x3F));
    } else if (value < 0x10000) {
        out += static_cast<char>(0xE0 | (value >> 12));
        out += static_cast<char>(0x80 | ((value >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (value & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (value >> 18));
        out += static_cast<char>(0x80 | ((value >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((value >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (value & 0x3F));
    }
}

bool is_space(char32_t value) {
    if (value < 0x80) return value == ' ' || (value >= 0x09 && value <= 0x0D);
    return value == 0x85 || value == 0xA0 || value == 0x1680 || (value >= 0x2000 && value <= 0x200A) ||
           value == 0x2028 || value == 0x2029 || value == 0x202F || value == 0x205F || value == 0x3000;
}

bool is_control(char32_t value) {
    return value < 0x20 || (value >= 0x7F && value <= 0x9F) || (value >= 0x202A && value <= 0x202E) ||
           (value >= 0x2066 && value <= 0x2069);
}

int display_width(char32_t value) {
    if (value < 0x300) return value == 0xAD || value < 0x20 ? 0 : 1;
    if (inside(kZeroWidth, value)) return 0;
    return inside(kWide, value) ? 2 : 1;
}

int display_width(std::string_view bytes) {
    int width = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const CodePoint point = decode(bytes, at);
        width += display_width(point.value);
        at += point.length;
    }
    return width;
}

void append_repaired(std::string& out, std::string_view bytes) {
    std::size_t copied = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        at += ascii_blocks(bytes, at);
        if (at == bytes.size()) break;
        if (byte_at(bytes, at) < 0x80) {
            ++at;
            continue;
        }
        const CodePoint point = decode(bytes, at);
        if (!point.valid) {
            out.append(bytes, copied, at - copied);
            append_utf8(out, kReplacement);
            copied = at + point.length;
        }
        at += point.length;
    }
    out.append(bytes, copied, bytes.size() - copied);
}

void append_normalised(std::string& out, std::string_view bytes) {
    const std::size_t start = out.size();
    for (std::size_t at = 0; at < bytes.size();) {
        const unsigned char first = byte_at(bytes, at);
        // Runs of plain characters and single blanks are copied at once: nearly all of a text.
        if (first > 0x20 && first < 0x80) {
            const std::size_t run = plain_run(bytes, at);
            out.append(bytes, at, run);
            at += run;
            continue;
        }
        const CodePoint point = decode(bytes, at);
        if (is_space(point.value)) {
            if (out.size() > start && out.back() != ' ') out += ' ';
        } else if (point.valid) {
            out.append(bytes, at, point.length);
        } else {
            append_utf8(out, kReplacement);
        }
        at += point.length;
    }
}

bool is_normal(std::string_view bytes) {
    return !bytes.empty() && bytes.front() != ' ' && bytes.back() != ' ' &&
           plain_run(bytes, 0) == bytes.size();
}

std::string for_terminal(std::string_view bytes) {
    if (is_normal(bytes) && bytes.find('\x7F') == std::string_view::npos) return std::string(bytes);
    std::string normal;
    append_normalised(normal, bytes);
    std::string out;
    out.reserve(normal.size());
    for (std::size_t at = 0; at < normal.size();) {
        const CodePoint point = decode(normal, at);
        if (is_control(point.value)) {
            append_utf8(out, kReplacement);
        } else {
            out.append(normal, at, point.length);
        }
        at += point.length;
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

}  // namespace assay::report
