// The words of scored sections as numbers, inflections of a word as one, ready to be searched for phrases.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace assay::suggest {

/// A section of a report with a published score.
struct Section {
    int published = 0;  ///< 1 to 4
    std::uint32_t authority = 0;
    std::uint32_t document = 0;
    std::uint32_t statement = 0;
};

/// A sentence of a section: its tokens in Words, and the caller's name for it.
struct SentencePlace {
    std::uint32_t section = 0;
    std::uint32_t begin = 0, end = 0;  ///< tokens of Words
    std::uint32_t sentence = 0;        ///< the caller's: index into Document::sentences
};

/// A word and its inflections.
struct Lemma {
    std::string word;            ///< the base, folded
    bool function_word = false;  ///< articles, prepositions …: no phrase begins or ends with one
};

inline constexpr std::uint32_t kNoLemma = 0;  ///< of numbers, names and masked words: in no phrase

/// Built by WordsBuilder. Read-only then, and thread-safe. By token: its lemma, its form, whether the match
/// of a rule holds it.
struct Words {
    std::vector<std::uint32_t> lemma;
    std::vector<std::uint32_t> form;
    std::vector<char> covered;
    std::vector<SentencePlace> sentences;
    std::vector<Section> sections;
    std::vector<Lemma> lemmas;       ///< [kNoLemma] is none
    std::vector<std::string> forms;  ///< folded words
};

class WordsBuilder {
public:
    std::uint32_t add_section(const Section& section);
    /// Sentences of the section that was added last.
    void begin_sentence(std::uint32_t sentence);
    /// `folded`: lower case, without apostrophes; empty: a token that no phrase may hold. `name`: it is
    /// capitalised within a sentence.
    void add_word(std::string_view folded, bool name, bool covered);

    /// Words that are names more often than not are in no phrase. A word joins the shortest word of the
    /// corpus that it is an inflection of: `~` before that one finds it.
    Words finish();

private:
    Words words_;
    std::unordered_map<std::string, std::uint32_t> form_ids_;
    std::vector<std::uint32_t> uses_, names_;  ///< by form
};

}  // namespace assay::suggest
