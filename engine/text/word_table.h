// Fixed sets of folded words, built at compile time and probed by hash.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "text/fold.h"

namespace assay::text {

/// The fold hash of a word that is written here in small letters, to hold a token's against.
consteval std::uint64_t word(std::string_view folded) {
    return hash_folded(folded);
}

/// Says of nearly every word that is in none of its sets that it is not, by one bit of the hash: a branch
/// that hardly ever goes the other way.
class WordFilter {
public:
    constexpr void add(std::uint64_t hash) { bits_[hash >> 59] |= std::uint64_t{1} << ((hash >> 53) % 64); }
    constexpr bool may_hold(std::uint64_t hash) const {
        return (bits_[hash >> 59] >> ((hash >> 53) % 64) & 1) != 0;
    }

private:
    std::array<std::uint64_t, 32> bits_{};
};

/// Open addressing over the fold hash, a filter in front. `Slots` is a power of two, at least twice the
/// words.
template <std::size_t Slots>
class WordSet {
public:
    constexpr WordSet(std::initializer_list<std::string_view> words) {
        for (std::string_view word : words) insert(hash_folded(word));
    }

    constexpr bool contains(std::uint64_t hash) const { return find_slot(hash) != kAbsent; }
    constexpr const WordFilter& filter() const { return filter_; }

protected:
    static constexpr std::size_t kAbsent = Slots;

    constexpr WordSet() = default;

    constexpr std::size_t insert(std::uint64_t hash) {
        std::size_t slot = hash % Slots;
        while (hashes_[slot] != 0) slot = (slot + 1) % Slots;
        hashes_[slot] = hash;
        filter_.add(hash);
        return slot;
    }

    constexpr std::size_t find_slot(std::uint64_t hash) const {
        if (!filter_.may_hold(hash)) [[likely]]
            return kAbsent;
        for (std::size_t slot = hash % Slots; hashes_[slot] != 0; slot = (slot + 1) % Slots) {
            if (hashes_[slot] == hash) return slot;
        }
        return kAbsent;
    }

private:
    WordFilter filter_;
    std::array<std::uint64_t, Slots> hashes_{};
};

/// The same with a value for each word.
template <class Value, std::size_t Slots>
class WordTable : private WordSet<Slots> {
public:
    struct Entry {
        std::string_view word;
        Value value;
    };

    constexpr WordTable(std::initializer_list<Entry> entries) {
        for (const Entry& entry : entries) values_[this->insert(hash_folded(entry.word))] = entry.value;
    }

    using WordSet<Slots>::filter;

    /// The value of the word with this fold hash, or null.
    constexpr const Value* find(std::uint64_t hash) const {
        const std::size_t slot = this->find_slot(hash);
        return slot == this->kAbsent ? nullptr : &values_[slot];
    }

private:
    std::array<Value, Slots> values_{};
};

}  // namespace assay::text
