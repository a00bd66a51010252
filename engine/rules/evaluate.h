// Runs a compiled pack over a document: which rules hold in which sentences, and how strongly.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "assay/assessment.h"
#include "assay/document.h"
#include "assay/profile.h"
#include "rules/context.h"
#include "rules/pack_content.h"
#include "rules/repeats.h"

namespace assay::rules {

/// Every phrase of the pack in the document, by sentence.
struct DocumentMatches {
    std::vector<match::Match> matches;
    std::vector<std::uint32_t> begins;  ///< sentence i: [begins[i], begins[i+1])
};

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

/// A match that a rule's `match`, `near`, `metric` or `regex` found. A large document has millions.
struct Candidate {
    static constexpr std::uint32_t kNoMetric = ~0u;

    std::uint64_t rule_and_sentence;
    /// Index into the document's matches; those that `near` and `regex` made stand behind them.
    std::uint32_t match;
    std::uint32_t metric = kNoMetric;  ///< which of the phrase's uses it is, where it is a metric's

    std::uint32_t rule() const { return static_cast<std::uint32_t>(rule_and_sentence >> 32); }
    std::uint32_t sentence() const { return static_cast<std::uint32_t>(rule_and_sentence); }
};

/// A phrase that keeps a rule from holding where the two overlap.
struct ExceptionMatch {
    const PhraseUse* use;
    const match::Match* match;
};

/// Working memory of one thread, reused from document to document.
struct EvaluateScratch {
    match::Scratch match;
    Repeats repeats;
    std::vector<std::uint32_t>
        cues_known;  ///< by sentence: 1 + index into `cues`, 0 where not looked for yet
    std::vector<SentenceCues> cues;
    std::vector<Candidate> candidates;
    std::vector<match::Match> made;               ///< matches that `near` and `regex` made
    std::vector<ExceptionMatch> exceptions;       ///< by sentence
    std::vector<std::uint32_t> exception_begins;  ///< sentence i: [begins[i], begins[i+1])
};

/// Finds every phrase. Thread-safe with a scratch of one's own.
void find_matches(const PackContent& pack, const Document& document, EvaluateScratch& scratch,
                  DocumentMatches& out);

/// Frees what a large document's matches took; small ones' memory is left for the next document.
void give_back(DocumentMatches& matches);

/// Evaluates all declared rules (those with a script apart). Composites see hits of the same part.
/// Thread-safe with a scratch of one's own.
Evaluation evaluate(const PackContent& pack, const Document& document, const DocumentMatches& matches,
                    EvaluateScratch& scratch, const EvaluateOptions& options);

}  // namespace assay::rules
