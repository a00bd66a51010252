// The words that decide whether a full stop ends a sentence.
#pragma once

#include <cstdint>

#include "text/word_table.h"

namespace assay::text {

enum class Abbreviation : std::uint8_t {
    title,          ///< Dr. Mr. e.g.: a sentence never ends here
    before_name,    ///< St.: none before a capital
    before_number,  ///< No. para.: none before a digit
    ambiguous,      ///< etc. Ltd.: ends before a capital only
    month,          ///< Jan.: none before a digit, when written with a capital
};

inline constexpr WordTable<Abbreviation, 256> kAbbreviations{
    {"dr", Abbreviation::title},
    {"mr", Abbreviation::title},
    {"mrs", Abbreviation::title},
    {"ms", Abbreviation::title},
    {"mx", Abbreviation::title},
    {"messrs", Abbreviation::title},
    {"prof", Abbreviation::title},
    {"rev", Abbreviation::title},
    {"revd", Abbreviation::title},
    {"cllr", Abbreviation::title},
    {"cllrs", Abbreviation::title},
    {"hon", Abbreviation::title},
    {"capt", Abbreviation::title},
    {"sgt", Abbreviation::title},
    {"insp", Abbreviation::title},
    {"supt", Abbreviation::title},
    {"eg", Abbreviation::title},
    {"ie", Abbreviation::title},
    {"cf", Abbreviation::title},
    {"viz", Abbreviation::title},
    {"vs", Abbreviation::title},
    {"esp", Abbreviation::title},
    {"st", Abbreviation::before_name},
    {"ste", Abbreviation::before_name},
    {"mt", Abbreviation::before_name},
    {"no", Abbreviation::before_number},
    {"nos", Abbreviation::before_number},
    {"para", Abbreviation::before_number},
    {"paras", Abbreviation::before_number},
    {"fig", Abbreviation::before_number},
    {"figs", Abbreviation::before_number},
    {"vol", Abbreviation::before_number},
    {"pp", Abbreviation::before_number},
    {"pt", Abbreviation::before_number},
    {"sec", Abbreviation::before_number},
    {"sect", Abbreviation::before_number},
    {"ch", Abbreviation::before_number},
    {"art", Abbreviation::before_number},
    {"reg", Abbreviation::before_number},
    {"regs", Abbreviation::before_number},
    {"ref", Abbreviation::before_number},
    {"max", Abbreviation::before_number},
    {"min", Abbreviation::before_number},
    {"tel", Abbreviation::before_number},
    {"ext", Abbreviation::before_number},
    {"ed", Abbreviation::ambiguous},
    {"eds", Abbreviation::ambiguous},
    {"etc", Abbreviation::ambiguous},
    {"approx", Abbreviation::before_number},
    {"ltd", Abbreviation::ambiguous},
    {"inc", Abbreviation::ambiguous},
    {"incl", Abbreviation::ambiguous},
    {"excl", Abbreviation::ambiguous},
    {"co", Abbreviation::ambiguous},
    {"corp", Abbreviation::ambiguous},
    {"plc", Abbreviation::ambiguous},
    {"jr", Abbreviation::ambiguous},
    {"jnr", Abbreviation::ambiguous},
    {"sr", Abbreviation::ambiguous},
    {"snr", Abbreviation::ambiguous},
    {"dept", Abbreviation::ambiguous},
    {"depts", Abbreviation::ambiguous},
    {"govt", Abbreviation::ambiguous},
    {"mgmt", Abbreviation::ambiguous},
    {"mgr", Abbreviation::ambiguous},
    {"asst", Abbreviation::ambiguous},
    {"assoc", Abbreviation::ambiguous},
    {"admin", Abbreviation::ambiguous},
    {"org", Abbreviation::ambiguous},
    {"orgs", Abbreviation::ambiguous},
    {"resp", Abbreviation::ambiguous},
    {"temp", Abbreviation::ambiguous},
    {"univ", Abbreviation::ambiguous},
    {"al", Abbreviation::ambiguous},
    {"ave", Abbreviation::ambiguous},
    {"rd", Abbreviation::ambiguous},
    {"hrs", Abbreviation::ambiguous},
    {"hr", Abbreviation::ambiguous},
    {"mins", Abbreviation::ambiguous},
    {"yrs", Abbreviation::ambiguous},
    {"yr", Abbreviation::ambiguous},
    {"wks", Abbreviation::ambiguous},
    {"mths", Abbreviation::ambiguous},
    {"avg", Abbreviation::ambiguous},
    {"dob", Abbreviation::ambiguous},
    {"jan", Abbreviation::month},
    {"feb", Abbreviation::month},
    {"mar", Abbreviation::month},
    {"apr", Abbreviation::month},
    {"jun", Abbreviation::month},
    {"jul", Abbreviation::month},
    {"aug", Abbreviation::month},
    {"sept", Abbreviation::month},
    {"sep", Abbreviation::month},
    {"oct", Abbreviation::month},
    {"nov", Abbreviation::month},
    {"dec", Abbreviation::month},
};

/// Words that open sentences and hardly ever continue a name.
inline constexpr WordSet<256> kStarters{
    "the",     "this",    "that",   "these",    "those",    "they",    "their", "there", "it",    "its",
    "in",      "on",      "at",     "as",       "for",      "from",    "with",  "we",    "our",   "he",
    "his",     "she",     "her",    "you",      "your",     "most",    "some",  "all",   "many",  "few",
    "staff",   "leaders", "people", "children", "partners", "carers",  "when",  "where", "while", "although",
    "however", "if",      "since",  "after",    "before",   "during",  "both",  "each",  "every", "no",
    "not",     "overall", "senior", "managers", "social",   "workers", "local", "an",    "other", "another",
    "data",    "but",     "and",    "so",       "then",     "also",    "what",  "who",   "to",    "by",
};

/// Words after which a single letter is a label, not an initial: "Annex B."
inline constexpr WordSet<128> kLabelled{
    "annex",    "appendix", "part",    "group",     "tier",  "band",     "level",  "grade",
    "category", "schedule", "section", "unit",      "team",  "option",   "type",   "class",
    "block",    "plan",     "vitamin", "hepatitis", "child", "children", "family", "adult",
    "person",   "provider", "council", "authority", "hub",   "table",    "figure", "phase",
    "stage",    "zone",     "ward",    "and",       "or",    "to",       "than",
};

}  // namespace assay::text
