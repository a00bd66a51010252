// Why a phrase did not match: the sentences that nearly do, and the element that fails. Slow and thorough,
// where the automaton is fast; for `assay why` only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "assay/document.h"
#include "rules/pack_content.h"

namespace assay::rules {

/// One element of a phrase (or one entry of `near`), and where it stands in the sentence, if it does.
struct TracedElement {
    std::string written;  ///< "~use", "*2", "[a|b]"
    bool holds = true;
    Span at;              ///< bytes of the text; empty for what is missing
    std::string problem;  ///< "4 words in between, at most 3 allowed", "missing"; empty where it holds
};

/// A sentence that a phrase nearly matches. `distance` ranks them: 0 would be a match, 1 is one word missing.
struct NearMiss {
    std::uint32_t sentence = 0;
    Text phrase;
    std::vector<TracedElement> elements;
    double distance = 0;
};

/// Searches phrases of one pack. Not thread-safe: it remembers inflections and lists.
class NearMissSearch {
public:
    NearMissSearch(const PackContent& pack, const Document& document);
    ~NearMissSearch();

    /// The nearest miss of a rule's `match`, `near` and `metric` phrases in a sentence; nothing where the
    /// sentence is far from all of them.
    std::vector<NearMiss> of_rule(std::uint32_t rule, std::uint32_t sentence);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace assay::rules
