#include "report/json_text.h"

#include <rapidjson/internal/dtoa.h>

#include <algorithm>
#include <cmath>

#include "core/bytes16.h"
#include "report/last_bytes.h"
#include "report/utf8.h"

namespace assay::report {

namespace {

constexpr char kHexDigits[] = "0123456789ABCDEF";

// The escape of one ASCII character, or the character itself.
char* put_escaped(char* at, char c) {
    const auto u = static_cast<unsigned char>(c);
    if (u >= 0x20 && c != '"' && c != '\\') {
        *at++ = c;
        return at;
    }
    *at++ = '\\';
    switch (c) {
        case '"':
        case '\\':
            *at++ = c;
            return at;
        case '\b':
            *at++ = 'b';
            return at;
        case '\f':
            *at++ = 'f';
            return at;
        case '\n':
            *at++ = 'n';
            return at;
        case '\r':
            *at++ = 'r';
            return at;
        case '\t':
            *at++ = 't';
            return at;
        default:
            std::memcpy(at, "u00", 3);
            at[3] = kHexDigits[u >> 4];
            at[4] = kHexDigits[u & 15];
            return at + 5;
    }
}

constexpr std::size_t kLongestEscape = 6;
constexpr std::size_t kLongestCharacter = 4;
constexpr std::string_view kReplacementBytes = "\xEF\xBF\xBD";

// Room is made for so much of a string at once, and the memory grows by at least so much.
constexpr std::size_t kChunk = 1 << 10;
constexpr std::size_t kStep = 1 << 10;

// What of a string cannot be copied as it is. On one line that is a blank after a blank, too; `after_blank`
// is 1 where the bytes follow one, or where nothing stands before them.
template <bool one_line>
std::uint32_t specials(Bytes16 bytes, std::uint32_t after_blank) {
    const std::uint32_t special = bytes.unusual() | bytes.equal('"') | bytes.equal('\\');
    if constexpr (!one_line) return special;
    const std::uint32_t blanks = bytes.equal(' ');
    return special | (blanks & (blanks << 1 | after_blank));
}

}  // namespace

void JsonText::grow(std::size_t bytes) {
    const std::size_t written = size();
    out_.resize(std::max(written + bytes, out_.size() + kStep));
    at_ = out_.data() + written;
    end_ = out_.data() + out_.size();
}

// Writes the string if it can be copied as it is: nearly all can. False: it cannot, and nothing is written.
template <bool one_line>
bool JsonText::plain(std::string_view text, std::size_t begin, std::size_t end) {
    const std::size_t size = end - begin;
    if (size == 0 || size > kChunk || (one_line && text[end - 1] == ' ')) return false;
    char* at = begin_value(size + 2 + Bytes16::kSize);
    *at++ = '"';
    const char* from = text.data() + begin;
    if (size < Bytes16::kSize) {
        const Bytes16 all =
            begin + Bytes16::kSize <= text.size() ? Bytes16::load(from) : last_bytes(text, begin);
        if (before_first(specials<one_line>(all, 1)) < size) return false;
        all.store(at);
    } else {
        std::uint32_t after_blank = 1;
        char* to = at;
        for (std::size_t left = size; left >= Bytes16::kSize; left -= Bytes16::kSize) {
            const Bytes16 next = Bytes16::load(from);
            if (specials<one_line>(next, after_blank) != 0) return false;
            if constexpr (one_line) after_blank = next.equal(' ') >> (Bytes16::kSize - 1);
            next.store(to);
            from += Bytes16::kSize;
            to += Bytes16::kSize;
        }
        // What is left, with some of what was seen before it.
        const Bytes16 last = Bytes16::load(text.data() + end - Bytes16::kSize);
        if (specials<one_line>(last, 0) != 0) return false;
        last.store(at + size - Bytes16::kSize);
    }
    at += size;
    *at++ = '"';
    at_ = at;
    first_ = false;
    return true;
}

// The characters of a string; `bytes` may go on behind the end.
template <bool one_line>
void JsonText::characters(std::string_view bytes, std::size_t at, std::size_t end) {
    const std::string_view known = bytes.substr(0, end);
    std::uint32_t after_blank = 1;  // what is written ends with a blank, or nothing is: one more is too many
    while (at < end) {
        const std::size_t stop = std::min(end, at + kChunk);
        room((stop - at) * kLongestEscape + kLongestCharacter + Bytes16::kSize);
        char* out = at_;
        while (at < stop) {
            const std::size_t left = std::min(stop - at, Bytes16::kSize);
            const Bytes16 next = at + Bytes16::kSize <= bytes.size() ? Bytes16::load(bytes.data() + at)
                                                                     : last_bytes(bytes, at);
            const std::uint32_t special = specials<one_line>(next, after_blank);
            const std::size_t plain = std::min(before_first(special), left);
            next.store(out);  // what is not plain is written over
            out += plain;
            at += plain;
            if constexpr (one_line) after_blank = (next.equal(' ') << 1 | after_blank) >> plain & 1;
            if (plain == left) continue;
            const CodePoint point = decode(known, at);
            if (one_line && is_space(point.value)) {
                if (after_blank == 0) *out++ = ' ';
                after_blank = 1;
            } else {
                out = point.value < 0x80
                          ? put_escaped(out, static_cast<char>(point.value))
                          : parts::put(out, point.valid ? bytes.substr(at, point.length) : kReplacementBytes);
                after_blank = 0;
            }
            at += point.length;
        }
        at_ = out;
    }
}

void JsonText::text(std::string_view bytes) {
    if (plain<false>(bytes, 0, bytes.size())) return;
    char* const at = begin_value(2);
    *at = '"';
    at_ = at + 1;
    characters<false>(bytes, 0, bytes.size());
    close('"');
}

void JsonText::line(std::string_view text, std::span<const Span> stretches) {
    if (stretches.size() == 1 && plain<true>(text, stretches[0].begin, stretches[0].end)) return;
    char* const at = begin_value(2);
    *at = '"';
    at_ = at + 1;
    const std::size_t start = size();
    for (const Span stretch : stretches) {
        room(1);
        if (size() > start && at_[-1] != ' ') *at_++ = ' ';
        characters<true>(text, stretch.begin, stretch.end);
    }
    if (size() > start && at_[-1] == ' ') --at_;
    close('"');
}

void JsonText::number(double value) {
    if (!std::isfinite(value)) return null();
    const std::string_view digits =
        numbers_.of(value, [](double number, char* to) { return rapidjson::internal::dtoa(number, to); });
    char* const at = begin_value(NumberTexts::kLongest);
    std::memcpy(at, digits.data(), NumberTexts::kLongest);
    at_ = at + digits.size();
    first_ = false;
}

}  // namespace assay::report
