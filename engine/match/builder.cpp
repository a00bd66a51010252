// Building the automaton: phrases become paths of symbols in a trie, frozen into flat arrays.
#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <unordered_map>

#include "match/automaton.h"
#include "match/inflect.h"

namespace assay::match {

namespace {

constexpr std::uint32_t kGapBit = 0x80000000u;

// How often a word of so many letters is likely to stand in a text, roughly: short words are the common ones.
std::uint32_t commonness_of(std::size_t letters) {
    static constexpr std::array<std::uint32_t, 7> kByLetters{64, 64, 64, 32, 8, 4, 2};
    return letters < kByLetters.size() ? kByLetters[letters] : 1;
}

// Small letters only: such a word is its own fold, and is written in one way.
bool is_plain(std::string_view word) {
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

void write_key(const Sequence& sequence, std::string& key);

// A text that is the same for elements that match the same words.
void write_key(const Element& e, std::string& key) {
    switch (e.kind) {
        case ElementKind::word:
            key += is_plain(e.text) ? e.text : fold(written_forms(e.text).front());
            break;
        case ElementKind::inflected:
            key += '~' + fold(e.text);
            break;
        case ElementKind::list:
            key += '@' + e.text;
            break;
        case ElementKind::capture:
            key += '{' + e.text;
            break;
        case ElementKind::gap:
            key += '*' + std::to_string(e.gap);
            break;
        case ElementKind::choice:
            key += '[';
            for (const Sequence& alternative : e.alternatives) {
                write_key(alternative, key);
                key += '|';
            }
            key += ']';
            break;
    }
    key += ' ';
}

void write_key(const Sequence& sequence, std::string& key) {
    for (const Element& e : sequence) write_key(e, key);
}

}  // namespace

struct AutomatonBuilder::State {
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
    std::pair<std::uint32_t, bool> symbol(const std::string& key) {
        const auto [at, fresh] = symbols.try_emplace(key, symbol_count);
        if (fresh) ++symbol_count;
        return {at->second, fresh};
    }

    void give(const std::string& word, std::uint32_t symbol_id) {
        auto& [of_word, commonness] = words[fold_hash(word)];
        commonness = commonness_of(word.size());
        if (std::find(of_word.begin(), of_word.end(), symbol_id) == of_word.end())
            of_word.push_back(symbol_id);
    }

    void add_symbols_of(const Automaton& a, std::vector<std::uint32_t>& of_word) const;
    std::vector<std::uint32_t> commonness(const Automaton& a) const;
    void mark_several(Automaton& a) const;
    void add_words(Automaton& a);

    std::uint32_t child(std::uint32_t node, std::uint32_t label) {
        const std::uint64_t key = (std::uint64_t{node} << 32) | label;
        const auto [at, fresh] = children.try_emplace(key, node_count);
        if (fresh) ++node_count;
        return at->second;
    }

    std::uint32_t word_symbol(const std::string& word) {
        const auto [id, fresh] = is_plain(word) ? symbol(word) : symbol(fold(word));
        if (fresh) give(word, id);
        return id;
    }

    // Makes every way of writing these forms (joined, or split at hyphens) stand for the symbol.
    void give_forms(const std::vector<std::string>& forms, std::uint32_t id) {
        for (const std::string& form : forms) {
            if (form.find('-') == std::string::npos) {
                give(form, id);
                continue;
            }
            const std::vector<std::string> parts = split_hyphens(form);
            std::string joined;
            for (const std::string& part : parts) joined += part;
            give(joined, id);
            if (parts.size() < 2) continue;
            std::uint32_t node = 0;
            for (const std::string& part : parts) node = child(node, word_symbol(part));
            accept(node, {id, true, false});
        }
    }

    void accept(std::uint32_t node, Automaton::Accept accepted) { accepts.emplace_back(node, accepted); }

    std::uint32_t element_symbol(const Element& e) {
        switch (e.kind) {
            case ElementKind::word: {
                if (is_plain(e.text)) return word_symbol(e.text);
                if (const auto ways = written_forms(e.text); ways.size() > 1) {
                    const auto [id, fresh] = symbol("#" + ways.front());
                    if (fresh) give_forms(ways, id);
                    return id;
                }
                if (e.text.find('-') == std::string::npos) return word_symbol(e.text);
                const auto [id, fresh] = symbol("-" + fold(e.text));
                if (fresh) give_forms({e.text}, id);
                return id;
            }
            case ElementKind::inflected: {
                const auto [id, fresh] = symbol("~" + fold(e.text));
                if (fresh) give_forms(inflections(e.text), id);
                return id;
            }
            case ElementKind::list:
                return symbol("@" + e.text).first;
            case ElementKind::capture: {
                const auto& kinds = capture_kinds();
                const auto kind =
                    static_cast<std::size_t>(std::find(kinds.begin(), kinds.end(), e.text) - kinds.begin());
                const auto [id, fresh] = symbol("{" + e.text);
                if (fresh) captures[kind] = id;
                return id;
            }
            case ElementKind::choice: {
                std::string key;
                write_key(e, key);
                const auto [id, fresh] = symbol(key);
                if (fresh) {
                    for (const Sequence& alternative : e.alternatives) {
                        if (!alternative.empty()) insert_as(alternative, id);
                    }
                }
                return id;
            }
            case ElementKind::gap:
                break;
        }
        return 0;
    }

    // Makes the sequence stand for a symbol: at once where it is one word, else by a path.
    void insert_as(const Sequence& sequence, std::uint32_t id) {
        if (sequence.size() == 1) {
            const Element& e = sequence.front();
            if (e.kind == ElementKind::word && is_plain(e.text)) return give(e.text, id);
            if (e.kind == ElementKind::word) return give_forms(written_forms(e.text), id);
            if (e.kind == ElementKind::inflected) return give_forms(inflections(e.text), id);
        }
        insert(sequence, 0, 0, {id, true, false});
    }

    // Inserts elements [at, ...) below a node; an optional choice goes both ways. `gap` is what was
    // read since the last word: gaps on both sides of a choice that was left out are one gap.
    void insert(const Sequence& sequence, std::size_t at, std::uint32_t node, Automaton::Accept accepted,
                std::uint32_t gap = 0) {
        if (at < sequence.size() && sequence[at].kind == ElementKind::gap) {
            // A gap after nothing (an optional choice that was left out) has no meaning.
            insert(sequence, at + 1, node, accepted, node == 0 ? 0 : gap + sequence[at].gap);
            return;
        }
        const bool optional_next = at < sequence.size() && is_optional(sequence[at]);
        if (optional_next) insert(sequence, at + 1, node, accepted, gap);
        if (gap > 0) node = child(node, kGapBit | gap);
        if (at == sequence.size()) {
            if (node != 0) accept(node, accepted);
            return;
        }
        insert(sequence, at + 1, child(node, element_symbol(sequence[at])), accepted);
    }

    static bool is_optional(const Element& e) {
        return e.kind == ElementKind::choice && std::any_of(e.alternatives.begin(), e.alternatives.end(),
                                                            [](const Sequence& s) { return s.empty(); });
    }
};

AutomatonBuilder::AutomatonBuilder() : state_(std::make_unique<State>()) {
    // As many as a pack of a few hundred rules has: tables that grow step by step are filled several times.
    state_->words.reserve(8192);
    state_->symbols.reserve(8192);
    state_->children.reserve(16384);
}
AutomatonBuilder::~AutomatonBuilder() = default;

void AutomatonBuilder::add_list_entry(const std::string& list, const Phrase& entry) {
    const std::uint32_t id = state_->symbol("@" + list).first;
    state_->insert_as(entry.elements, id);
}

PhraseId AutomatonBuilder::add_phrase(const Phrase& phrase) {
    const PhraseId id = state_->phrase_count++;
    state_->insert(phrase.elements, 0, 0, {id, false, phrase.exact});
    return id;
}

// Adds to a word's symbols those that they alone stand for (a list inside a list).
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

// By symbol. Entries of several words, and figures, are rare.
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

// What each word begins, is needed for, and goes on with.
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
            if ((raw[next].label & kGapBit) != 0) {
                a.gaps_.push_back({raw[next].label & ~kGapBit, raw[next].child});
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
