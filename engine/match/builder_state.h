// What an AutomatonBuilder knows while phrases are added: a trie of symbols, and the words that stand for
// them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "match/automaton.h"

namespace assay::match {

/// Filled by builder.cpp, phrase by phrase; read by freeze.cpp, once. A label of the trie is a symbol, or
/// with kGapBit the most words that may stand in between. Node 0 is the root.
struct AutomatonBuilder::State {
    static constexpr std::uint32_t kGapBit = 0x80000000u;

    std::unordered_map<std::string, std::uint32_t> symbols;  // key of an element -> symbol
    struct KnownWord {
        std::vector<std::uint32_t> symbols;
        std::uint32_t commonness = 0;
    };
    std::unordered_map<std::uint64_t, KnownWord> words;                // by fold
    std::unordered_map<std::uint64_t, std::uint32_t> children;         // (node, label) -> node
    std::vector<std::pair<std::uint32_t, Automaton::Accept>> accepts;  // node, what it accepts
    std::uint32_t node_count = 1;
    std::uint32_t symbol_count = Automaton::kFirstSymbol;
    PhraseId phrase_count = 0;
    std::array<std::uint32_t, 6> captures{};

    // The symbol of a key, and whether it is new.
    std::pair<std::uint32_t, bool> symbol(const std::string& key);
    // Makes a word stand for a symbol too.
    void give(const std::string& word, std::uint32_t symbol_id);
    // The node that a label leads to from a node, made where there is none.
    std::uint32_t child(std::uint32_t node, std::uint32_t label);
    // The symbol of a word by itself, which has no hyphens.
    std::uint32_t word_symbol(const std::string& word);
    // Makes every way of writing these forms (joined, or split at hyphens) stand for the symbol.
    void give_forms(const std::vector<std::string>& forms, std::uint32_t id);
    void accept(std::uint32_t node, Automaton::Accept accepted);
    // The symbol of an element other than a gap.
    std::uint32_t element_symbol(const Element& e);
    // Makes the sequence stand for a symbol: at once where it is one word, else by a path.
    void insert_as(const Sequence& sequence, std::uint32_t id);
    // Inserts elements [at, ...) below a node; an optional choice goes both ways. `gap` is what was
    // read since the last word: gaps on both sides of a choice that was left out are one gap.
    void insert(const Sequence& sequence, std::size_t at, std::uint32_t node, Automaton::Accept accepted,
                std::uint32_t gap = 0);

    // In freeze.cpp. The automaton's nodes are there already.
    // Adds to a word's symbols those that they alone stand for (a list inside a list).
    void add_symbols_of(const Automaton& a, std::vector<std::uint32_t>& of_word) const;
    // By symbol. Entries of several words, and figures, are rare.
    std::vector<std::uint32_t> commonness(const Automaton& a) const;
    // Marks the nodes from which more than one word may lead on.
    void mark_several(Automaton& a) const;
    // What each word begins, is needed for, and goes on with.
    void add_words(Automaton& a);
};

}  // namespace assay::match
