// A fixed set of folded words, each with a small value: one probe by hash, built at compile time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "text/fold.h"

namespace assay::text {

/// Open addressing over the fold hash. `Slots` is a power of two, at least twice the words.
template <class Value, std::size_t Slots>
class WordTable {
public:
    struct Entry {
        std::string_view word;
        Value value;
    };

    constexpr explicit WordTable(std::initializer_list<Entry> entries) {
        for (const Entry& entry : entries) {
            const std::uint64_t hash = hash_folded(entry.word);
            std::size_t slot = hash % Slots;
            while (hashes_[slot] != 0) slot = (slot + 1) % Slots;
            hashes_[slot] = hash;
            values_[slot] = entry.value;
        }
    }

    /// The value of the word with this fold hash, or null.
    constexpr const Value* find(std::uint64_t hash) const {
        for (std::size_t slot = hash % Slots; hashes_[slot] != 0; slot = (slot + 1) % Slots) {
            if (hashes_[slot] == hash) return &values_[slot];
        }
        return nullptr;
    }

private:
    std::array<std::uint64_t, Slots> hashes_{};
    std::array<Value, Slots> values_{};
};

/// The same without values.
template <std::size_t Slots>
class WordSet {
public:
    constexpr WordSet(std::initializer_list<std::string_view> words) {
        for (std::string_view word : words) {
            const std::uint64_t hash = hash_folded(word);
            std::size_t slot = hash % Slots;
            while (hashes_[slot] != 0) slot = (slot + 1) % Slots;
            hashes_[slot] = hash;
        }
    }

    constexpr bool contains(std::uint64_t hash) const {
        for (std::size_t slot = hash % Slots; hashes_[slot] != 0; slot = (slot + 1) % Slots) {
            if (hashes_[slot] == hash) return true;
        }
        return false;
    }

private:
    std::array<std::uint64_t, Slots> hashes_{};
};

}  // namespace assay::text
