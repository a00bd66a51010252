// Context: what the words around a match do to it (after NegEx and ConText).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "assay/assessment.h"
#include "assay/document.h"
#include "rules/pack_content.h"

namespace assay::rules {

/// A cue found in a sentence, not hidden by a pseudo-cue.
struct CueMatch {
    std::uint32_t cue = 0;             ///< index into PackContent::cues
    std::uint32_t begin = 0, end = 0;  ///< tokens of the document
};

/// The cues of one sentence, and the places where their scopes end.
struct SentenceCues {
    std::vector<CueMatch> cues;
    std::vector<std::uint32_t> terminators;  ///< tokens at which a scope ends, ascending
};

/// Collects the cues among a sentence's matches. Cues that lie inside a pseudo-cue of their kind are
/// dropped; contrast cues and semicolons are terminators.
void find_cues(const PackContent& pack, const Document& document, const Sentence& sentence,
               const match::Match* begin, const match::Match* end, SentenceCues& out);

/// What the cues do to one match.
struct ContextOutcome {
    double factor = 1;  ///< product of the softening factors, not below the pack's floor
    bool dropped = false;
    bool flipped = false;
    std::size_t dropped_by = 0;          ///< kind of the cue that dropped it
    std::vector<ContextEffect> effects;  ///< of every cue that acted, one a kind
    std::string speaker;                 ///< of the strongest attribution cue; empty: nobody
};

/// Applies the cues to a match of a rule on the given side (`strength`), under the rule's own context
/// and speaker factors. A cue inside the match acts only if the match does not consume its words.
ContextOutcome apply_context(const PackContent& pack, const Document& document, const SentenceCues& cues,
                             const match::Match& match, bool strength, const RuleSpec* rule);

}  // namespace assay::rules
