#include "report/json_text.h"

#include <rapidjson/internal/dtoa.h>

#include <algorithm>
#include <bit>
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

}  // namespace

void JsonText::text(std::string_view bytes) {
    begin_value(1);
    *at_++ = '"';
    for (std::size_t at = 0; at < bytes.size();) {
        room(Bytes16::kSize + kLongestEscape);
        const std::size_t left = std::min(bytes.size() - at, Bytes16::kSize);
        const Bytes16 next =
            left == Bytes16::kSize ? Bytes16::load(bytes.data() + at) : last_bytes(bytes, at);
        const std::uint32_t special = next.unusual() | next.equal('"') | next.equal('\\');
        const std::size_t plain = std::min(before_first(special), left);
        next.store(at_);  // what is not plain is written over
        at_ += plain;
        at += plain;
        if (plain == left) continue;
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
