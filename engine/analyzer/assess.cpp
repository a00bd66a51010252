#include "analyzer/assess.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/by_place.h"
#include "analyzer/evidence_weights.h"
#include "analyzer/scripts.h"
#include "core/stopwatch.h"
#include "explain/flip.h"
#include "text/figures.h"

namespace assay::analyzer {

namespace {

// Working memory for more tokens is not kept from one document to the next.
constexpr std::size_t kLargeDocument = 1 << 18;

// The effect that tells of a sentence's weight as evidence.
constexpr const char* kEvidence = "evidence";

bool applies(const RulePack& pack, std::uint32_t rule, const std::string& statement) {
    if (pack.content().serves_all[rule] != 0) return true;
    const std::vector<std::string>& served = pack.rules()[rule].statements;
    return std::find(served.begin(), served.end(), statement) != served.end();
}

void collect(const RulePack& pack, const Assessment& assessment, score::Evidence& evidence) {
    evidence.statement = assessment.statement;
    evidence.sentences = assessment.sentences;
    evidence.hits.clear();
    evidence.hits.reserve(assessment.findings.size());
    for (const Finding& f : assessment.findings)
        evidence.hits.push_back({f.rule, f.sentence, f.strength, f.flipped});
    share_sentences(evidence, pack.content().settings.evidence.sharing);
}

/// Whether cues or the speaker made a finding weaker. Where it stands is no context, though told beside it.
bool softened(const Finding& finding) {
    double factor = 1;
    for (const ContextEffect& effect : finding.context) {
        const bool turned = effect.factor < 0;
        if (!turned && effect.kind != kEvidence) factor *= effect.factor;
    }
    return factor < 1;
}

void predict(const RulePack& pack, AssessScratch& scratch, Assessment& assessment) {
    const ScoringModel& model = pack.model();
    collect(pack, assessment, scratch.evidence);
    score::score(scratch.evidence, model, scratch.score, scratch.scored);
    const score::Scored& scored = scratch.scored;
    for (std::size_t i = 0; i < assessment.findings.size(); ++i) {
        assessment.findings[i].contribution = scored.contributions[i];
        assessment.findings[i].softened_by_cap = scored.capped[i] != 0;
    }
    const CutPoints& cuts = model.cuts_for(assessment.statement);
    assessment.balance = scored.balance;
    assessment.probabilities = scored.probabilities;
    assessment.cut_points = cuts.cut_points;
    assessment.slope = cuts.slope;
    assessment.calibrated = cuts.fitted[0] || cuts.fitted[1] || cuts.fitted[2];
    assessment.predicted_score = scored.predicted;
    assessment.prediction_set = score::prediction_set(scored.probabilities, scored.predicted, model);
}

void abstain(const RulePack& pack, Assessment& assessment) {
    const ScoringModel& model = pack.model();
    bool any_rule = false;
    for (std::uint32_t r = 0; r < pack.rules().size() && !any_rule; ++r) {
        any_rule = pack.rules()[r].status == RuleStatus::active && applies(pack, r, assessment.statement);
    }
    auto& reasons = assessment.abstain_reasons;
    reasons.clear();
    if (!any_rule) reasons.push_back("the pack has no rules for this statement");
    if (assessment.sentences < model.minimum_evidence_sentences) {
        reasons.push_back(fmt::format("{:g} sentences of evidence, fewer than {}", assessment.sentences,
                                      model.minimum_evidence_sentences));
    }
    if (static_cast<int>(assessment.findings.size()) < model.minimum_findings) {
        reasons.push_back(
            fmt::format("{} findings, fewer than {}", assessment.findings.size(), model.minimum_findings));
    }
    if (assessment.prediction_set.size() >= 3) {
        reasons.push_back(fmt::format("the scores {} to {} are all within reach",
                                      assessment.prediction_set.front(), assessment.prediction_set.back()));
    }
    assessment.abstained = !reasons.empty();
    if (assessment.abstained) assessment.predicted_score.reset();
}

// Where the evidence, the hits and what was silenced stand.
struct Places {
    Places(const RulePack& pack, const Document& document, const rules::DocumentMatches& matches,
           const rules::Evaluation& evaluation)
        : evidence(pack, document, matches),
          hits(evaluation.hits, document.sentences.size(),
               [](const rules::RuleHit& hit) { return hit.sentence; }),
          silenced(evaluation.silenced, evaluation.silenced.empty() ? 0 : document.sentences.size(),
                   [](const Silenced& each) { return each.sentence; }) {}

    EvidenceIndex evidence;
    ByPlace hits;      // by sentence, then rule
    ByPlace silenced;  // by sentence
};

class StatementAssessor {
public:
    /// `last`: no other statement will ask for the hits of the evaluation, so they may be moved away.
    StatementAssessor(const RulePack& pack, const Document& document, rules::Evaluation& evaluation,
                      const Places& places, bool last, const rules::DocumentMatches& matches,
                      const std::vector<Warning>& figures, std::size_t part, AssessScratch& scratch,
                      const AssessOptions& options)
        : pack_(pack),
          document_(document),
          evaluation_(evaluation),
          places_(places),
          last_(last),
          matches_(matches),
          figures_(figures),
          scratch_(scratch),
          options_(options),
          evidence_(places.evidence.weigh(part)) {
        out_.part = static_cast<std::uint32_t>(part);
        out_.statement = document.report.parts[part].statement;
        out_.published_score = document.report.parts[part].published_score;
        out_.sentences = evidence_.standard_sentences;
    }

    Assessment run(lua::LuaSession* scripts) {
        findings();
        if (scripts != nullptr) {
            const auto in_order = static_cast<std::ptrdiff_t>(out_.findings.size());
            const Stopwatch watch(options_.profile == nullptr ? nullptr : &options_.profile->scripts);
            run_scripts(pack_, document_, matches_, places_.evidence.sentences_of(out_.part), *scripts,
                        options_.drafts, options_.keep_silenced,
                        options_.profile == nullptr ? nullptr : &options_.profile->costs, out_);
            sort_in(out_.findings.begin() + in_order);
        }
        settle(pack_, scratch_, out_);
        if (options_.find_flips && out_.predicted_score) flip();
        warnings();
        return std::move(out_);
    }

private:
    void findings() {
        std::size_t most = 0;
        for (const WeighedSentence& evidence : evidence_.sentences)
            most += places_.hits.in(evidence.sentence).size();
        out_.findings.reserve(most);
        for (const WeighedSentence& evidence : evidence_.sentences) {
            for (const std::uint32_t hit : places_.hits.in(evidence.sentence)) {
                if (applies(pack_, evaluation_.hits[hit].rule, out_.statement))
                    find(evaluation_.hits[hit], evidence);
            }
        }
        if (evaluation_.silenced.empty()) return;
        std::vector<std::uint32_t> silenced;
        for (const WeighedSentence& evidence : evidence_.sentences) {
            for (const std::uint32_t s : places_.silenced.in(evidence.sentence)) {
                if (applies(pack_, evaluation_.silenced[s].rule, out_.statement)) silenced.push_back(s);
            }
        }
        std::sort(silenced.begin(), silenced.end());
        for (const std::uint32_t s : silenced) out_.silenced.push_back(evaluation_.silenced[s]);
    }

    void find(rules::RuleHit& hit, const WeighedSentence& evidence) {
        Finding& finding = out_.findings.emplace_back();
        finding.rule = hit.rule;
        finding.sentence = hit.sentence;
        finding.strength = hit.strength * evidence.weight;
        finding.flipped = hit.flipped;
        if (last_) {
            finding.matches = std::move(hit.spans);
            finding.context = std::move(hit.effects);
            finding.metric = std::move(hit.metric);
        } else {
            finding.matches = hit.spans;
            finding.context = hit.effects;
            finding.metric = hit.metric;
        }
        if (evidence.weight != 1)
            finding.context.push_back({kEvidence, evidence.reason, evidence.weight, {}});
    }

    // The findings from `added` on among those before, which are in order.
    void sort_in(std::vector<Finding>::iterator added) {
        const auto in_order = [](const Finding& a, const Finding& b) {
            return a.sentence != b.sentence ? a.sentence < b.sentence : a.rule < b.rule;
        };
        std::stable_sort(added, out_.findings.end(), in_order);
        std::inplace_merge(out_.findings.begin(), added, out_.findings.end(), in_order);
    }

    void flip() {
        const score::Evidence& evidence = scratch_.evidence;
        const auto result = explain::minimal_flip(evidence, pack_.model(), scratch_.scored, scratch_.flips);
        out_.flip_proved = result.outcome != explain::Outcome::gave_up;
        if (result.set) out_.flip = Flip{result.set->to, result.set->sentences};
        if (!options_.keep_silenced) return;
        const auto alone = explain::minimal_sufficient(evidence, pack_.model());
        out_.sufficient_proved = alone.outcome != explain::Outcome::gave_up;
        if (alone.set) out_.sufficient = alone.set->sentences;
    }

    void warnings() {
        const std::vector<Sentence>& sentences = document_.sentences;
        for (const Warning& w : figures_) {
            // Sentences are in the order of the text.
            auto at = std::partition_point(sentences.begin(), sentences.end(),
                                           [&](const Sentence& s) { return s.bytes.end <= w.at.begin; });
            while (at != sentences.end() && at->bytes.begin < w.at.end && at->part != out_.part) ++at;
            if (at != sentences.end() && at->bytes.overlaps(w.at)) out_.warnings.push_back(w);
        }
    }

    const RulePack& pack_;
    const Document& document_;
    rules::Evaluation& evaluation_;
    const Places& places_;
    bool last_;
    const rules::DocumentMatches& matches_;
    const std::vector<Warning>& figures_;
    AssessScratch& scratch_;
    const AssessOptions& options_;
    EvidenceWeights evidence_;
    Assessment out_;
};

}  // namespace

score::Evidence evidence_of(const RulePack& pack, const Assessment& assessment) {
    score::Evidence evidence;
    collect(pack, assessment, evidence);
    for (std::size_t i = 0; i < assessment.findings.size(); ++i)
        evidence.hits[i].softened = softened(assessment.findings[i]);
    return evidence;
}

void settle(const RulePack& pack, AssessScratch& scratch, Assessment& assessment) {
    predict(pack, scratch, assessment);
    abstain(pack, assessment);
}

std::vector<Assessment> assess(const RulePack& pack, const Document& document, lua::LuaSession* scripts,
                               AssessScratch& scratch, const AssessOptions& options) {
    const PackContent& content = pack.content();
    PackProfile* const profile = options.profile;
    if (profile != nullptr) profile->costs.resize(content.rules.size());
    {
        const Stopwatch watch(profile == nullptr ? nullptr : &profile->matching);
        rules::find_matches(content, document, scratch.evaluate.match, scratch.matches);
    }
    rules::Evaluation evaluation;
    {
        const Stopwatch watch(profile == nullptr ? nullptr : &profile->rules);
        evaluation = rules::evaluate(
            content, document, scratch.matches, scratch.evaluate,
            {options.keep_silenced, options.drafts, profile == nullptr ? nullptr : &profile->costs});
    }
    const Places places(pack, document, scratch.matches, evaluation);
    const std::vector<Warning> figures = text::check_figures(document);
    std::vector<std::size_t> parts;
    for (std::size_t p = 0; p < document.report.parts.size(); ++p) {
        const std::string& statement = document.report.parts[p].statement;
        if (!statement.empty() && pack.framework().find_statement(statement) != nullptr) parts.push_back(p);
    }
    std::vector<Assessment> out;
    out.reserve(parts.size());
    for (const std::size_t p : parts) {
        out.push_back(StatementAssessor(pack, document, evaluation, places, p == parts.back(),
                                        scratch.matches, figures, p, scratch, options)
                          .run(scripts));
    }
    rules::give_back(scratch.matches);
    if (document.tokens.size() > kLargeDocument) scratch = AssessScratch();
    if (profile != nullptr) {
        for (const Assessment& assessment : out) {
            for (const Finding& finding : assessment.findings) ++profile->costs[finding.rule].findings;
        }
    }
    return out;
}

}  // namespace assay::analyzer
