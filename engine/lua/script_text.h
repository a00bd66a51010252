// The text of a script as words and signs with their places, so that a mistake in a rule is told where it
// stands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/diagnostic.h"
#include "rules/rule_spec.h"

namespace assay::lua {

enum class WordKind : std::uint8_t { name, string, number, sign, end };

/// A word of Lua. `text` is as written; of a string, `content` is what stands between its delimiters.
struct Word {
    WordKind kind = WordKind::end;
    std::string_view text;
    std::string_view content;
    std::uint32_t line = 1;
    std::uint32_t column = 1;        ///< in characters, from 1
    std::uint32_t content_line = 1;  ///< where `content` begins
    std::uint32_t content_column = 1;
    bool escaped = false;  ///< a string with backslashes: its columns are not those of the text
};

/// An item of a table in braces: `key = value`, or an item of a list (`key` empty, `index` from 1).
struct TableItem {
    std::string_view key;
    std::uint32_t index = 0;
    std::size_t key_word = 0;    ///< of list items, the same as value_word
    std::size_t value_word = 0;  ///< the first word of the value
};

/// Immutable. Refers to the source, which must outlive it. Never fails: what is not Lua gives some words.
class ScriptText {
public:
    ScriptText(std::string file, std::string_view source);

    const std::string& file() const { return file_; }
    /// All words, comments left out; the last is the end.
    const std::vector<Word>& words() const { return words_; }
    std::string_view line(std::uint32_t number) const;

    Place place(const Word& word) const;
    Place place(std::uint32_t line) const { return {file_, line, 0, 0}; }
    /// A place in the content of a string word: `offset` bytes into its content.
    Place place_inside(const Word& word, std::size_t offset, std::size_t length) const;

    /// The first word after the names `function` on a line (0: any line) where it is called with braces,
    /// brackets or a text, at or after word `from`; nothing when there is none.
    std::optional<std::size_t> find_call(std::string_view function, std::uint32_t line,
                                         std::size_t from) const;
    /// The items of the table whose `{` is the word at `open`; empty when it is another word.
    std::vector<TableItem> table(std::size_t open) const;

private:
    std::string file_;
    std::string_view source_;
    std::vector<std::size_t> line_begins_;
    std::vector<Word> words_;
};

/// Phrases, one a line (blank lines and those that begin with # or -- left out), with their places where
/// `word`, the string from which `value` came, is known; else all at `fallback`.
std::vector<rules::Text> phrase_lines(const ScriptText& text, std::string_view value, const Word* word,
                                      const Place& fallback);

/// Names that are neither declared in the script nor known to rules, each reported once ("did you mean").
void check_names(const ScriptText& text, Diagnostics& diagnostics);

}  // namespace assay::lua
