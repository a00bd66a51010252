// Words around figures that say what belongs together.
#pragma once

#include "text/word_table.h"

namespace assay::text {

/// Between a figure and what is said of it: 20% were upheld.
inline constexpr WordSet<64> kAuxiliaries{"were", "was",  "are", "is",   "been", "being",
                                          "had",  "have", "has", "felt", "be"};

/// Between two figures these say that they are shares of different wholes.
inline constexpr WordSet<64> kContrasts{
    "compared",   "than",   "nationally", "national", "england", "average",   "previous",  "previously",
    "last",       "year",   "years",      "whereas",  "while",   "from",      "by",        "earlier",
    "regionally", "target", "now",        "rose",     "fell",    "increased", "decreased", "improved"};

/// Where a share may well be over 100 per cent, or a rough one.
inline constexpr WordSet<128> kGrowth{
    "increase", "increased", "increases", "increasing", "rise",      "rose",     "risen",  "growth",
    "grew",     "grown",     "more",      "above",      "over",      "exceeded", "target", "targets",
    "budget",   "capacity",  "occupancy", "expected",   "than",      "change",   "by",     "spend",
    "decrease", "decreased", "fell",      "fallen",     "reduction", "reduced",  "up",     "down"};

}  // namespace assay::text
