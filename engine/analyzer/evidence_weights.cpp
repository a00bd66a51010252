#include "analyzer/evidence_weights.h"

#include <algorithm>
#include <cmath>

#include "rules/pack_content.h"

namespace assay::analyzer {

EvidenceIndex::EvidenceIndex(const RulePack& pack, const Document& document,
                             const rules::DocumentMatches& matches)
    : pack_(pack.content()),
      document_(document),
      by_part_(document.sentences, document.report.parts.size(),
               [](const Sentence& sentence) { return sentence.part; }) {
    const std::vector<Part>& parts = document.report.parts;
    for (std::size_t p = 0; p < parts.size(); ++p) parts_[parts[p].statement].push_back(p);
    if (pack_.settings.evidence.opening.sentences > 0) find_openings();
    if (!pack_.settings.evidence.mentions.empty()) find_mentions(matches);
}

void EvidenceIndex::find_openings() {
    const rules::OpeningSpec& opening = pack_.settings.evidence.opening;
    const Report& report = document_.report;
    opens_.resize(document_.sentences.size(), 0);
    for (std::size_t p = 0; p < report.parts.size(); ++p) {
        const auto& except = opening.except;
        if (std::find(except.begin(), except.end(), report.parts[p].statement) != except.end()) continue;
        std::uint32_t seen = 0;
        for (const std::uint32_t s : by_part_.in(p)) {
            if (report.blocks[document_.sentences[s].block].kind == BlockKind::bullet) continue;
            if (seen++ >= opening.sentences) break;
            opens_[s] = 1;
        }
    }
}

void EvidenceIndex::find_mentions(const rules::DocumentMatches& matches) {
    for (std::uint32_t s = 0; s < document_.sentences.size(); ++s) {
        const std::string& part = document_.report.parts[document_.sentences[s].part].statement;
        for (std::uint32_t m = matches.begins[s]; m < matches.begins[s + 1]; ++m) {
            for (const rules::PhraseUse& use : pack_.uses[matches.matches[m].phrase]) {
                if (use.role != rules::PhraseUse::Role::mention) continue;
                const rules::MentionSpec& mention = pack_.settings.evidence.mentions[use.owner];
                if (mention.part != part || mention.weight <= 0) continue;
                std::vector<Mention>& known = mentions_[mention.statement];
                if (known.empty() || known.back().sentence != s) known.push_back({s, 0});
                known.back().weight = std::max(known.back().weight, mention.weight);
            }
        }
    }
}

// What each part counts for the statement of part `own`.
std::vector<EvidenceIndex::PartWeight> EvidenceIndex::parts_for(std::size_t own) const {
    const std::string& statement = document_.report.parts[own].statement;
    const auto& listed = pack_.settings.evidence.parts;
    const auto own_list = listed.find(statement);
    const auto& from = own_list != listed.end() ? own_list->second
                                                : pack_.framework.find_statement(statement)->evidence_from;
    std::vector<PartWeight> weights{{own, 1}};
    for (const auto& [part, weight] : from) {
        const auto named = parts_.find(part);
        if (named == parts_.end()) continue;
        for (const std::size_t p : named->second) {
            const auto known = std::find_if(weights.begin(), weights.end(),
                                            [p](const PartWeight& each) { return each.part == p; });
            if (known != weights.end()) {
                known->weight = weight;
            } else {
                weights.push_back({p, weight});
            }
        }
    }
    return weights;
}

EvidenceWeights EvidenceIndex::weigh(std::size_t own) const {
    const rules::EvidenceSettings& settings = pack_.settings.evidence;
    EvidenceWeights out;
    const std::vector<PartWeight> parts = parts_for(own);
    std::size_t most = 0;
    for (const PartWeight& part : parts) most += by_part_.in(part.part).size();
    out.sentences.reserve(most);
    for (const auto& [part, weight] : parts) {
        for (const std::uint32_t s : by_part_.in(part))
            out.sentences.push_back({s, weight, part == own ? "" : "other part"});
    }
    const auto in_order = [](const WeighedSentence& a, const WeighedSentence& b) {
        return a.sentence < b.sentence;
    };
    if (parts.size() > 1) std::sort(out.sentences.begin(), out.sentences.end(), in_order);
    if (const auto mentions = mentions_.find(document_.report.parts[own].statement);
        mentions != mentions_.end()) {
        const std::size_t weighed = out.sentences.size();
        for (const Mention& mention : mentions->second) {
            if (document_.sentences[mention.sentence].part == own) continue;
            const WeighedSentence as_mention{mention.sentence, mention.weight, "mentions the subject"};
            const auto end = out.sentences.begin() + static_cast<std::ptrdiff_t>(weighed);
            const auto at = std::lower_bound(out.sentences.begin(), end, as_mention, in_order);
            if (at != end && at->sentence == mention.sentence) {
                *at = as_mention;
            } else {
                out.sentences.push_back(as_mention);
            }
        }
        if (out.sentences.size() > weighed) std::sort(out.sentences.begin(), out.sentences.end(), in_order);
    }
    for (WeighedSentence& each : out.sentences) {
        const Sentence& sentence = document_.sentences[each.sentence];
        if (!opens_.empty() && opens_[each.sentence] != 0) {
            each.weight *= settings.opening.factor;
            if (sentence.part == own) each.reason = "opening sentence";
        }
        const double length =
            settings.standard_sentence > 0 ? sentence.tokens.size() / settings.standard_sentence : 1;
        out.standard_sentences += each.weight * length;
    }
    std::erase_if(out.sentences, [](const WeighedSentence& each) { return each.weight <= 0; });
    return out;
}

void share_sentences(score::Evidence& evidence, double sharing) {
    if (sharing == 0) return;
    std::vector<std::uint32_t> count;
    for (const score::Hit& hit : evidence.hits) {
        if (hit.sentence >= count.size()) count.resize(std::size_t{hit.sentence} + 1);
        ++count[hit.sentence];
    }
    std::vector<double> divisors;  // by count: sentences have the same few, and a power is dear
    for (score::Hit& hit : evidence.hits) {
        const std::uint32_t n = count[hit.sentence];
        while (divisors.size() <= n)
            divisors.push_back(std::pow(static_cast<double>(divisors.size()), sharing));
        hit.strength /= divisors[n];
    }
}

}  // namespace assay::analyzer
