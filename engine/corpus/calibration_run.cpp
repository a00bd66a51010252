#include "corpus/calibration_run.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ctime>
#include <iterator>

#include "calibrate/write_model.h"

namespace assay::corpus {
namespace {

std::vector<std::vector<report::RuleSentence>> sentences_by_rule(const Corpus& corpus, std::size_t rules,
                                                                 std::size_t most) {
    std::vector<std::vector<report::RuleSentence>> sentences(rules);
    for (std::size_t i = 0; i < corpus.labelled.size(); ++i) {
        const ScoredReport& report = corpus.reports[corpus.places[i].report];
        const Assessment& assessment = report.assessments[corpus.places[i].assessment];
        for (const Finding& finding : assessment.findings) {
            auto& list = sentences[finding.rule];
            // A sentence of the summary serves several statements; its own part's assessment shows it.
            const Sentence& sentence = report.document.sentences[finding.sentence];
            const bool published = corpus.labelled[i].published > 0;
            if (list.size() >= most || sentence.part != assessment.part || !published) continue;
            list.push_back({report.source.path, assessment.statement, corpus.labelled[i].published,
                            report.document.quote(sentence)});
        }
    }
    return sentences;
}

}  // namespace

CalibrationRun run_calibration(const RulePack& pack, const Corpus& corpus,
                               calibrate::CalibrationSettings settings, std::size_t most_sentences,
                               const std::vector<std::string>& masked) {
    settings.overall_statement = pack.framework().overall_statement;
    CalibrationRun run;
    // What has no published score cannot be fitted to.
    calibrate::LabelledSet labelled;
    std::copy_if(corpus.labelled.begin(), corpus.labelled.end(), std::back_inserter(labelled),
                 [](const calibrate::LabelledEvidence& each) { return each.published > 0; });
    run.report = calibrate::calibrate(labelled, pack.model(), settings);
    const std::string now = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
    if (run.report.model.provenance) {
        Provenance& provenance = *run.report.model.provenance;
        provenance.pack_hash = pack.hash();
        provenance.corpus_hash = corpus.hash;
        provenance.fitted_on = now.substr(0, 10);
        if (!masked.empty()) provenance.settings["masked"] = fmt::format("{}", fmt::join(masked, ", "));
    }
    report::CalibrationContext& context = run.context;
    context.pack_id = pack.id();
    context.pack_title = pack.title();
    context.pack_hash = pack.hash();
    context.corpus_hash = corpus.hash;
    context.date = now;
    context.rules = &pack.rules();
    context.remarks = corpus.remarks;
    for (const auto& each : labelled)
        context.cases.push_back(
            {each.document, each.authority, each.evidence.statement, each.year, each.region});
    context.sentences = sentences_by_rule(corpus, pack.rules().size(), most_sentences);

    std::vector<std::string> ids;
    for (const RuleInfo& info : pack.rules()) ids.push_back(info.id);
    run.model = calibrate::write_model(run.report, pack.id(), ids);
    return run;
}

}  // namespace assay::corpus
