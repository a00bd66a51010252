// How much each sentence of a document counts for one statement.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "analyzer/by_place.h"
#include "assay/document.h"
#include "assay/rule_pack.h"
#include "rules/evaluate.h"
#include "score/score.h"

namespace assay::analyzer {

/// A sentence of the document that is evidence, weight > 0. The reason says in two or three words why the
/// weight is not 1, and is empty otherwise (static storage).
struct WeighedSentence {
    std::uint32_t sentence = 0;
    double weight = 1;
    const char* reason = "";
};

/// `standard_sentences` is the weighted amount of evidence, D of the scoring model.
struct EvidenceWeights {
    std::vector<WeighedSentence> sentences;  ///< in the order of the text
    double standard_sentences = 0;
};

/// What weighing asks of a document, worked out once for all its statements: the cost of a statement is then
/// that of its own evidence. Refers to the pack and the document, which must outlive it. Read-only once
/// built.
class EvidenceIndex {
public:
    EvidenceIndex(const RulePack& pack, const Document& document, const rules::DocumentMatches& matches);

    /// Weights for the statement of the report's part number `own`. Thread-safe.
    EvidenceWeights weigh(std::size_t own) const;

    /// The sentences of a part: ascending indices into Document::sentences.
    std::span<const std::uint32_t> sentences_of(std::size_t part) const { return by_part_.in(part); }

private:
    struct PartWeight {
        std::size_t part;
        double weight;
    };
    // A sentence that mentions a statement's subject, with the largest weight of its mentions.
    struct Mention {
        std::uint32_t sentence;
        double weight;
    };

    void find_openings();
    void find_mentions(const rules::DocumentMatches& matches);
    std::vector<PartWeight> parts_for(std::size_t own) const;

    const PackContent& pack_;
    const Document& document_;
    ByPlace by_part_;
    std::vector<char> opens_;  // by sentence: one of its part's first; empty where that says nothing
    std::map<std::string_view, std::vector<std::size_t>> parts_;  // by statement, ascending
    std::map<std::string_view, std::vector<Mention>> mentions_;   // by statement, then sentence
};

/// Divides the strength of each hit by n^sharing, n the number of hits in its sentence, so that what many
/// rules say of one sentence does not count as often. Taking whole sentences away afterwards leaves the
/// others what they were.
void share_sentences(score::Evidence& evidence, double sharing);

}  // namespace assay::analyzer
