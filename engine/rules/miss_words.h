// What is said about an element of a phrase that does not hold.
#pragma once

#include <span>
#include <string>

#include "match/phrase.h"
#include "rules/element_ends.h"

namespace assay::rules {

/// The element as it stands in its phrase: "~use", "[a|b]". `elements` are those of the phrase.
std::string written(const Text& phrase, const match::Sequence& elements, std::size_t i);

/// What to say about an element whose words stand in the tokens [from, to) in another form: what the text
/// has, and what to write so that both are found.
std::string other_form(ElementEnds& reach, const match::Element& element, std::uint32_t from,
                       std::uint32_t to);

/// Tells that the elements stand in the sentence before or after the one that is looked in; empty where they
/// do not.
std::string stands_nearby(ElementEnds& reach, std::span<const match::Element> elements);

}  // namespace assay::rules
