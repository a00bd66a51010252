// The words of a sentence as readers see them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assay/document.h"

namespace assay::report {

/// The stretches of the text that belong to a sentence: its pieces, or its bytes where it has none.
/// Appends to `stretches`.
void append_stretches(const Document& document, const Sentence& sentence, std::vector<Span>& stretches);

/// Appends the words of a sentence: white space normalised, furniture left out, broken UTF-8
/// replaced. Hyphens at line ends keep the blank after them: a program that
/// normalises the bytes itself must find the same words.
void append_quote(const Document& document, const Sentence& sentence, std::string& out);

/// The parts of a match that belong to its sentence: a match that furniture interrupts is several.
/// Appends to `spans`.
void append_inside(const Document& document, const Sentence& sentence, Span match, std::vector<Span>& spans);

/// Bytes of the text as one normalised line, repaired, without a blank at either end.
std::string normalised(std::string_view bytes);

/// A stretch of a quote, and whether a match covers it.
struct Marked {
    std::string words;
    bool matched = false;
};

/// The quote of a sentence cut where matches begin and end, without control characters. A word that
/// was parted by a hyphen at a line's end is put together (the hyphen stays), so this is for people;
/// append_quote is for programs. `matches` are bytes of the text and may overlap.
std::vector<Marked> marked_quote(const Document& document, const Sentence& sentence,
                                 const std::vector<Span>& matches);

}  // namespace assay::report
