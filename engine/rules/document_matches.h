// Every phrase of a pack in one document.
#pragma once

#include <cstdint>
#include <vector>

#include "assay/document.h"
#include "match/automaton.h"
#include "rules/pack_content.h"

namespace assay::rules {

/// Working memory of so many elements is not kept from one document to the next, nor grown by doubling.
inline constexpr std::size_t kLargeMany = 1 << 16;

/// Makes room for one more. Doubling what is large would take three times its memory meanwhile: it grows by a
/// quarter.
template <typename T>
void make_room(std::vector<T>& many) {
    if (many.size() == many.capacity() && many.size() >= kLargeMany)
        many.reserve(many.size() + many.size() / 4);
}

/// Every phrase of the pack in the document, by sentence.
struct DocumentMatches {
    std::vector<match::Match> matches;
    std::vector<std::uint32_t> begins;  ///< sentence i: [begins[i], begins[i+1])
};

/// Finds every phrase. Thread-safe with a scratch of one's own.
void find_matches(const PackContent& pack, const Document& document, match::Scratch& scratch,
                  DocumentMatches& out);

/// Frees what a large document's matches took; small ones' memory is left for the next document.
void give_back(DocumentMatches& matches);

}  // namespace assay::rules
