// What to write instead of what phrases do not have.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace assay::match {

/// A mistake at a byte of what was looked at: what is wrong with it, and what to do.
struct PhraseRemedy {
    std::size_t at = 0;
    std::string message;
    std::string suggestion;
};

/// For a word that holds more than letters, figures and apostrophes: dashes by themselves, an ellipsis and
/// curly quotation marks are none. `at` counts from its begin. Nothing for a sound word.
std::optional<PhraseRemedy> remedy_for_word(std::string_view word);

/// For a sign at the byte `at` of a phrase, where no element can begin with it. `before` is the word before
/// it, or empty.
PhraseRemedy remedy_for_sign(std::string_view phrase, std::size_t at, const std::string& before);

}  // namespace assay::match
