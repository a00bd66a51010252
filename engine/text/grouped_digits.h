// Figures whose thousands are parted by a blank: 1 250 000.
#pragma once

#include <cstdint>

#include "assay/document.h"

namespace assay::text {

/// The token behind the figure that begins at `first`, a number token of the sentence: `first` + 1 for a
/// figure in one piece. One to three digits and groups of exactly three after them are one figure
///   * where a no-break, thin or narrow no-break blank (U+00A0, U+2009, U+202F) parts each;
///   * where a plain blank does and nothing else can be meant: a word that announces an amount stands before,
///   or a
///     currency sign, and something countable behind ("about 1 250 people"), or a group begins with 0 ("12
///     000"). "In phase 2 450 homes" and "of the 80 120 were late" remain two figures.
std::uint32_t figure_end(const Document& document, const Sentence& sentence, std::uint32_t first);

/// True when the number token is a later group of such a figure.
bool continues_figure(const Document& document, const Sentence& sentence, std::uint32_t token);

}  // namespace assay::text
