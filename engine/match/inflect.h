// The inflected forms of an English word.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay::match {

/// Every form that `~word` stands for, folded, the word itself first, without duplicates: plural and
/// possessive as a noun, third person, past, participle and -ing form as a verb, comparative and
/// superlative of short adjectives are left out. Irregular words come from a table ("take": takes,
/// took, taken, taking; "child": children). `word` may be hyphenated: its last part is inflected.
/// A word that is clearly a form of another ("complaints", "improved", "took") stands for all forms of
/// that one; things one counts ("meeting", "training") keep their own. Forms that do not exist
/// ("goods" of an adjective, "answere" of answered) do no harm. Thread-safe.
std::vector<std::string> inflections(std::string_view word);

/// The base of which both are forms ("starter" for starters and starter), as one would write it after ~;
/// empty where they are forms of different words. Thread-safe.
std::string common_base(std::string_view one, std::string_view other);

/// The verb that is probably meant by what is left without its ending: "prais" is praise, "answer" itself.
std::string whole_word(std::string stem);

/// The ways to write a number: 1250 for "1250" and "1,250" alike is {"1250", "1,250"}. Of other words, and
/// of numbers below a thousand, only the word itself. Thread-safe.
std::vector<std::string> written_forms(std::string_view word);

/// The words that a hyphenated word is made of, as a document has them: "co" and "production". Of other
/// words, the word itself. Thread-safe.
std::vector<std::string> split_hyphens(const std::string& word);

}  // namespace assay::match
