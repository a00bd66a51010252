#include "match/automaton.h"

#include <algorithm>
#include <iterator>

#include "text/numbers.h"

namespace assay::match {

namespace {

constexpr std::uint32_t kRoot = 0;

std::uint64_t bits(std::uint32_t first, std::uint32_t count) {
    if (first >= 64) return 0;
    const std::uint64_t mask = count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
    return mask << first;
}

}  // namespace

const Automaton::Word* Automaton::find_word(std::uint64_t fold) const {
    const std::size_t mask = words_.size() - 1;
    for (std::size_t at = fold & mask;; at = (at + 1) & mask) {
        const Word& w = words_[at];
        if (w.symbols == w.symbols_end) return nullptr;
        if (w.fold == fold) return &w;
    }
}

// One sentence on its way through the automaton.
struct Automaton::Walk {
    const Automaton& a;
    const Document& document;
    std::uint32_t first;  // token index of the sentence's first token
    std::uint32_t count;
    Scratch& scratch;
    std::uint32_t start = 0;       // token of the sentence from which the walk began
    std::size_t found_begin = 0;   // matches that begin at `start`

    void symbols_of(std::uint32_t at, const Sentence& sentence) {
        const Token& token = document.tokens[first + at];
        if (const Word* word = a.find_word(token.fold)) {
            for (std::uint32_t i = word->symbols; i < word->symbols_end; ++i) {
                scratch.items_.push_back({a.word_symbols_[i], 1});
            }
        }
        if (!a.any_capture_) return;
        if (!text::may_begin_quantity(token)) return;
        for (std::size_t kind = 0; kind < std::size(a.capture_symbols_); ++kind) {
            if (a.capture_symbols_[kind] == 0) continue;
            const auto quantity =
                text::read_quantity_as(static_cast<text::QuantityKind>(kind), document, sentence, first + at);
            if (quantity && quantity->tokens.end > first + at) {
                scratch.items_.push_back({a.capture_symbols_[kind], quantity->tokens.end - (first + at)});
            }
        }
    }

    void accept(const Node& node, std::uint32_t position, std::uint64_t consumed) {
        for (std::uint32_t i = node.accepts; i < node.accepts_end; ++i) {
            const Accept& accepted = a.accepts_[i];
            if (accepted.is_symbol) {
                add_symbol(accepted.id, position - start);
            } else if (!accepted.exact || spaced(position)) {
                add_match(accepted.id, position, consumed);
            }
        }
    }

    void add_symbol(std::uint32_t symbol, std::uint32_t length) {
        for (std::size_t i = scratch.begins_[start + 1]; i < scratch.items_.size(); ++i) {
            if (scratch.items_[i].symbol == symbol && scratch.items_[i].length == length) return;
        }
        scratch.items_.push_back({symbol, length});
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

    void step(const Node& node, std::uint32_t position, std::uint64_t consumed) {
        if (position >= count) return;
        const std::uint32_t items_begin = scratch.begins_[position + 1];
        const std::uint32_t items_end = scratch.begins_[position];
        const std::uint32_t edges = node.edges_end - node.edges;
        for (std::uint32_t i = items_begin; i < items_end; ++i) {
            // A copy: the vector may grow while deeper steps add symbols of `start`.
            const Scratch::Item item = scratch.items_[i];
            const Edge* edge = nullptr;
            if (edges <= 8) {
                for (std::uint32_t e = node.edges; e < node.edges_end; ++e) {
                    if (a.edges_[e].symbol == item.symbol) {
                        edge = &a.edges_[e];
                        break;
                    }
                }
            } else {
                const Edge* begin = a.edges_.data() + node.edges;
                const Edge* end = a.edges_.data() + node.edges_end;
                const Edge* found = std::lower_bound(
                    begin, end, item.symbol, [](const Edge& e, std::uint32_t symbol) { return e.symbol < symbol; });
                if (found != end && found->symbol == item.symbol) edge = found;
            }
            if (edge != nullptr) {
                arrive(edge->child, position + item.length, consumed | bits(position - start, item.length));
            }
        }
    }

    void arrive(std::uint32_t node_index, std::uint32_t position, std::uint64_t consumed) {
        const Node& node = a.nodes_[node_index];
        if (node.accepts != node.accepts_end) accept(node, position, consumed);
        if (node.edges != node.edges_end) step(node, position, consumed);
        for (std::uint32_t g = node.gaps; g < node.gaps_end; ++g) {
            const Node& after = a.nodes_[a.gaps_[g].child];
            for (std::uint32_t skip = 0; skip <= a.gaps_[g].most && position + skip <= count; ++skip) {
                // A gap does not run over a semicolon.
                if (skip > 0 && position + skip < count &&
                    (document.tokens[first + position + skip].flags & kAfterBreak) != 0) {
                    break;
                }
                // An alternative that ends with a gap: `[and *1|]`.
                if (after.accepts != after.accepts_end) accept(after, position + skip, consumed);
                step(after, position + skip, consumed);
            }
        }
    }
};

void Automaton::match(const Document& document, const Sentence& sentence, Scratch& scratch,
                      std::vector<Match>& out) const {
    const std::uint32_t count = sentence.tokens.size();
    scratch.items_.clear();
    scratch.found_.clear();
    scratch.begins_.assign(std::size_t{count} + 1, 0);
    Walk walk{*this, document, sentence.tokens.begin, count, scratch, 0, 0};
    for (std::uint32_t at = count; at-- > 0;) {
        walk.start = at;
        walk.found_begin = scratch.found_.size();
        walk.symbols_of(at, sentence);
        // Symbols found on the way (a list entry of several words) join the end of this range and
        // are followed in their turn.
        for (std::size_t i = scratch.begins_[at + 1]; i < scratch.items_.size(); ++i) {
            const Scratch::Item item = scratch.items_[i];
            const std::uint32_t child = root_child_[item.symbol];
            if (child != kRoot) walk.arrive(child, at + item.length, bits(0, item.length));
        }
        scratch.begins_[at] = static_cast<std::uint32_t>(scratch.items_.size());
    }
    const std::size_t before = out.size();
    out.insert(out.end(), scratch.found_.begin(), scratch.found_.end());
    std::sort(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(), [](const Match& x, const Match& y) {
        return x.begin != y.begin ? x.begin < y.begin : x.phrase < y.phrase;
    });
}

}  // namespace assay::match
