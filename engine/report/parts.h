// Text that is put together of ready parts and whole numbers, where room for it has been made.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace assay::report::parts {

/// The most bytes that a whole number is written in.
inline constexpr std::size_t kLongestInteger = 20;

template <std::size_t N>
constexpr std::size_t most(const char (&)[N]) {
    return N - 1;
}
inline std::size_t most(std::string_view text) {
    return text.size();
}
template <std::integral Integer>
constexpr std::size_t most(Integer) {
    return kLongestInteger;
}

/// Each writes to `at`, where there is room for most() bytes, and returns the end of what it wrote.
template <std::size_t N>
char* put(char* at, const char (&text)[N]) {
    std::memcpy(at, text, N - 1);
    return at + N - 1;
}
inline char* put(char* at, std::string_view text) {
    std::memcpy(at, text.data(), text.size());
    return at + text.size();
}

namespace detail {

inline constexpr auto kPairs = [] {
    std::array<char, 200> pairs{};
    for (std::size_t i = 0; i < 100; ++i) {
        pairs[2 * i] = static_cast<char>('0' + i / 10);
        pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
    }
    return pairs;
}();

// `value` below 100 in two digits.
inline char* put_pair(char* at, std::uint32_t value) {
    std::memcpy(at, kPairs.data() + 2 * value, 2);
    return at + 2;
}
// `value` below 10,000.
inline char* put_small(char* at, std::uint32_t value) {
    const std::uint32_t hundreds = value / 100;
    const std::uint32_t rest = value % 100;
    if (value >= 1000) return put_pair(put_pair(at, hundreds), rest);
    *at = static_cast<char>('0' + hundreds);
    if (value >= 100) return put_pair(at + 1, rest);
    if (value >= 10) return put_pair(at, value);
    *at = static_cast<char>('0' + value);
    return at + 1;
}
char* put_large(char* at, std::uint64_t value);

}  // namespace detail

template <std::integral Integer>
char* put(char* at, Integer value) {
    auto size = static_cast<std::uint64_t>(value);
    if constexpr (std::is_signed_v<Integer>) {
        if (value < 0) {
            *at++ = '-';
            size = -size;
        }
    }
    return size < 10'000 ? detail::put_small(at, static_cast<std::uint32_t>(size))
                         : detail::put_large(at, size);
}

}  // namespace assay::report::parts
