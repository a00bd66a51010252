// The end of a text, looked at as sixteen bytes like the rest of it.
#pragma once

#include <array>
#include <cstring>
#include <string_view>

#include "core/bytes16.h"

namespace assay::report {

/// The fewer than sixteen bytes of `bytes` from `at` on, and letters behind them.
inline Bytes16 last_bytes(std::string_view bytes, std::size_t at) {
    std::array<char, Bytes16::kSize> padded;
    padded.fill('x');
    std::memcpy(padded.data(), bytes.data() + at, bytes.size() - at);
    return Bytes16::load(padded.data());
}

}  // namespace assay::report
