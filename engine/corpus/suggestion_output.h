// Suggested phrases as text for a terminal, as JSON and as CSV.
#pragma once

#include <string>

#include "corpus/suggestion_run.h"

namespace assay::corpus {

/// `sentences`: how many are shown of each phrase. Numbers count from 1.
std::string suggestions_text(const SuggestionRun& run, std::size_t sentences);

/// An object: sections, looked_at, separating, by_chance, phrases (each with its sentences and overlaps).
std::string suggestions_json(const SuggestionRun& run, std::size_t sentences);

/// A head line and a row a phrase; no sentences. Text that a spreadsheet would take for a formula is escaped.
std::string suggestions_csv(const SuggestionRun& run);

}  // namespace assay::corpus
