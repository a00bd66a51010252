// Words that hold a sentence together and say nothing of what it is about. Words that grade, count or deny
// (not, no, too, few, all, more, however …) are none: they decide between scores.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace assay::suggest {

inline constexpr auto kFunctionWords = std::to_array<std::string_view>(
    {"a",       "about", "after",  "also",   "am",   "an",    "and",   "are",   "as",    "at",    "be",
     "been",    "being", "both",   "by",     "can",  "did",   "do",    "does",  "for",   "from",  "had",
     "has",     "have",  "having", "he",     "her",  "his",   "how",   "if",    "in",    "into",  "is",
     "it",      "its",   "of",     "on",     "or",   "other", "our",   "she",   "so",    "such",  "than",
     "that",    "the",   "their",  "theirs", "them", "then",  "there", "these", "they",  "this",  "those",
     "through", "to",    "up",     "was",    "we",   "were",  "what",  "when",  "where", "which", "while",
     "who",     "whom",  "whose",  "will",   "with", "would"});
static_assert(std::ranges::is_sorted(kFunctionWords));

constexpr bool is_function_word(std::string_view folded) {
    return std::ranges::binary_search(kFunctionWords, folded);
}

}  // namespace assay::suggest
