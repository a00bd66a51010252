// The hash of a folded word. The scanner inlines the ASCII path; everybody else calls fold_hash().
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace assay::text {

// Why not a library's hash: nearly all words are lower-cased ASCII of at most 16 bytes, which can be
// lower-cased in two registers and mixed there without a branch on the length and without a copy.
// The mixer is wyhash's: multiply to 128 bits and fold.
inline constexpr std::uint64_t kSeed0 = 0xa0761d6478bd642fULL;
inline constexpr std::uint64_t kSeed1 = 0xe7037ed1a0b428dbULL;
inline constexpr std::uint64_t kSeed2 = 0x8ebc6af09c88c6e3ULL;
inline constexpr std::uint64_t kLowerBits = 0x2020202020202020ULL;

constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// Hash of at most 16 folded bytes in two little-endian registers, zeros behind them: no word holds a zero,
/// so its length need not be told.
constexpr std::uint64_t hash_registers(std::uint64_t low, std::uint64_t high) {
    return mix(low ^ kSeed0, high ^ kSeed1);
}

/// The low `count` bytes set; count 0 to 8.
constexpr std::uint64_t byte_mask(std::size_t count) {
    return count == 0 ? 0 : ~std::uint64_t{0} >> (64 - 8 * count);
}

/// The masks of a word of at most 16 bytes in two registers.
struct WordMask {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
};
constexpr std::array<WordMask, 17> make_word_masks() {
    std::array<WordMask, 17> masks{};
    for (std::size_t length = 0; length < masks.size(); ++length) {
        const std::size_t low = length < 8 ? length : 8;
        masks[length] = {byte_mask(low), byte_mask(length - low)};
    }
    return masks;
}
static constexpr std::array<WordMask, 17> kWordMasks = make_word_masks();

/// Up to eight bytes as a little-endian register.
constexpr std::uint64_t load_bytes(const char* p, std::size_t count) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(p[i])) << (8 * i);
    }
    return value;
}

/// Eight readable bytes as a little-endian register.
inline std::uint64_t load_eight(const char* p) {
    if constexpr (std::endian::native == std::endian::little) {
        std::uint64_t value = 0;
        std::memcpy(&value, p, 8);
        return value;
    } else {
        return load_bytes(p, 8);
    }
}

/// Hash of a word that is folded already. Usable for tables at compile time.
constexpr std::uint64_t hash_folded(std::string_view folded) {
    const char* p = folded.data();
    std::size_t left = folded.size();
    std::uint64_t chain = 0;
    for (; left > 16; left -= 16, p += 16) {
        chain = mix(load_bytes(p, 8) ^ chain ^ kSeed2, load_bytes(p + 8, 8) ^ kSeed0);
    }
    const std::size_t low = left < 8 ? left : 8;
    return hash_registers(load_bytes(p, low) ^ chain, load_bytes(p + low, left - low));
}

/// Hash of a word of at most 16 ASCII letters and digits as printed, where at least 16 bytes are readable
/// from `p` on. Letters are lower-cased by setting bit 5, which digits have anyway.
inline std::uint64_t hash_short(const char* p, std::size_t length) {
    const WordMask& mask = kWordMasks[length];
    return hash_registers((load_eight(p) | kLowerBits) & mask.low,
                          (load_eight(p + 8) | kLowerBits) & mask.high);
}

/// The same for a word of any length.
inline std::uint64_t hash_plain(const char* p, std::size_t length) {
    if (length <= 16) [[likely]]
        return hash_short(p, length);
    std::uint64_t chain = 0;
    std::size_t left = length;
    for (; left > 16; left -= 16, p += 16) {
        chain = mix((load_eight(p) | kLowerBits) ^ chain ^ kSeed2, (load_eight(p + 8) | kLowerBits) ^ kSeed0);
    }
    const std::size_t low = left < 8 ? left : 8;
    return hash_registers(((load_bytes(p, low) | kLowerBits) & byte_mask(low)) ^ chain,
                          (load_bytes(p + low, left - low) | kLowerBits) & byte_mask(left - low));
}

/// Appends the folded form of `word` to `out`. Invalid bytes are kept as they are.
void fold_into(std::string_view word, std::string& out);

}  // namespace assay::text
