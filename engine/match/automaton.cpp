#include "match/automaton.h"

#include <algorithm>
#include <bit>
#include <iterator>

#include "text/quantities.h"

namespace assay::match {

namespace {

constexpr std::uint32_t kRoot = 0;
constexpr std::uint32_t kFewer =
    4;  // asking a word about an edge is so much cheaper than searching for the edge

std::uint64_t bits(std::uint32_t first, std::uint32_t count) {
    if (first >= 64) return 0;
    const std::uint64_t mask = count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
    return mask << first;
}

// Of ascending elements, of which there is one at least, the last whose key is not above `key`; else the
// first. Halves without a branch: which half it is, no processor foresees.
template <typename T, typename Key>
const T* last_up_to(const T* first, std::uint32_t count, std::uint32_t key, Key key_of) {
    while (count > 1) {
        const std::uint32_t half = count / 2;
        first += key_of(first[half]) <= key ? half : 0;
        count -= half;
    }
    return first;
}

}  // namespace

// The index of a word that is in the table, or 0.
std::uint32_t Automaton::find_word(std::uint64_t fold) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = fold & mask; slots_[at] != 0; at = (at + 1) & mask) {
        const std::uint32_t word = slots_[at] & ~kDisplaced;
        if (folds_[word] == fold) return word;
    }
    return 0;
}

// Whether a word is in any phrase is what a processor cannot foresee: all answers take the same way here.
void Automaton::find_words(const std::vector<Token>& tokens, Scratch& scratch) const {
    const std::size_t count = tokens.size();
    std::uint32_t* const words = scratch.words_.data();
    const std::uint32_t* const slots = slots_.data();
    const std::uint64_t* const folds = folds_.data();
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = 0; at < count; ++at) {
        const std::uint64_t fold = tokens[at].fold;
        const std::uint32_t slot = slots[fold & mask];
        std::uint32_t word = slot & ~kDisplaced;
        const std::uint64_t difference = folds[word] ^ fold;
        // Arithmetic, since compilers make a branch of a comparison: 1 where they differ.
        const auto differs = static_cast<std::uint32_t>((difference | (0 - difference)) >> 63);
        word &= differs - 1;
        if ((slot >> 31 & differs) != 0) [[unlikely]]
            word = find_word(fold);
        words[at] = word;
    }
    words[count] = 0;
}

// Nor can it foresee where something begins. `kFigures`: something may begin at a number.
template <bool kFigures>
void Automaton::find_active(const std::vector<Token>& tokens, Scratch& scratch) const {
    const std::size_t count = tokens.size();
    const std::uint32_t* const words = scratch.words_.data();
    const Pair* const pairs = pairs_.data();
    std::uint64_t* active = scratch.active_.data();
    for (std::size_t at = 0; at < count; ++active) {
        std::uint64_t acting = 0;
        const std::size_t begin = at;
        for (const std::size_t end = std::min(at + 64, count); at < end; ++at) {
            std::uint64_t acts = (pairs[words[at]].follows & pairs[words[at + 1]].is) != 0 ? 1 : 0;
            if constexpr (kFigures) acts |= text::may_begin_quantity(tokens[at]) ? 1u : 0u;
            acting |= acts << (at - begin);
        }
        *active = acting;
    }
}

void Automaton::look_up(const Document& document, Scratch& scratch) const {
    if (scratch.words_.size() <= document.tokens.size()) {
        scratch.words_.resize(document.tokens.size() + 1);
        scratch.active_.resize(document.tokens.size() / 64 + 1);
    }
    if (any_several_) scratch.several_begin_.assign(document.tokens.size() / 64 + 1, 0);
    find_words(document.tokens, scratch);
    if (any_capture_) {
        find_active<true>(document.tokens, scratch);
    } else {
        find_active<false>(document.tokens, scratch);
    }
}

inline bool Automaton::stands_for(const Word& word, std::uint32_t symbol) const {
    if (!word.marks.may_hold(symbol)) return false;
    const std::uint32_t* const symbols = word_symbols_.data() + word.symbols;
    return *last_up_to(symbols, word.symbols_end - word.symbols, symbol, [](std::uint32_t s) { return s; }) ==
           symbol;
}

// The edge of a node for a symbol, or null.
inline const Automaton::Edge* Automaton::find_edge(const Node& node, std::uint32_t symbol) const {
    if (!node.marks.may_hold(symbol)) return nullptr;
    const Edge* const edge = last_up_to(edges_.data() + node.edges, node.edges_end - node.edges, symbol,
                                        [](const Edge& e) { return e.symbol; });
    return edge->symbol == symbol ? edge : nullptr;
}

inline bool Automaton::may_begin(const Start& start, std::uint32_t at, const Scratch& scratch) const {
    const Scratch::Note& note = scratch.notes_[start.needs];
    return note.sentence == scratch.sentence_ && note.position - at <= start.within;
}

// One sentence on its way through the automaton.
struct Automaton::Walk {
    const Automaton& a;
    const Document& document;
    std::uint32_t first;  // token index of the sentence's first token
    std::uint32_t count;
    Scratch& scratch;
    std::uint32_t start = 0;        // token of the sentence from which the walk began
    std::size_t found_begin = 0;    // matches that begin at `start`
    std::uint32_t first_start = 0;  // of those of its word: the first that is walked

    const Word& word_at(std::uint32_t at) const { return a.words_[scratch.words_[first + at]]; }

    // Keeps in mind what the word at a token stands for. True where a path may begin there.
    bool keep(std::uint32_t at) {
        start = at;
        const Word& word = word_at(at);
        if (word.simple) {
            note(word.note);
            first_start = word.starts;
            const Scratch::Note& needs = scratch.notes_[word.needs];
            return (static_cast<unsigned>(needs.sentence == scratch.sentence_) &
                    static_cast<unsigned>(needs.position - at <= word.within)) != 0;
        }
        for (std::uint32_t i = word.needed; i < word.symbols; ++i) note(a.word_symbols_[i]);
        for (std::uint32_t i = word.starts; i < word.starts_end; ++i) {
            if (a.may_begin(a.word_starts_[i], at, scratch)) {
                first_start = i;
                return true;
            }
        }
        first_start = word.starts_end;
        return false;
    }

    // After keep().
    void begin_at(std::uint32_t at, const Sentence& sentence) {
        found_begin = scratch.found_.size();
        scratch.begun_.clear();
        const Word& word = word_at(at);
        const auto several = static_cast<std::uint32_t>(scratch.several_.size());
        std::uint32_t walked = kRoot;  // the starts of a node stand together
        for (std::uint32_t i = first_start; i < word.starts_end; ++i) {
            const Start& begun = a.word_starts_[i];
            if (begun.node == walked || !a.may_begin(begun, at, scratch)) continue;
            walked = begun.node;
            arrive(begun.node, at + 1, 1, true);
        }
        if (a.any_capture_ && text::may_begin_quantity(document.tokens[first + at])) captures(at, sentence);
        // Symbols found on the way (a list entry of several words) join the end and are followed in turn.
        for (std::size_t i = 0; i < scratch.begun_.size(); ++i) {
            const Scratch::Several begun = scratch.begun_[i];
            const std::uint32_t child = a.root_child_[begun.symbol];
            if (child != kRoot) arrive(child, at + begun.length, bits(0, begun.length));
        }
        if (scratch.several_.size() > several) {
            const std::uint32_t token = first + at;
            scratch.several_begin_[token / 64] |= std::uint64_t{1} << token % 64;
            scratch.several_at_[at] = {several, static_cast<std::uint32_t>(scratch.several_.size())};
        }
    }

    void note(std::uint32_t symbol) { scratch.notes_[symbol] = {scratch.sentence_, start}; }

    void captures(std::uint32_t at, const Sentence& sentence) {
        for (std::size_t kind = 0; kind < std::size(a.capture_symbols_); ++kind) {
            if (a.capture_symbols_[kind] == 0) continue;
            const auto quantity =
                text::read_quantity_as(static_cast<text::QuantityKind>(kind), document, sentence, first + at);
            if (quantity && quantity->tokens.end > first + at) {
                add_symbol(a.capture_symbols_[kind], quantity->tokens.end - (first + at));
            }
        }
    }

    void add_symbol(std::uint32_t symbol, std::uint32_t length) {
        for (const Scratch::Several& known : scratch.begun_) {
            if (known.symbol == symbol && known.length == length) return;
        }
        scratch.begun_.push_back({symbol, length});
        if (!a.inner_[symbol]) return;
        scratch.several_.push_back({symbol, length});
        if (a.needed_[symbol]) note(symbol);
    }

    void add_match(PhraseId phrase, std::uint32_t position, std::uint64_t consumed) {
        for (std::size_t i = found_begin; i < scratch.found_.size(); ++i) {
            Match& m = scratch.found_[i];
            if (m.phrase != phrase) continue;
            if (first + position < m.end) m = {phrase, first + start, first + position, consumed};
            return;
        }
        scratch.found_.push_back({phrase, first + start, first + position, consumed});
    }

    bool spaced(std::uint32_t end) const {
        for (std::uint32_t i = start + 1; i < end; ++i) {
            if ((document.tokens[first + i].flags & kSpaced) == 0) return false;
        }
        return true;
    }

    void accept(const Node& node, std::uint32_t position, std::uint64_t consumed, bool by_word = false) {
        for (std::uint32_t i = node.accepts; i < node.accepts_end; ++i) {
            const Accept& accepted = a.accepts_[i];
            if (accepted.is_symbol) {
                // What one word stands for, it has among its symbols.
                if (!by_word) add_symbol(accepted.id, position - start);
            } else if (!accepted.exact || spaced(position)) {
                add_match(accepted.id, position, consumed);
            }
        }
    }

    // Follows the edges of a node to symbols that begin at tokens [from, last].
    void step(const Node& node, std::uint32_t from, std::uint32_t last, std::uint64_t consumed) {
        for (std::uint32_t at = from; at <= last; ++at) {
            const Word& word = word_at(at);
            if (word.marks.may_meet(node.marks)) step_by_word(node, word, at, consumed);
            if (node.several) step_by_several(node, at, consumed);
        }
    }

    // Either is asked about the fewer of the other.
    void step_by_word(const Node& node, const Word& word, std::uint32_t at, std::uint64_t consumed) {
        const std::uint64_t consumed_too = consumed | bits(at - start, 1);
        const auto follow = [&](const Edge* edge) {
            if (edge != nullptr) arrive(edge->child, at + 1, consumed_too);
        };
        if (word.only != kNobodys) return follow(a.find_edge(node, word.only));
        const std::uint32_t symbols = word.symbols_end - word.symbols;
        if (symbols * kFewer > node.edges_end - node.edges) {
            for (std::uint32_t e = node.edges; e < node.edges_end; ++e) {
                const Edge& edge = a.edges_[e];
                if (a.stands_for(word, edge.symbol)) follow(&edge);
            }
            return;
        }
        for (std::uint32_t i = word.symbols; i < word.symbols_end; ++i)
            follow(a.find_edge(node, a.word_symbols_[i]));
    }

    void step_by_several(const Node& node, std::uint32_t at, std::uint64_t consumed) {
        const std::uint32_t token = first + at;
        if ((scratch.several_begin_[token / 64] >> token % 64 & 1) == 0) return;
        const Span those = scratch.several_at_[at];
        for (std::uint32_t i = those.begin; i < those.end; ++i) {
            // Copied: the vector may grow while deeper steps find symbols of `start`.
            const Scratch::Several several = scratch.several_[i];
            if (const Edge* edge = a.find_edge(node, several.symbol))
                arrive(edge->child, at + several.length, consumed | bits(at - start, several.length));
        }
    }

    // `by_word`: the way from the root was a single word.
    void arrive(std::uint32_t node_index, std::uint32_t position, std::uint64_t consumed,
                bool by_word = false) {
        const Node& node = a.nodes_[node_index];
        if (node.accepts != node.accepts_end) accept(node, position, consumed, by_word);
        if (position >= count) return gaps_at_end(node, position, consumed);
        if (node.edges != node.edges_end) step(node, position, position, consumed);
        for (std::uint32_t g = node.gaps; g < node.gaps_end; ++g) {
            const Node& after = a.nodes_[a.gaps_[g].child];
            const std::uint32_t last = gap_end(position, a.gaps_[g].most);
            // An alternative that ends with a gap: `[and *1|]`.
            if (after.accepts != after.accepts_end) {
                for (std::uint32_t p = position; p <= last; ++p) accept(after, p, consumed);
            }
            step(after, position, last, consumed);
        }
    }

    // Where a gap that begins at a token must end: at the last token before a semicolon.
    void find_reach() {
        scratch.reach_.resize(count);
        std::uint32_t last = count - 1;
        for (std::uint32_t p = count; p-- > 0;) {
            scratch.reach_[p] = last;
            if ((document.tokens[first + p].flags & kAfterBreak) != 0 && p > 0) last = p - 1;
        }
    }

    // The last token at which what follows a gap may begin.
    std::uint32_t gap_end(std::uint32_t position, std::uint32_t most) const {
        return std::min(position + most, scratch.reach_[position]);
    }

    void gaps_at_end(const Node& node, std::uint32_t position, std::uint64_t consumed) {
        for (std::uint32_t g = node.gaps; g < node.gaps_end; ++g)
            accept(a.nodes_[a.gaps_[g].child], position, consumed);
    }
};

void Automaton::match(const Document& document, const Sentence& sentence, Scratch& scratch,
                      std::vector<Match>& out) const {
    if (scratch.sentence_ == ~0u) {
        scratch.notes_.clear();
        scratch.sentence_ = 0;
    }
    if (scratch.notes_.size() < root_child_.size()) scratch.notes_.resize(root_child_.size());
    ++scratch.sentence_;
    scratch.notes_[kAlways] = {scratch.sentence_, 0};
    scratch.several_.clear();
    if (any_several_ && scratch.several_at_.size() < sentence.tokens.size())
        scratch.several_at_.resize(sentence.tokens.size());
    scratch.found_.clear();
    Walk walk{*this, document, sentence.tokens.begin, sentence.tokens.size(), scratch};
    if (!gaps_.empty()) walk.find_reach();
    const bool figures = any_capture_ && sentence.figures;
    // The tokens that are active, from the last to the first.
    const std::uint32_t begin = sentence.tokens.begin;
    const std::uint32_t end = sentence.tokens.end;
    if (begin == end) return;
    for (std::uint32_t block = (end - 1) / 64 + 1; block-- > begin / 64;) {
        std::uint64_t active = scratch.active_[block];
        if (block == (end - 1) / 64) active &= ~std::uint64_t{0} >> (63 - (end - 1) % 64);
        if (block == begin / 64) active &= ~std::uint64_t{0} << begin % 64;
        while (active != 0) {
            const auto bit = static_cast<std::uint32_t>(std::bit_width(active) - 1);
            active ^= std::uint64_t{1} << bit;
            const std::uint32_t at = block * 64 + bit - begin;
            const bool figure = figures && text::may_begin_quantity(document.tokens[begin + at]);
            if (walk.keep(at) || figure) walk.begin_at(at, sentence);
        }
    }
    if (scratch.found_.empty()) return;
    // Found from right to left; of one token, in the order of discovery.
    const auto by_place = [](const Match& x, const Match& y) {
        return x.begin != y.begin ? x.begin < y.begin : x.phrase < y.phrase;
    };
    const auto before = static_cast<std::ptrdiff_t>(out.size());
    out.insert(out.end(), scratch.found_.rbegin(), scratch.found_.rend());
    if (!std::is_sorted(out.begin() + before, out.end(), by_place))
        std::sort(out.begin() + before, out.end(), by_place);
}

}  // namespace assay::match
