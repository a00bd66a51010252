// The phrase language: what a rule author writes, as a tree. docs/rule-language.md has the grammar.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assay::match {

struct Element;
using Sequence = std::vector<Element>;

enum class ElementKind : std::uint8_t {
    word,       ///< `complaints`; a hyphenated word is one element
    inflected,  ///< `~improve`
    list,       ///< `@feedback`
    capture,    ///< `{percent as benchmark}`
    gap,        ///< `*3`
    choice,     ///< `[a|b c|]`
};

/// One element of a phrase. `text` is the word, list name or capture kind; `name` the name of a
/// capture ("value" unless given); `gap` the most words that may stand in between; `alternatives`
/// those of a choice (an empty one makes it optional). `column` counts characters from 1.
struct Element {
    ElementKind kind = ElementKind::word;
    std::string text;
    std::string name;
    std::uint32_t gap = 0;
    std::vector<Sequence> alternatives;
    std::uint32_t column = 1;
};

/// A phrase that was understood. `exact`: it was written in double quotes.
struct Phrase {
    Sequence elements;
    bool exact = false;
};

/// A phrase that was not: what is wrong at which column (from 1, in characters), and what to do.
struct PhraseError {
    std::uint32_t column = 1;
    std::uint32_t length = 1;
    std::string message;
    std::string suggestion;
};

/// The phrase, or the first error in it. Thread-safe.
struct ParsedPhrase {
    Phrase phrase;
    std::vector<PhraseError> errors;  ///< empty when all is well
};

/// Parses one phrase (one line). Unknown lists are not its business.
ParsedPhrase parse_phrase(std::string_view text);

/// The capture kinds, as text::QuantityKind orders them: count, percent, ratio, duration, rate, money.
const std::vector<std::string>& capture_kinds();

/// The names of all lists that a phrase mentions, with the columns where it does.
std::vector<std::pair<std::string, std::uint32_t>> lists_of(const Phrase& phrase);

}  // namespace assay::match
