// Text that is put together of ready parts and whole numbers, where room for it has been made.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

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

template <std::integral Integer>
char* put(char* at, Integer value) {
    return std::to_chars(at, at + kLongestInteger, value).ptr;
}

}  // namespace assay::report::parts
