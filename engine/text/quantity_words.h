// The words around a number that say what it measures, or that it measures nothing.
#pragma once

#include <string_view>

#include "text/word_table.h"

namespace assay::text {

struct DurationUnit {
    std::string_view name;
    double minutes = 0;
};

inline constexpr DurationUnit kMinutes{"minutes", 1};
inline constexpr DurationUnit kHours{"hours", 60};
inline constexpr DurationUnit kDays{"days", 1440};
inline constexpr DurationUnit kWeeks{"weeks", 10080};
inline constexpr DurationUnit kMonths{"months", 43830};
inline constexpr DurationUnit kYears{"years", 525960};
inline constexpr DurationUnit kWorkingDays{"working days", 2016};

inline constexpr WordTable<DurationUnit, 64> kDurationUnits{
    {"minute", kMinutes}, {"minutes", kMinutes}, {"min", kMinutes}, {"mins", kMinutes}, {"hour", kHours},
    {"hours", kHours},    {"hr", kHours},        {"hrs", kHours},   {"day", kDays},     {"days", kDays},
    {"week", kWeeks},     {"weeks", kWeeks},     {"wk", kWeeks},    {"wks", kWeeks},    {"month", kMonths},
    {"months", kMonths},  {"mths", kMonths},     {"year", kYears},  {"years", kYears},  {"yr", kYears},
    {"yrs", kYears},
};

inline constexpr WordTable<double, 32> kPartNames{
    {"half", 2},     {"halves", 2}, {"third", 3},   {"thirds", 3}, {"quarter", 4},
    {"quarters", 4}, {"fifth", 5},  {"fifths", 5},  {"sixth", 6},  {"sixths", 6},
    {"eighths", 8},  {"tenth", 10}, {"tenths", 10},
};

inline constexpr WordTable<double, 16> kShortScales{{"m", 1e6}, {"bn", 1e9}, {"k", 1e3}};

/// Words after which a number is a name.
inline constexpr WordSet<128> kNamedByNumber{
    "section",  "sections", "regulation", "regulations", "article", "articles", "schedule",  "paragraph",
    "para",     "page",     "pages",      "chapter",     "figure",  "table",    "version",   "s",
    "no",       "question", "stage",      "phase",       "tier",    "level",    "band",      "grade",
    "standard", "appendix", "annex",      "item",        "form",    "outcome",  "principle", "room",
};

inline constexpr WordSet<64> kMonthNames{
    "january", "february", "march",    "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "jan",   "feb", "sept", "oct",  "nov",    "dec"};

/// Words after which 1990 to 2099 is a year.
inline constexpr WordSet<64> kBeforeYear{"in",     "since",  "during",  "until",  "till",   "from", "by",
                                         "to",     "of",     "year",    "dated",  "early",  "late", "mid",
                                         "and",    "summer", "autumn",  "winter", "spring", "for",  "the",
                                         "before", "after",  "through", "end"};

/// Words before "one" that make it a pronoun.
inline constexpr WordSet<32> kBeforePronoun{"no",   "every", "any",  "some",    "which",
                                            "this", "that",  "each", "another", "the"};

/// Words that may stand between "aged" and the number: aged over 25, the ages of 16 and 18.
inline constexpr WordSet<32> kBetweenAges{"and", "or", "to", "of", "over", "under", "between", "from", "up"};

/// Words that may stand between "of" and the whole: 48 out of the total of 106.
inline constexpr WordSet<32> kOfTheWhole{"the", "these", "those", "its", "their", "all", "a", "total"};

}  // namespace assay::text
