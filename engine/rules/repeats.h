// Sentences that say the same twice.
#pragma once

#include "assay/document.h"

namespace assay::rules {

/// True when the shorter sentence has at least five words and at least nine tenths of its distinct
/// words stand in the other, and the other is not more than twice as long. Reports repeat findings
/// under several headings; a repeat is evidence only once.
bool says_the_same(const Document& document, const Sentence& a, const Sentence& b);

}  // namespace assay::rules
