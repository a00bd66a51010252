#include "corpus/rescore.h"

#include <algorithm>
#include <utility>

#include "analyzer/assess.h"
#include "analyzer/overall.h"
#include "analyzer/scripts.h"
#include "corpus/batch.h"
#include "lua/session.h"
#include "rules/pack_delta.h"

namespace assay::corpus {
namespace {

/// The rules that differ, as a pack of their own.
struct Differing {
    std::shared_ptr<const RulePack> pack;  ///< null: none differ
    std::vector<int> rule;                 ///< by rule of `pack`: that of the pack after; -1: only combined
};

Differing differing_rules(const RulePack& after, const rules::PackDelta& delta) {
    Differing differing;
    if (delta.fresh.empty()) return differing;
    rules::PackSlice slice = rules::slice_pack(after.content(), delta.fresh);
    for (const std::uint32_t r : slice.rules) {
        const bool fresh = std::binary_search(delta.fresh.begin(), delta.fresh.end(), r);
        differing.rule.push_back(fresh ? static_cast<int>(r) : -1);
    }
    differing.pack = std::make_shared<const RulePack>(std::move(slice.pack));
    return differing;
}

struct Worker {
    std::unique_ptr<lua::LuaSession> scripts, all_scripts;
    analyzer::AssessScratch scratch;
};

class Rescorer {
public:
    Rescorer(std::shared_ptr<const RulePack> after, rules::PackDelta delta, const CorpusOptions& options)
        : after_(std::move(after)), delta_(std::move(delta)), differing_(differing_rules(*after_, delta_)) {
        how_.find_flips = false;
        how_.drafts = options.drafts;
    }

    ScoredReport run(const ScoredReport& base, Worker& worker) const {
        ScoredReport report = base;
        report.pack = after_;
        const bool failed = std::any_of(base.assessments.begin(), base.assessments.end(),
                                        [](const Assessment& a) { return a.incomplete; });
        if (failed) {
            // A failure does not say which rule's it was in a way that could be carried over.
            if (!worker.all_scripts) worker.all_scripts = analyzer::start_scripts(*after_);
            report.assessments =
                analyzer::assess(*after_, report.document, worker.all_scripts.get(), worker.scratch, how_);
        } else {
            std::vector<Assessment> fresh;
            if (differing_.pack != nullptr) {
                if (!worker.scripts) worker.scripts = analyzer::start_scripts(*differing_.pack);
                fresh = analyzer::assess(*differing_.pack, report.document, worker.scripts.get(),
                                         worker.scratch, how_);
            }
            for (std::size_t a = 0; a < report.assessments.size(); ++a) {
                Assessment& assessment = report.assessments[a];
                carry(assessment);
                if (!fresh.empty()) add(std::move(fresh[a]), assessment);
                analyzer::settle(*after_, worker.scratch, assessment);
            }
        }
        std::vector<analyzer::StatementScore> predicted;
        for (const Assessment& a : report.assessments) predicted.push_back({a.statement, a.predicted_score});
        report.predicted_overall =
            analyzer::overall_rating(after_->framework(), predicted, analyzer::ScoreKind::predicted);
        return report;
    }

private:
    void carry(Assessment& assessment) const {
        auto& findings = assessment.findings;
        std::erase_if(findings, [&](const Finding& f) { return delta_.carried[f.rule] < 0; });
        for (Finding& f : findings) f.rule = static_cast<std::uint32_t>(delta_.carried[f.rule]);
    }

    void add(Assessment&& fresh, Assessment& to) const {
        for (Finding& f : fresh.findings) {
            const int rule = differing_.rule[f.rule];
            if (rule < 0) continue;
            f.rule = static_cast<std::uint32_t>(rule);
            to.findings.push_back(std::move(f));
        }
        std::stable_sort(to.findings.begin(), to.findings.end(), [](const Finding& a, const Finding& b) {
            return a.sentence != b.sentence ? a.sentence < b.sentence : a.rule < b.rule;
        });
        to.incomplete = fresh.incomplete;
        to.failures = std::move(fresh.failures);
    }

    std::shared_ptr<const RulePack> after_;
    rules::PackDelta delta_;
    Differing differing_;
    analyzer::AssessOptions how_;
};

/// Statements without rules are left out of a corpus.
std::vector<bool> statements_with_rules(const RulePack& pack) {
    std::vector<bool> result;
    for (const Statement& statement : pack.framework().statements)
        result.push_back(has_rules(pack, statement.id));
    return result;
}

rules::PackDelta delta_between(const RulePack& before, const RulePack& after) {
    rules::PackDelta delta = rules::compare_packs(before.content(), after.content());
    if (!delta.everything && statements_with_rules(before) != statements_with_rules(after))
        delta.everything = true;
    return delta;
}

}  // namespace

bool can_rescore(const RulePack& before, const RulePack& after) {
    return !delta_between(before, after).everything;
}

std::optional<Result<Corpus>> rescore_corpus(const Corpus& base,
                                             const std::shared_ptr<const RulePack>& before,
                                             const std::shared_ptr<const RulePack>& after,
                                             const CorpusOptions& options) {
    rules::PackDelta delta = delta_between(*before, *after);
    if (delta.everything) return std::nullopt;
    const Rescorer rescorer(after, std::move(delta), options);
    const std::size_t total = base.reports.size();
    const std::size_t workers = std::min(thread_count(options.threads), std::max<std::size_t>(total, 1));
    std::vector<Worker> of_worker(workers);
    Corpus corpus;
    corpus.reports.resize(total);
    bool stopped = false;
    ordered_batch(
        total, workers, workers * 4,
        [&](std::size_t worker, std::size_t item) {
            corpus.reports[item] = rescorer.run(base.reports[item], of_worker[worker]);
        },
        [&](std::size_t item) {
            stopped = options.progress && !options.progress(item + 1, total);
            return !stopped;
        });
    if (stopped) return Error{"stopped", "Reading the corpus was stopped."};
    corpus.labelled = base.labelled;
    corpus.places = base.places;
    corpus.remarks = base.remarks;
    corpus.hash = base.hash;
    corpus.failed = base.failed;
    for (std::size_t i = 0; i < corpus.labelled.size(); ++i) {
        const CorpusPlace place = corpus.places[i];
        corpus.labelled[i].evidence =
            analyzer::evidence_of(*after, corpus.reports[place.report].assessments[place.assessment]);
    }
    return corpus;
}

Result<std::vector<Corpus>> score_versions(const std::shared_ptr<const RulePack>& before,
                                           const std::shared_ptr<const RulePack>& after,
                                           const CorpusOptions& options) {
    if (!can_rescore(*before, *after)) return score_corpora({before, after}, options);
    auto base = score_corpus(before, options);
    if (!base) return base.error();
    auto rescored = rescore_corpus(*base, before, after, options);
    if (!*rescored) return rescored->error();
    std::vector<Corpus> both;
    both.push_back(std::move(*base));
    both.push_back(std::move(**rescored));
    return both;
}

}  // namespace assay::corpus
