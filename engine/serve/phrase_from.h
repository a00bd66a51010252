// Phrases for words that somebody selected in a report.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "assay/document.h"
#include "corpus/corpus.h"

namespace assay::serve {

/// How often each folded word stands in a corpus.
using Vocabulary = std::unordered_map<std::uint64_t, std::uint32_t>;
Vocabulary vocabulary_of(const corpus::Corpus& corpus);

struct PhraseSuggestion {
    std::string phrase;
    std::string why;  ///< "a part" (of many words), "exact", "stems", "gaps"
};

/// Suggestions for the words of `selected` that stand in one sentence (the first that it touches), each of
/// which finds that sentence. `sentence` becomes its index. Empty where no word of evidence is selected.
std::vector<PhraseSuggestion> phrases_from(const RulePack& pack, const Document& document, Span selected,
                                           const Vocabulary& vocabulary, std::uint32_t& sentence);

/// The words of some tokens as a phrase.
std::string words_as_phrase(const Document& document, Span tokens);

/// The words that matched, and up to two more on each side: an exception that tells this hit from others.
std::string phrase_around(const Document& document, std::uint32_t sentence, const std::vector<Span>& matches);

}  // namespace assay::serve
