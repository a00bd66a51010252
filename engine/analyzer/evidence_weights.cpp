#include "analyzer/evidence_weights.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "rules/pack_content.h"

namespace assay::analyzer {

namespace {

using rules::EvidenceSettings;

// What each part counts for the statement of part `own`.
std::vector<double> part_weights(const PackContent& pack, const Report& report, std::size_t own) {
    std::vector<double> weights(report.parts.size(), 0);
    weights[own] = 1;
    const std::string& statement = report.parts[own].statement;
    const auto listed = pack.settings.evidence.parts.find(statement);
    const Statement* known = pack.framework.find_statement(statement);
    const auto& from = listed != pack.settings.evidence.parts.end() ? listed->second : known->evidence_from;
    for (std::size_t p = 0; p < report.parts.size(); ++p) {
        for (const auto& [part, weight] : from) {
            if (report.parts[p].statement == part) weights[p] = weight;
        }
    }
    return weights;
}

// The weight of a sentence that mentions the statement's subject, or 0.
double mention_weight(const PackContent& pack, const std::string& statement, const std::string& part,
                      const rules::DocumentMatches& matches, std::uint32_t sentence) {
    double weight = 0;
    for (std::uint32_t m = matches.begins[sentence]; m < matches.begins[sentence + 1]; ++m) {
        for (const rules::PhraseUse& use : pack.uses[matches.matches[m].phrase]) {
            if (use.role != rules::PhraseUse::Role::mention) continue;
            const rules::MentionSpec& mention = pack.settings.evidence.mentions[use.owner];
            if (mention.statement == statement && mention.part == part)
                weight = std::max(weight, mention.weight);
        }
    }
    return weight;
}

}  // namespace

EvidenceWeights weigh_evidence(const RulePack& pack, const Document& document,
                               const rules::DocumentMatches& matches, std::size_t own) {
    const PackContent& content = pack.content();
    const EvidenceSettings& settings = content.settings.evidence;
    const Report& report = document.report;
    const std::string& statement = report.parts[own].statement;
    const std::vector<double> parts = part_weights(content, report, own);
    std::vector<bool> may_open(report.parts.size(), settings.opening.sentences > 0);
    for (std::size_t p = 0; p < report.parts.size(); ++p) {
        const auto& except = settings.opening.except;
        if (std::find(except.begin(), except.end(), report.parts[p].statement) != except.end())
            may_open[p] = false;
    }
    const bool any_mention =
        std::any_of(settings.mentions.begin(), settings.mentions.end(),
                    [&](const rules::MentionSpec& m) { return m.statement == statement; });

    EvidenceWeights out;
    out.weights.resize(document.sentences.size(), 0);
    out.reasons.resize(document.sentences.size(), "");
    std::vector<std::uint32_t> seen(report.parts.size(), 0);
    for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
        const Sentence& sentence = document.sentences[s];
        const std::size_t part = sentence.part;
        double weight = parts[part];
        const char* reason = part == own ? "" : "other part";
        if (any_mention && part != own) {
            if (const double mention =
                    mention_weight(content, statement, report.parts[part].statement, matches, s);
                mention > 0) {
                weight = mention;
                reason = "mentions the subject";
            }
        }
        if (report.blocks[sentence.block].kind != BlockKind::bullet &&
            seen[part]++ < settings.opening.sentences && may_open[part]) {
            weight *= settings.opening.factor;
            if (part == own) reason = "opening sentence";
        }
        out.weights[s] = weight;
        out.reasons[s] = reason;
        const double length =
            settings.standard_sentence > 0 ? sentence.tokens.size() / settings.standard_sentence : 1;
        out.standard_sentences += weight * length;
    }
    return out;
}

void share_sentences(score::Evidence& evidence, double sharing) {
    if (sharing == 0) return;
    std::vector<std::uint32_t> count;
    for (const score::Hit& hit : evidence.hits) {
        if (hit.sentence >= count.size()) count.resize(std::size_t{hit.sentence} + 1);
        ++count[hit.sentence];
    }
    for (score::Hit& hit : evidence.hits)
        hit.strength /= std::pow(static_cast<double>(count[hit.sentence]), sharing);
}

}  // namespace assay::analyzer
