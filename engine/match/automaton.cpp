#include "match/automaton.h"

#include <algorithm>
#include <iterator>

#include "text/numbers.h"

namespace assay::match {

namespace {

constexpr std::uint32_t kRoot = 0;
constexpr std::uint32_t kManyEdges = 16;  // beyond it, asking the tokens is cheaper than asking the edges

std::uint64_t bits(std::uint32_t first, std::uint32_t count) {
    if (first >= 64) return 0;
    const std::uint64_t mask = count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
    return mask << first;
}

}  // namespace

inline const Automaton::Word* Automaton::find_word(std::uint64_t fold) const {
    const std::size_t mask = word_keys_.size() - 1;
    const std::uint32_t key = key_of(fold);
    for (std::size_t at = fold & mask;; at = (at + 1) & mask) {
        if (word_keys_[at] == 0) return nullptr;
        if (word_keys_[at] == key && words_[at].fold == fold) return &words_[at];
    }
}

// One sentence on its way through the automaton.
struct Automaton::Walk {
    const Automaton& a;
    const Document& document;
    std::uint32_t first;  // token index of the sentence's first token
    std::uint32_t count;
    Scratch& scratch;
    std::uint32_t start = 0;      // token of the sentence from which the walk began
    std::size_t found_begin = 0;  // matches that begin at `start`

    /// `word` is null where no phrase holds the token's word; `quantity`: captures may begin there.
    void begin_at(std::uint32_t at, const Word* word, bool quantity, const Sentence& sentence) {
        start = at;
        found_begin = scratch.found_.size();
        scratch.begun_.clear();
        if (word != nullptr) {
            for (std::uint32_t i = word->symbols; i < word->symbols_end; ++i) add_item(a.word_symbols_[i], 1);
            for (std::uint32_t i = word->starts; i < word->starts_end; ++i) {
                const Start& begun = a.word_starts_[i];
                if (begun.needs == 0 || scratch.heads_[begun.needs].sentence == scratch.sentence_)
                    arrive(begun.node, at + 1, 1, true);
            }
        }
        if (quantity) captures(at, sentence);
        // Symbols found on the way (a list entry of several words) join the end and are followed in turn.
        for (std::size_t i = 0; i < scratch.begun_.size(); ++i) {
            const Scratch::Begun begun = scratch.begun_[i];
            const std::uint32_t child = a.root_child_[begun.symbol];
            if (child != kRoot) arrive(child, at + begun.length, bits(0, begun.length));
        }
    }

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

    void add_item(std::uint32_t symbol, std::uint32_t length) {
        Scratch::Head& head = scratch.heads_[symbol];
        const std::uint32_t next = head.sentence == scratch.sentence_ ? head.item : Scratch::kNone;
        head = {scratch.sentence_, static_cast<std::uint32_t>(scratch.items_.size())};
        scratch.items_.push_back({symbol, length, start, next});
    }

    void add_symbol(std::uint32_t symbol, std::uint32_t length) {
        for (const Scratch::Begun& known : scratch.begun_) {
            if (known.symbol == symbol && known.length == length) return;
        }
        scratch.begun_.push_back({symbol, length});
        if (a.inner_[symbol]) add_item(symbol, length);
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
        if (node.edges_end - node.edges > kManyEdges) return step_by_items(node, from, last, consumed);
        for (std::uint32_t e = node.edges; e < node.edges_end; ++e) {
            const Scratch::Head& head = scratch.heads_[a.edges_[e].symbol];
            if (head.sentence != scratch.sentence_) continue;
            // Items are copied: the vector may grow while deeper steps find symbols of `start`.
            for (std::uint32_t i = head.item; i != Scratch::kNone;) {
                const Scratch::Item item = scratch.items_[i];
                if (item.position > last) break;
                if (item.position >= from) {
                    arrive(a.edges_[e].child, item.position + item.length,
                           consumed | bits(item.position - start, item.length));
                }
                i = item.next;
            }
        }
    }

    // The same for a node with many edges: it asks what begins at each token instead.
    void step_by_items(const Node& node, std::uint32_t from, std::uint32_t last, std::uint64_t consumed) {
        const auto begin = a.edges_.begin() + node.edges;
        const auto end = a.edges_.begin() + node.edges_end;
        for (std::uint32_t p = from; p <= last && p < count; ++p) {
            // Every token right of `start` has all its items.
            const std::uint32_t items_end = scratch.begins_[p - 1];
            for (std::uint32_t i = scratch.begins_[p]; i < items_end; ++i) {
                const Scratch::Item item = scratch.items_[i];
                const auto edge =
                    std::lower_bound(begin, end, item.symbol,
                                     [](const Edge& e, std::uint32_t symbol) { return e.symbol < symbol; });
                if (edge == end || edge->symbol != item.symbol) continue;
                arrive(edge->child, p + item.length, consumed | bits(p - start, item.length));
            }
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
        scratch.heads_.clear();
        scratch.sentence_ = 0;
    }
    if (scratch.heads_.size() < root_child_.size()) scratch.heads_.resize(root_child_.size());
    ++scratch.sentence_;
    scratch.begins_.assign(std::size_t{sentence.tokens.size()} + 1, 0);
    scratch.items_.clear();
    scratch.found_.clear();
    Walk walk{*this, document, sentence.tokens.begin, sentence.tokens.size(), scratch};
    if (!gaps_.empty()) walk.find_reach();
    const Token* const tokens = document.tokens.data() + sentence.tokens.begin;
    const bool any_capture = any_capture_;
    for (std::uint32_t at = sentence.tokens.size(); at-- > 0;) {
        scratch.begins_[at] = static_cast<std::uint32_t>(scratch.items_.size());
        const Word* const word = find_word(tokens[at].fold);
        const bool quantity = any_capture && text::may_begin_quantity(tokens[at]);
        if (word != nullptr || quantity) walk.begin_at(at, word, quantity, sentence);
    }
    if (scratch.found_.empty()) return;
    // Found from right to left; of one token in the order of discovery.
    const std::size_t before = out.size();
    out.insert(out.end(), scratch.found_.begin(), scratch.found_.end());
    std::sort(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(),
              [](const Match& x, const Match& y) {
                  return x.begin != y.begin ? x.begin < y.begin : x.phrase < y.phrase;
              });
}

}  // namespace assay::match
