// All phrases of a pack in one automaton over tokens.
//
// Each distinct word is looked up once and becomes a few *symbols*: itself, the inflection sets, lists
// and choices that it belongs to. Phrases are paths of symbols in one trie. A sentence is read from its
// last token to its first, so that a list entry or choice of several words is known as one symbol (with
// a length) before a phrase that begins further left needs it. The cost of a token does not depend on
// the number of phrases, only on how many of them it could begin or continue.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "assay/document.h"
#include "match/phrase.h"

namespace assay::match {

using PhraseId = std::uint32_t;

/// A phrase found at tokens [begin, end) of the document. Bit i of `consumed` is set when token begin+i is
/// one that the phrase names (rather than one in a gap); tokens beyond the 64th count as consumed. Packed
/// into 20 bytes: a large document has millions of matches.
struct Match {
    PhraseId phrase = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    [[gnu::packed]] std::uint64_t consumed = 0;

    /// True when the phrase names the token at this index of the document.
    bool consumes(std::uint32_t token) const {
        return token >= begin && token < end &&
               (token - begin >= 64 || ((consumed >> (token - begin)) & 1) != 0);
    }
    friend bool operator==(const Match&, const Match&) = default;
};

/// Working memory of one thread. Reused from sentence to sentence.
class Scratch {
    friend class Automaton;
    struct Note {  // where a symbol that some start needs last stood
        std::uint32_t sentence = 0;
        std::uint32_t position = 0;
    };
    struct Several {  // a symbol that stands for several words, or for a figure
        std::uint32_t symbol;
        std::uint32_t length;
    };
    // By token of the document, never made smaller: what a vector grows by is written to first.
    std::vector<std::uint32_t> words_;          // index into Automaton::words_; one more than tokens
    std::vector<std::uint64_t> active_;         // a bit for each: something may begin there
    std::vector<std::uint64_t> several_begin_;  // a bit for each: several_at_ says what begins there
    std::vector<Span> several_at_;              // by token of the sentence: into several_
    std::vector<Note> notes_;                   // by symbol
    std::vector<Several> begun_;                // those that begin at the current token
    std::vector<Several> several_;              // those on edges below the root, of the sentence's tokens
    std::vector<Match> found_;
    std::vector<std::uint32_t> reach_;  // by token: the last token that a gap which begins there may skip to
    std::uint32_t sentence_ = 0;        // counts sentences, so that what is of others is known as stale
};

/// Immutable; shared by threads.
class Automaton {
public:
    /// Looks up the words of a document: before match() is called for its sentences.
    void look_up(const Document& document, Scratch& scratch) const;

    /// Appends every match in a sentence of the document last looked up to `out`, ordered by begin, then
    /// phrase; each sentence once. A phrase that matches in several ways from the same token is reported
    /// once, at its shortest; of two such ways, the one that shorter entries of a list and, behind a gap,
    /// words further left go on with ("leaders *2 [not|] zebra" names the "not" of "leaders were not zebra").
    void match(const Document& document, const Sentence& sentence, Scratch& scratch,
               std::vector<Match>& out) const;

    std::size_t phrase_count() const { return phrase_count_; }
    std::size_t node_count() const { return nodes_.size(); }
    std::size_t word_count() const { return word_count_; }

private:
    friend class AutomatonBuilder;
    // A set of symbols by some bits of their numbers: says of most that are not in it that they are not.
    class Marks {
    public:
        void add(std::uint32_t symbol) { bits_[symbol / 64 % 4] |= std::uint64_t{1} << symbol % 64; }
        bool may_hold(std::uint32_t symbol) const { return (bits_[symbol / 64 % 4] >> symbol % 64 & 1) != 0; }
        bool may_meet(const Marks& other) const {
            return ((bits_[0] & other.bits_[0]) | (bits_[1] & other.bits_[1]) | (bits_[2] & other.bits_[2]) |
                    (bits_[3] & other.bits_[3])) != 0;
        }

    private:
        std::array<std::uint64_t, 4> bits_{};
    };
    struct Node {
        std::uint32_t edges = 0, edges_end = 0;      // into edges_, ascending by symbol
        std::uint32_t gaps = 0, gaps_end = 0;        // into gaps_
        std::uint32_t accepts = 0, accepts_end = 0;  // into accepts_
        Marks marks;                                 // of its edges' symbols
        bool several = false;                        // an edge's symbol may be several words, or a figure
    };
    struct Edge {
        std::uint32_t symbol;
        std::uint32_t child;
    };
    struct Gap {
        std::uint32_t most;
        std::uint32_t child;
    };
    struct Accept {
        std::uint32_t id;
        bool is_symbol;
        bool exact;
    };
    // Numbers of no symbol: noted and never asked for, never noted, noted in every sentence.
    static constexpr std::uint32_t kNobodys = 0;
    static constexpr std::uint32_t kNever = 1;
    static constexpr std::uint32_t kAlways = 2;
    static constexpr std::uint32_t kFirstSymbol = 3;
    // A node that a word leads to from the root, and a symbol that some of the paths from there cannot do
    // without, at most `within` tokens behind the word. Where no start of a node finds its symbol, no path
    // from the node is gone to its end. kAlways: walk whatever stands there.
    struct Start {
        std::uint32_t node;
        std::uint32_t needs;
        std::uint32_t within;
    };
    // What a word can do: begin paths, be what some start needs, and continue paths (its symbols below the
    // root, ascending).
    struct Word {
        Marks marks;                                 // of its symbols
        std::uint32_t starts = 0, starts_end = 0;    // into word_starts_
        std::uint32_t needed = 0;                    // into word_symbols_: [needed, symbols) and
        std::uint32_t symbols = 0, symbols_end = 0;  // [symbols, symbols_end)
        std::uint32_t only = kNobodys;               // of [symbols, symbols_end), where it is but one
        // Most words are at most what one start needs, and have at most one start: such a word says it here,
        // so that the same is done for all of them.
        bool simple = true;
        std::uint32_t note = kNobodys;
        std::uint32_t needs = kNever, within = 0;
    };
    // What two neighbours tell of each other, sixty-four bits instead of symbols: a walk begins at a word
    // only where the next one stands for a bit that the word looks out for.
    struct Pair {
        std::uint64_t follows = 0;     // what may follow; kWhatever: the next word does not tell
        std::uint64_t is = kWhatever;  // what the word may be to the one before it
    };
    static constexpr std::uint64_t kWhatever = std::uint64_t{1} << 63;
    static std::uint64_t pair_bit(std::uint32_t symbol) { return std::uint64_t{1} << symbol % 63; }
    struct Walk;

    static constexpr std::uint32_t kDisplaced = 0x80000000u;
    bool accepts_phrase(const Node& node) const;
    // Bits of what may follow the one word that led to a node; kWhatever where a phrase or a symbol may end
    // there, a gap begin, or more than the next word tell.
    std::uint64_t followers(const Node& node) const;
    std::uint32_t find_word(std::uint64_t fold) const;
    void find_words(const std::vector<Token>& tokens, Scratch& scratch) const;
    template <bool kFigures>
    void find_active(const std::vector<Token>& tokens, Scratch& scratch) const;
    bool stands_for(const Word& word, std::uint32_t symbol) const;
    const Edge* find_edge(const Node& node, std::uint32_t symbol) const;
    bool may_begin(const Start& start, std::uint32_t at, const Scratch& scratch) const;

    // While it is built, in starts.cpp. `commonness`: by symbol, how often it is likely to stand in a text.
    // By symbol, what one of its words begins: a start for each symbol that some path needs.
    std::vector<std::vector<Start>> find_starts(const std::vector<std::uint32_t>& commonness) const;
    void find_needs(std::uint32_t node_index, std::uint32_t within, const Start& rarest,
                    const std::vector<std::uint32_t>& commonness, const std::vector<std::uint32_t>& longest,
                    std::vector<Start>& needs) const;
    std::vector<std::uint32_t> longest_occurrences() const;

    std::vector<Node> nodes_;
    std::vector<Edge> edges_;
    std::vector<Gap> gaps_;
    std::vector<Accept> accepts_;
    std::vector<std::uint32_t> root_child_;  // by symbol; 0: none
    std::vector<bool> inner_;                // by symbol: stands on an edge below the root
    std::vector<bool> needed_;               // by symbol: some start needs it
    // Words by hash: indices into words_, 0 where the place is free. Open addressing, a power of two in size,
    // so sparse that nearly every look-up ends at its first place; kDisplaced is set in those at which it may
    // not.
    std::vector<std::uint32_t> slots_;
    // The first is no word. Hashes and pairs stand by themselves, since most words of a text are looked up,
    // held against their neighbours, and no more.
    std::vector<Word> words_;
    std::vector<std::uint64_t> folds_;
    std::vector<Pair> pairs_;
    std::vector<Start> word_starts_;
    std::vector<std::uint32_t> word_symbols_;
    std::uint32_t capture_symbols_[6] = {};  // by capture kind; 0: not used
    bool any_capture_ = false;
    bool any_several_ = false;  // a node is
    std::size_t phrase_count_ = 0;
    std::size_t word_count_ = 0;
};

/// Collects lists and phrases, then builds. Not thread-safe.
class AutomatonBuilder {
public:
    AutomatonBuilder();
    ~AutomatonBuilder();
    AutomatonBuilder(const AutomatonBuilder&) = delete;
    AutomatonBuilder& operator=(const AutomatonBuilder&) = delete;

    /// Adds an entry to a list. Lists may be added in any order and may mention one another; a list
    /// that is mentioned but never added matches nothing.
    void add_list_entry(const std::string& list, const Phrase& entry);
    /// Adds a phrase; ids count from 0 in the order of the calls.
    PhraseId add_phrase(const Phrase& phrase);
    Automaton build();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace assay::match
