#include "analyzer/assess.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/evidence_weights.h"
#include "analyzer/scripts.h"
#include "explain/flip.h"
#include "text/figures.h"

namespace assay::analyzer {

namespace {

bool applies(const RuleInfo& rule, const std::string& statement) {
    return rule.statements.empty() ||
           std::find(rule.statements.begin(), rule.statements.end(), statement) != rule.statements.end();
}

class StatementAssessor {
public:
    StatementAssessor(const RulePack& pack, const Document& document, const rules::Evaluation& evaluation,
                      const rules::DocumentMatches& matches, const std::vector<Warning>& figures,
                      std::size_t part, score::Workspace& workspace, const AssessOptions& options)
        : pack_(pack),
          document_(document),
          evaluation_(evaluation),
          matches_(matches),
          figures_(figures),
          workspace_(workspace),
          options_(options),
          evidence_(weigh_evidence(pack, document, matches, part)) {
        out_.part = static_cast<std::uint32_t>(part);
        out_.statement = document.report.parts[part].statement;
        out_.published_score = document.report.parts[part].published_score;
        out_.sentences = evidence_.standard_sentences;
    }

    Assessment run(lua::LuaSession* scripts) {
        findings();
        if (scripts != nullptr) {
            run_scripts(pack_, document_, matches_, *scripts, options_.drafts, options_.keep_silenced, out_);
        }
        std::stable_sort(out_.findings.begin(), out_.findings.end(), [](const Finding& a, const Finding& b) {
            return a.sentence != b.sentence ? a.sentence < b.sentence : a.rule < b.rule;
        });
        score();
        abstain();
        if (options_.find_flips && out_.predicted_score) flip();
        warnings();
        return std::move(out_);
    }

private:
    void findings() {
        for (const rules::RuleHit& hit : evaluation_.hits) {
            const double weight = evidence_.weights[hit.sentence];
            if (weight <= 0 || !applies(pack_.rules()[hit.rule], out_.statement)) continue;
            Finding finding;
            finding.rule = hit.rule;
            finding.sentence = hit.sentence;
            finding.strength = hit.strength * weight;
            finding.flipped = hit.flipped;
            finding.matches = hit.spans;
            finding.context = hit.effects;
            finding.metric = hit.metric;
            if (weight != 1)
                finding.context.push_back({"evidence", evidence_.reasons[hit.sentence], weight, {}});
            out_.findings.push_back(std::move(finding));
        }
        for (const Silenced& silenced : evaluation_.silenced) {
            if (evidence_.weights[silenced.sentence] > 0 &&
                applies(pack_.rules()[silenced.rule], out_.statement)) {
                out_.silenced.push_back(silenced);
            }
        }
    }

    void score() {
        const ScoringModel& model = pack_.model();
        const score::Evidence evidence = evidence_of(out_);
        const score::Scored scored = score::score(evidence, model, workspace_);
        for (std::size_t i = 0; i < out_.findings.size(); ++i) {
            out_.findings[i].contribution = scored.contributions[i];
            out_.findings[i].softened_by_cap = scored.capped[i];
        }
        const CutPoints& cuts = model.cuts_for(out_.statement);
        out_.balance = scored.balance;
        out_.probabilities = scored.probabilities;
        out_.cut_points = cuts.cut_points;
        out_.slope = cuts.slope;
        out_.calibrated = cuts.fitted[0] || cuts.fitted[1] || cuts.fitted[2];
        out_.predicted_score = scored.predicted;
        out_.prediction_set = score::prediction_set(scored.probabilities, scored.predicted, model);
    }

    void abstain() {
        const ScoringModel& model = pack_.model();
        const bool any_rule =
            std::any_of(pack_.rules().begin(), pack_.rules().end(), [&](const RuleInfo& rule) {
                return rule.status == RuleStatus::active && applies(rule, out_.statement);
            });
        auto& reasons = out_.abstain_reasons;
        if (!any_rule) reasons.push_back("the pack has no rules for this statement");
        if (out_.sentences < model.minimum_evidence_sentences) {
            reasons.push_back(fmt::format("{:g} sentences of evidence, fewer than {}", out_.sentences,
                                          model.minimum_evidence_sentences));
        }
        if (static_cast<int>(out_.findings.size()) < model.minimum_findings) {
            reasons.push_back(
                fmt::format("{} findings, fewer than {}", out_.findings.size(), model.minimum_findings));
        }
        if (out_.prediction_set.size() >= 3) {
            reasons.push_back(fmt::format("the scores {} to {} are all within reach",
                                          out_.prediction_set.front(), out_.prediction_set.back()));
        }
        out_.abstained = !reasons.empty();
        if (out_.abstained) out_.predicted_score.reset();
    }

    void flip() {
        const score::Evidence evidence = evidence_of(out_);
        const auto result = explain::minimal_flip(evidence, pack_.model(), workspace_);
        out_.flip_proved = result.outcome != explain::Outcome::gave_up;
        if (result.set) out_.flip = Flip{result.set->to, result.set->sentences};
        if (!options_.keep_silenced) return;
        const auto alone = explain::minimal_sufficient(evidence, pack_.model());
        out_.sufficient_proved = alone.outcome != explain::Outcome::gave_up;
        if (alone.set) out_.sufficient = alone.set->sentences;
    }

    void warnings() {
        for (const Warning& w : figures_) {
            const auto holds = [&](const Sentence& s) {
                return s.part == out_.part && s.bytes.overlaps(w.at);
            };
            if (std::any_of(document_.sentences.begin(), document_.sentences.end(), holds))
                out_.warnings.push_back(w);
        }
    }

    const RulePack& pack_;
    const Document& document_;
    const rules::Evaluation& evaluation_;
    const rules::DocumentMatches& matches_;
    const std::vector<Warning>& figures_;
    score::Workspace& workspace_;
    const AssessOptions& options_;
    EvidenceWeights evidence_;
    Assessment out_;
};

}  // namespace

score::Evidence evidence_of(const Assessment& assessment) {
    score::Evidence evidence;
    evidence.statement = assessment.statement;
    evidence.sentences = assessment.sentences;
    evidence.hits.reserve(assessment.findings.size());
    for (const Finding& f : assessment.findings)
        evidence.hits.push_back({f.rule, f.sentence, f.strength, f.flipped});
    return evidence;
}

std::vector<Assessment> assess(const RulePack& pack, const Document& document, lua::LuaSession* scripts,
                               AssessScratch& scratch, const AssessOptions& options) {
    const PackContent& content = pack.content();
    rules::find_matches(content, document, scratch.evaluate, scratch.matches);
    const rules::Evaluation evaluation = rules::evaluate(content, document, scratch.matches, scratch.evaluate,
                                                         {options.keep_silenced, options.drafts});
    const std::vector<Warning> figures = text::check_figures(document);
    std::vector<Assessment> out;
    for (std::size_t p = 0; p < document.report.parts.size(); ++p) {
        const std::string& statement = document.report.parts[p].statement;
        if (statement.empty() || pack.framework().find_statement(statement) == nullptr) continue;
        out.push_back(
            StatementAssessor(pack, document, evaluation, scratch.matches, figures, p, scratch.score, options)
                .run(scripts));
    }
    return out;
}

}  // namespace assay::analyzer
