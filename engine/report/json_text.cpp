#include "report/json_text.h"

#include <rapidjson/internal/dtoa.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "report/utf8.h"

namespace assay::report {

namespace {

constexpr std::uint64_t kEach = 0x0101010101010101u;
constexpr std::uint64_t kHigh = kEach * 0x80;

// The high bit of some byte is set where one of eight needs a closer look: a control character, a quotation
// mark, a backslash, or anything beyond ASCII. A byte beside such a one may be marked without need, never the
// other way round.
std::uint64_t special_bytes(std::uint64_t word) {
    const std::uint64_t quote = word ^ (kEach * '"');
    const std::uint64_t backslash = word ^ (kEach * '\\');
    return (word | (word - kEach * 0x20) | (quote - kEach) | (backslash - kEach)) & kHigh;
}

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

}  // namespace

void JsonText::again(std::string_view json) {
    begin_value(0);
    flush();
    out_.append(json);
}

void JsonText::text(std::string_view bytes) {
    constexpr std::size_t kStep = 8;  // bytes looked at together
    begin_value(1);
    *at_++ = '"';
    for (std::size_t at = 0; at < bytes.size();) {
        room(kLongestEscape * kStep + 1);
        std::uint64_t word = 0;
        if (at + kStep <= bytes.size()) {
            std::memcpy(&word, bytes.data() + at, kStep);
            if (special_bytes(word) == 0) {
                std::memcpy(at_, &word, kStep);
                at_ += kStep;
                at += kStep;
                continue;
            }
        }
        // A step byte by byte. A character of several bytes may end behind it, but needs no longer escape.
        for (const std::size_t stop = std::min(at + kStep, bytes.size()); at < stop;) {
            if (static_cast<unsigned char>(bytes[at]) < 0x80) {
                at_ = put_escaped(at_, bytes[at++]);
                continue;
            }
            const CodePoint point = decode(bytes, at);
            const std::string_view put =
                point.valid ? bytes.substr(at, point.length) : std::string_view("\xEF\xBF\xBD");
            std::memcpy(at_, put.data(), put.size());
            at_ += put.size();
            at += point.length;
        }
    }
    room(1);
    *at_++ = '"';
}

void JsonText::number(double value) {
    if (!std::isfinite(value)) return null();
    const auto bits = std::bit_cast<std::uint64_t>(value);
    Remembered& known = remembered_[(bits * 0x9E3779B97F4A7C15u) >> 59];
    if (known.length == 0 || std::bit_cast<std::uint64_t>(known.value) != bits) {
        known.value = value;
        known.length = static_cast<std::uint8_t>(rapidjson::internal::dtoa(value, known.digits.data()) -
                                                 known.digits.data());
    }
    begin_value(kLongestNumber);
    std::memcpy(at_, known.digits.data(), kLongestNumber);
    at_ += known.length;
}

}  // namespace assay::report
