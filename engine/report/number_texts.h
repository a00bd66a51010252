// Numbers that come again and again, and how they are written.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace assay::report {

/// Remembers the text of a few numbers: rules share points, and hits that are alone share what they
/// contribute. A value without memory of its own. Not thread-safe.
class NumberTexts {
public:
    /// The most bytes that a number is written in; so many can be read from the beginning of each text on.
    static constexpr std::size_t kLongest = 32;

    NumberTexts() { bits_.fill(kNone); }

    /// The text of a finite number. `write(value, at)` makes it where it is not remembered: it writes to `at`
    /// and returns the end of what it wrote. It must be the same from call to call. The view ends with the
    /// next one.
    template <class Write>
    std::string_view of(double value, Write write) {
        const auto bits = std::bit_cast<std::uint64_t>(value);
        const std::size_t slot = (bits * 0x9E3779B97F4A7C15u) >> (64 - kSlotBits);
        char* const text = texts_[slot].data();
        if (bits_[slot] != bits) {
            bits_[slot] = bits;
            lengths_[slot] = static_cast<std::uint8_t>(write(value, text) - text);
        }
        return {text, lengths_[slot]};
    }

private:
    static constexpr std::size_t kSlotBits = 5;
    static constexpr std::size_t kSlots = std::size_t{1} << kSlotBits;
    static constexpr std::uint64_t kNone = ~std::uint64_t{0};  // the bits of no finite number

    std::array<std::uint64_t, kSlots> bits_;
    std::array<std::uint8_t, kSlots> lengths_;
    std::array<std::array<char, kLongest>, kSlots> texts_;
};

}  // namespace assay::report
