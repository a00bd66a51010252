// Runs a compiled pack over a document: which rules hold in which sentences, and how strongly.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "assay/assessment.h"
#include "assay/document.h"
#include "assay/profile.h"
#include "rules/candidates.h"
#include "rules/context.h"
#include "rules/document_matches.h"
#include "rules/pack_content.h"
#include "rules/repeats.h"

namespace assay::rules {

/// One rule in one sentence, before any statement's score.
struct RuleHit {
    std::uint32_t rule = 0;
    std::uint32_t sentence = 0;
    double strength = 1;
    bool flipped = false;
    Spans spans;  ///< bytes of the text
    std::vector<ContextEffect> effects;
    Boxed<MetricReading> metric;
};

/// What an evaluation gives. Hits are ordered by rule, then sentence.
struct Evaluation {
    std::vector<RuleHit> hits;
    std::vector<Silenced> silenced;  ///< only where asked for
};

struct EvaluateOptions {
    bool keep_silenced = false;
    bool drafts = false;                     ///< also rules whose status is draft
    std::vector<RuleCost>* costs = nullptr;  ///< by rule; null: nobody asks
};

/// Working memory of one thread, reused from document to document.
struct EvaluateScratch {
    match::Scratch match;
    Repeats repeats;
    std::vector<std::uint32_t>
        cues_known;  ///< by sentence: 1 + index into `cues`, 0 where not looked for yet
    std::vector<SentenceCues> cues;
    Candidates candidates;
};

/// Evaluates all declared rules (those with a script apart). Composites see hits of the same part.
/// Thread-safe with a scratch of one's own.
Evaluation evaluate(const PackContent& pack, const Document& document, const DocumentMatches& matches,
                    EvaluateScratch& scratch, const EvaluateOptions& options);

}  // namespace assay::rules
