// Building the automaton: phrases become paths of symbols in a trie.
#include <algorithm>
#include <array>

#include "match/builder_state.h"
#include "match/inflect.h"

namespace assay::match {

namespace {

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

bool is_optional(const Element& e) {
    return e.kind == ElementKind::choice && std::any_of(e.alternatives.begin(), e.alternatives.end(),
                                                        [](const Sequence& s) { return s.empty(); });
}

}  // namespace

std::pair<std::uint32_t, bool> AutomatonBuilder::State::symbol(const std::string& key) {
    const auto [at, fresh] = symbols.try_emplace(key, symbol_count);
    if (fresh) ++symbol_count;
    return {at->second, fresh};
}

void AutomatonBuilder::State::give(const std::string& word, std::uint32_t symbol_id) {
    auto& [of_word, commonness] = words[fold_hash(word)];
    commonness = commonness_of(word.size());
    if (std::find(of_word.begin(), of_word.end(), symbol_id) == of_word.end()) of_word.push_back(symbol_id);
}

std::uint32_t AutomatonBuilder::State::child(std::uint32_t node, std::uint32_t label) {
    const std::uint64_t key = (std::uint64_t{node} << 32) | label;
    const auto [at, fresh] = children.try_emplace(key, node_count);
    if (fresh) ++node_count;
    return at->second;
}

std::uint32_t AutomatonBuilder::State::word_symbol(const std::string& word) {
    const auto [id, fresh] = is_plain(word) ? symbol(word) : symbol(fold(word));
    if (fresh) give(word, id);
    return id;
}

void AutomatonBuilder::State::give_forms(const std::vector<std::string>& forms, std::uint32_t id) {
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

void AutomatonBuilder::State::accept(std::uint32_t node, Automaton::Accept accepted) {
    accepts.emplace_back(node, accepted);
}

std::uint32_t AutomatonBuilder::State::element_symbol(const Element& e) {
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

void AutomatonBuilder::State::insert_as(const Sequence& sequence, std::uint32_t id) {
    if (sequence.size() == 1) {
        const Element& e = sequence.front();
        if (e.kind == ElementKind::word && is_plain(e.text)) return give(e.text, id);
        if (e.kind == ElementKind::word) return give_forms(written_forms(e.text), id);
        if (e.kind == ElementKind::inflected) return give_forms(inflections(e.text), id);
    }
    insert(sequence, 0, 0, {id, true, false});
}

void AutomatonBuilder::State::insert(const Sequence& sequence, std::size_t at, std::uint32_t node,
                                     Automaton::Accept accepted, std::uint32_t gap) {
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

}  // namespace assay::match
