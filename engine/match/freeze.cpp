// Building the automaton: the trie is frozen into flat arrays.
#include <algorithm>
#include <bit>
#include <iterator>

#include "match/builder_state.h"

namespace assay::match {

void AutomatonBuilder::State::add_symbols_of(const Automaton& a, std::vector<std::uint32_t>& of_word) const {
    for (std::size_t i = 0; i < of_word.size(); ++i) {
        const std::uint32_t child = a.root_child_[of_word[i]];
        if (child == 0) continue;
        const Automaton::Node& node = a.nodes_[child];
        for (std::uint32_t k = node.accepts; k < node.accepts_end; ++k) {
            const std::uint32_t stands_for = a.accepts_[k].id;
            if (a.accepts_[k].is_symbol &&
                std::find(of_word.begin(), of_word.end(), stands_for) == of_word.end())
                of_word.push_back(stands_for);
        }
    }
}

std::vector<std::uint32_t> AutomatonBuilder::State::commonness(const Automaton& a) const {
    std::vector<std::uint32_t> of_symbol(symbol_count, 0);
    for (const auto& [word_fold, word] : words) {
        for (const std::uint32_t symbol : word.symbols) of_symbol[symbol] += word.commonness;
    }
    for (const Automaton::Accept& accepted : a.accepts_) {
        if (accepted.is_symbol) ++of_symbol[accepted.id];
    }
    for (const std::uint32_t capture : captures) of_symbol[capture] += 2;
    return of_symbol;
}

void AutomatonBuilder::State::add_words(Automaton& a) {
    for (auto& [word_fold, word] : words) {
        add_symbols_of(a, word.symbols);
        std::sort(word.symbols.begin(), word.symbols.end());
    }
    mark_several(a);
    const auto starts = a.find_starts(commonness(a));
    a.needed_.assign(symbol_count, false);
    for (const auto& of_symbol : starts) {
        for (const Automaton::Start& start : of_symbol) {
            if (start.needs >= Automaton::kFirstSymbol) a.needed_[start.needs] = true;
        }
    }

    a.slots_.assign(std::bit_ceil(std::max<std::size_t>(16, words.size() * 4)), 0);
    const std::size_t mask = a.slots_.size() - 1;
    a.words_.reserve(words.size() + 1);
    a.words_.emplace_back();
    a.folds_.assign(1, 0);
    a.pairs_.assign(1, {});
    for (const auto& [word_fold, known] : words) {
        std::size_t at = word_fold & mask;
        if (a.slots_[at] != 0) a.slots_[at] |= Automaton::kDisplaced;
        while (a.slots_[at] != 0) at = (at + 1) & mask;
        a.slots_[at] = static_cast<std::uint32_t>(a.words_.size());
        Automaton::Word& word = a.words_.emplace_back();
        Automaton::Pair& pair = a.pairs_.emplace_back();
        a.folds_.push_back(word_fold);
        // Appends those of its symbols; where they end.
        const auto append = [&, &of_word = known.symbols](const std::vector<bool>& which) {
            std::copy_if(of_word.begin(), of_word.end(), std::back_inserter(a.word_symbols_),
                         [&](std::uint32_t symbol) { return which[symbol]; });
            return static_cast<std::uint32_t>(a.word_symbols_.size());
        };
        word.needed = static_cast<std::uint32_t>(a.word_symbols_.size());
        word.symbols = append(a.needed_);
        word.symbols_end = append(a.inner_);
        if (word.symbols_end - word.symbols == 1) word.only = a.word_symbols_[word.symbols];
        if (word.needed != word.symbols) pair.follows = Automaton::kWhatever;
        word.starts = static_cast<std::uint32_t>(a.word_starts_.size());
        for (const std::uint32_t symbol : known.symbols) {
            for (const Automaton::Start& start : starts[symbol]) {
                a.word_starts_.push_back(start);
                pair.follows |= a.followers(a.nodes_[start.node]);
            }
            if (!a.inner_[symbol]) continue;
            word.marks.add(symbol);
            pair.is |= Automaton::pair_bit(symbol);
        }
        word.starts_end = static_cast<std::uint32_t>(a.word_starts_.size());
        word.simple = word.symbols - word.needed <= 1 && word.starts_end - word.starts <= 1;
        if (word.needed != word.symbols) word.note = a.word_symbols_[word.needed];
        if (word.starts == word.starts_end) continue;
        word.needs = a.word_starts_[word.starts].needs;
        word.within = a.word_starts_[word.starts].within;
    }
}

void AutomatonBuilder::State::mark_several(Automaton& a) const {
    std::vector<bool> several(symbol_count, false);
    for (const Automaton::Accept& accepted : a.accepts_) {
        if (accepted.is_symbol) several[accepted.id] = true;
    }
    for (const std::uint32_t capture : captures) several[capture] = true;
    for (std::size_t n = 1; n < a.nodes_.size(); ++n) {
        Automaton::Node& node = a.nodes_[n];
        node.several = std::any_of(a.edges_.begin() + node.edges, a.edges_.begin() + node.edges_end,
                                   [&](const Automaton::Edge& edge) { return several[edge.symbol]; });
        a.any_several_ = a.any_several_ || node.several;
    }
}

Automaton AutomatonBuilder::build() {
    State& s = *state_;
    Automaton a;
    a.phrase_count_ = s.phrase_count;
    a.word_count_ = s.words.size();

    struct Raw {
        std::uint32_t node, label, child;
    };
    std::vector<Raw> raw;
    raw.reserve(s.children.size());
    for (const auto& [key, to] : s.children) {
        raw.push_back({static_cast<std::uint32_t>(key >> 32), static_cast<std::uint32_t>(key), to});
    }
    std::sort(raw.begin(), raw.end(), [](const Raw& x, const Raw& y) {
        return x.node != y.node ? x.node < y.node : x.label < y.label;
    });
    std::stable_sort(s.accepts.begin(), s.accepts.end(),
                     [](const auto& x, const auto& y) { return x.first < y.first; });

    a.nodes_.resize(s.node_count);
    std::size_t next = 0;
    std::size_t next_accept = 0;
    for (std::uint32_t n = 0; n < s.node_count; ++n) {
        Automaton::Node& node = a.nodes_[n];
        node.edges = static_cast<std::uint32_t>(a.edges_.size());
        node.gaps = static_cast<std::uint32_t>(a.gaps_.size());
        for (; next < raw.size() && raw[next].node == n; ++next) {
            if ((raw[next].label & State::kGapBit) != 0) {
                a.gaps_.push_back({raw[next].label & ~State::kGapBit, raw[next].child});
            } else {
                node.marks.add(raw[next].label);
                a.edges_.push_back({raw[next].label, raw[next].child});
            }
        }
        node.edges_end = static_cast<std::uint32_t>(a.edges_.size());
        node.gaps_end = static_cast<std::uint32_t>(a.gaps_.size());
        node.accepts = static_cast<std::uint32_t>(a.accepts_.size());
        for (; next_accept < s.accepts.size() && s.accepts[next_accept].first == n; ++next_accept) {
            a.accepts_.push_back(s.accepts[next_accept].second);
        }
        node.accepts_end = static_cast<std::uint32_t>(a.accepts_.size());
    }

    a.root_child_.assign(s.symbol_count, 0);
    for (std::uint32_t e = a.nodes_[0].edges; e < a.nodes_[0].edges_end; ++e) {
        a.root_child_[a.edges_[e].symbol] = a.edges_[e].child;
    }

    a.inner_.assign(s.symbol_count, false);
    for (std::size_t e = a.nodes_[0].edges_end; e < a.edges_.size(); ++e) a.inner_[a.edges_[e].symbol] = true;

    for (std::size_t k = 0; k < s.captures.size(); ++k) {
        a.capture_symbols_[k] = s.captures[k];
        a.any_capture_ = a.any_capture_ || s.captures[k] != 0;
    }
    s.add_words(a);
    return a;
}

}  // namespace assay::match
