// How much each sentence of a document counts for one statement.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "assay/document.h"
#include "assay/rule_pack.h"
#include "rules/evaluate.h"
#include "score/score.h"

namespace assay::analyzer {

/// `weights` and `reasons` by sentence of the document: 0 where a sentence is no evidence; the reason says
/// in two or three words why a weight is not 1, and is empty otherwise (static storage or the pack's).
/// `standard_sentences` is the weighted amount of evidence, D of the scoring model.
struct EvidenceWeights {
    std::vector<double> weights;
    std::vector<const char*> reasons;
    double standard_sentences = 0;
};

/// Weights for the statement of the report's part number `own`. Thread-safe.
EvidenceWeights weigh_evidence(const RulePack& pack, const Document& document,
                               const rules::DocumentMatches& matches, std::size_t own);

/// Divides the strength of each hit by n^sharing, n the number of hits in its sentence, so that what many
/// rules say of one sentence does not count as often. Taking whole sentences away afterwards leaves the
/// others what they were.
void share_sentences(score::Evidence& evidence, double sharing);

}  // namespace assay::analyzer
