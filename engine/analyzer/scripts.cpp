#include "analyzer/scripts.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/script_view.h"
#include "rules/pack_content.h"

namespace assay::analyzer {

namespace {

bool applies(const RuleInfo& rule, const std::string& statement) {
    return rule.statements.empty() ||
           std::find(rule.statements.begin(), rule.statements.end(), statement) != rule.statements.end();
}

void add_findings(const lua::ScriptRun& run, const ScriptView& view, std::uint32_t rule, Assessment& assessment) {
    for (const lua::Vote& vote : run.votes) {
        for (const lua::Citation& citation : vote.cite) {
            const std::uint32_t sentence = view.document_sentence(citation.sentence);
            const auto same = std::find_if(assessment.findings.begin(), assessment.findings.end(), [&](const Finding& f) {
                return f.rule == rule && f.sentence == sentence;
            });
            if (same != assessment.findings.end()) {
                same->strength = std::max(same->strength, vote.strength);
                continue;
            }
            Finding finding;
            finding.rule = rule;
            finding.sentence = sentence;
            finding.strength = vote.strength;
            for (const Span words : citation.words) finding.matches.push_back(view.bytes(citation.sentence, words));
            assessment.findings.push_back(std::move(finding));
        }
    }
}

}  // namespace

std::unique_ptr<lua::LuaSession> start_scripts(const RulePack& pack) {
    const auto& specs = pack.content().specs;
    const bool any = std::any_of(specs.begin(), specs.end(), [](const rules::RuleSpec& s) { return s.script.has_value(); });
    return any ? std::make_unique<lua::LuaSession>() : nullptr;
}

void run_scripts(const RulePack& pack, const Document& document, const rules::DocumentMatches& matches,
                 lua::LuaSession& session, bool drafts, bool keep_silenced, Assessment& assessment) {
    const PackContent& content = pack.content();
    for (std::uint32_t r = 0; r < content.specs.size(); ++r) {
        if (!content.specs[r].script || !applies(content.infos[r], assessment.statement)) continue;
        if (content.rules[r].status != RuleStatus::active && !drafts) continue;
        const ScriptView view(content, document, matches, static_cast<std::uint16_t>(assessment.part), r);
        if (view.sentence_count() == 0 || view.untriggered()) continue;
        const lua::ScriptRun run = session.run(content.infos[r].id, *content.specs[r].script, view);
        if (run.failure) {
            assessment.incomplete = true;
            assessment.failures.push_back(*run.failure);
            continue;
        }
        add_findings(run, view, r, assessment);
        if (!keep_silenced) continue;
        for (const lua::Need& need : run.needs) {
            if (need.met) continue;
            assessment.silenced.push_back({r, view.document_sentence(0), "need",
                                           fmt::format("{} is {:g}, and the rule needs {} {:g}", need.name, need.actual, need.op, need.wanted),
                                           {}});
        }
    }
}

}  // namespace assay::analyzer
