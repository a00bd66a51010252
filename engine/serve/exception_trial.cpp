#include "serve/exception_trial.h"

#include "serve/report_desk.h"

namespace assay::serve {

std::vector<analyzer::ExampleOutcome> failing_examples(const RulePack& pack, const std::string& id) {
    analyzer::ExamplesOptions options;
    options.wanted = [&id](const RuleInfo& info) { return info.id == id; };
    std::vector<analyzer::ExampleOutcome> failures;
    for (analyzer::ExampleOutcome& outcome : analyzer::run_examples(pack, options).outcomes) {
        const bool closed = outcome.kind == analyzer::ExampleKind::todo && outcome.fired;
        if (!outcome.passed && !closed) failures.push_back(std::move(outcome));
    }
    return failures;
}

ExceptionTrial try_exception(PackDesk& desk, const std::string& path, const std::string& edited,
                             const std::string& id, const corpus::CorpusText& report, Span sentence) {
    ExceptionTrial trial;
    const auto pack = desk.with_text(path, edited);
    if (!pack || pack->find_rule(id) < 0) return trial;
    trial.judged = true;
    const auto rule = static_cast<std::uint32_t>(pack->find_rule(id));
    const ScoredReport scored = score_now(pack, report, false, true);
    for (const Assessment& assessment : scored.assessments) {
        for (const Finding& finding : assessment.findings) {
            if (finding.rule != rule || !scored.document.sentences[finding.sentence].bytes.overlaps(sentence))
                continue;
            // A sentence that counts for several statements is told once.
            trial.matches = finding.matches;
        }
    }
    for (const Span match : trial.matches)
        trial.words.emplace_back(scored.document.text().substr(match.begin, match.end - match.begin));
    trial.failures = failing_examples(*pack, id);
    return trial;
}

}  // namespace assay::serve
