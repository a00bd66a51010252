// Sixteen bytes of text looked at together: most of a text is plain, and what is not is found by a mask.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace assay {

/// A value. In every mask, bit i stands for byte i; the upper 16 bits are clear.
class Bytes16 {
public:
    static constexpr std::size_t kSize = 16;

#if defined(__SSE2__)
    /// Sixteen readable bytes from `p` on, at any address.
    static Bytes16 load(const char* p) {
        return Bytes16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
    }
    /// Writes all sixteen to `p` on.
    void store(char* p) const {
        _mm_storeu_si128(reinterpret_cast<__m128i*>(p), bytes_);
    }
    std::uint32_t equal(char c) const {
        return mask(_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(c)));
    }
    /// Control characters (below the blank) and everything beyond ASCII.
    std::uint32_t unusual() const {
        // Compared with a sign: bytes from 0x80 on are negative.
        return mask(_mm_cmplt_epi8(bytes_, _mm_set1_epi8(0x20)));
    }
    std::uint32_t beyond_ascii() const {
        return mask(bytes_);
    }
    /// Bytes that go on with a character of several: 0x80 to 0xBF.
    std::uint32_t continuations() const {
        return mask(_mm_cmplt_epi8(bytes_, _mm_set1_epi8(static_cast<char>(0xC0))));
    }

private:
    explicit Bytes16(__m128i bytes) : bytes_(bytes) {}
    static std::uint32_t mask(__m128i bytes) {
        return static_cast<std::uint32_t>(_mm_movemask_epi8(bytes));
    }
    __m128i bytes_;
#else
    static Bytes16 load(const char* p) {
        Bytes16 loaded;
        std::memcpy(loaded.bytes_.data(), p, kSize);
        return loaded;
    }
    void store(char* p) const {
        std::memcpy(p, bytes_.data(), kSize);
    }
    std::uint32_t equal(char c) const {
        return mask([c](unsigned char b) { return b == static_cast<unsigned char>(c); });
    }
    std::uint32_t unusual() const {
        return mask([](unsigned char b) { return b < 0x20 || b >= 0x80; });
    }
    std::uint32_t beyond_ascii() const {
        return mask([](unsigned char b) { return b >= 0x80; });
    }
    std::uint32_t continuations() const {
        return mask([](unsigned char b) { return b >= 0x80 && b < 0xC0; });
    }

private:
    Bytes16() = default;
    template <typename Test>
    std::uint32_t mask(Test test) const {
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < kSize; ++i) bits |= std::uint32_t{test(bytes_[i])} << i;
        return bits;
    }
    std::array<unsigned char, kSize> bytes_{};
#endif
};

/// How many bytes before the first that a mask marks; 16 where it marks none.
inline std::size_t before_first(std::uint32_t mask) {
    return static_cast<std::size_t>(std::countr_zero(mask | 0x10000u));
}

}  // namespace assay
