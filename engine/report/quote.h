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
/// replaced. Equal to Document::quote but for the repair.
void append_quote(const Document& document, const Sentence& sentence, std::string& out);

/// The same as a string fit for a terminal.
std::string quote(const Document& document, const Sentence& sentence);

/// Bytes of the text as one normalised line, repaired, without a blank at either end.
std::string normalised(std::string_view bytes);

/// A stretch of a quote, and whether a match covers it.
struct Marked {
    std::string words;
    bool matched = false;
};

/// The quote of a sentence cut where matches begin and end, terminal-safe. The words of all stretches
/// one after another are quote(). `matches` are bytes of the text, ascending, and may overlap.
std::vector<Marked> marked_quote(const Document& document, const Sentence& sentence,
                                 const std::vector<Span>& matches);

}  // namespace assay::report
