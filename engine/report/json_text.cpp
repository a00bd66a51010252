#include "report/json_text.h"

#include <rapidjson/internal/dtoa.h>

#include <algorithm>
#include <charconv>
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

// Points and strengths are tenths more often than not, and these need no search for the shortest digits.
constexpr double kTenths = 10;
constexpr double kMostTenths = 1e6;

}  // namespace

void JsonText::grow(std::size_t bytes) {
    const std::size_t used = size();
    out_.resize(std::max({used + bytes, 2 * out_.size(), std::size_t{16} << 10}));
    reset(used);
}

void JsonText::again(std::string_view json) {
    room(json.size() + 1);
    separate();
    std::memcpy(at_, json.data(), json.size());
    at_ += json.size();
}

void JsonText::text(std::string_view bytes) {
    room(kLongestEscape * bytes.size() + 3);
    separate();
    char* to = at_;
    *to++ = '"';
    for (std::size_t at = 0; at < bytes.size();) {
        std::uint64_t word = 0;
        while (at + sizeof word <= bytes.size()) {
            std::memcpy(&word, bytes.data() + at, sizeof word);
            if (special_bytes(word) != 0) break;
            std::memcpy(to, &word, sizeof word);
            to += sizeof word;
            at += sizeof word;
        }
        // At most eight bytes one by one, then whole words again.
        for (const std::size_t stop = std::min(at + sizeof word, bytes.size()); at < stop;) {
            if (static_cast<unsigned char>(bytes[at]) < 0x80) {
                to = put_escaped(to, bytes[at++]);
                continue;
            }
            const CodePoint point = decode(bytes, at);
            if (point.valid) {
                std::memcpy(to, bytes.data() + at, point.length);
                to += point.length;
            } else {
                std::memcpy(to, "\xEF\xBF\xBD", 3);
                to += 3;
            }
            at += point.length;
        }
    }
    *to++ = '"';
    at_ = to;
}

void JsonText::number(double value) {
    if (!std::isfinite(value)) return null();
    room(kLongestNumber);
    separate();
    const double tenths = std::trunc(value * kTenths);
    if (value > 0 && tenths < kMostTenths && tenths / kTenths == value) {
        const auto whole = static_cast<std::uint32_t>(tenths);
        at_ = std::to_chars(at_, end_, whole / 10).ptr;
        *at_++ = '.';
        *at_++ = static_cast<char>('0' + whole % 10);
        return;
    }
    at_ = rapidjson::internal::dtoa(value, at_);
}

}  // namespace assay::report
