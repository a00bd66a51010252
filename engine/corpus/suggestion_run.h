// Phrases that a corpus suggests for rules, with their sentences, and draft rules of those a person chose.
#pragma once

#include <string>
#include <vector>

#include "corpus/corpus.h"
#include "suggest/suggest.h"

namespace assay::corpus {

/// A sentence that holds a phrase.
struct SuggestedSentence {
    std::string document;  ///< path of the report
    std::uint32_t line = 0;
    std::uint64_t at = 0;  ///< byte of the extracted text
    std::string statement, authority;
    int published = 0;
    std::string quote;
};

/// A rule that finds something in sentences with the phrase already.
struct RuleOverlap {
    std::string rule;
    std::uint32_t words = 0;      ///< sentences where its match holds words of the phrase
    std::uint32_t sentences = 0;  ///< sentences where it finds anything
};

struct SuggestedPhrase {
    suggest::Suggestion suggestion;
    std::vector<SuggestedSentence> sentences;  ///< that no rule covers there, each once
    std::vector<RuleOverlap> overlaps;         ///< most shared words first
};

struct SuggestionRun {
    suggest::Suggestions all;  ///< its `found` is moved into `phrases`
    std::vector<SuggestedPhrase> phrases;
    std::vector<std::string> statements;  ///< that were looked at, sorted
};

/// Looks at the statements' own parts of the assessments that have a published score; `statement`: of this
/// one only, unless empty. `masked`: words, or several one after another, that no phrase may hold.
SuggestionRun suggest_phrases(const RulePack& pack, const Corpus& corpus, const std::string& statement,
                              const std::vector<std::string>& masked,
                              const suggest::SuggestSettings& settings = {});

/// The phrases numbered `chosen` (from 0) as a file of draft rules for the pack in `folder`. Examples are
/// references to sentences, at most three a rule, only those that the rule finds when it is tried.
std::string draft_rules(const std::string& folder, const RulePack& pack, const SuggestionRun& run,
                        const std::vector<std::size_t>& chosen, const std::string& statement);

}  // namespace assay::corpus
