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
/// Forms that do not exist ("goods" of an adjective) do no harm. Thread-safe.
std::vector<std::string> inflections(std::string_view word);

}  // namespace assay::match
