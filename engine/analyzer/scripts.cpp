#include "analyzer/scripts.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "analyzer/script_view.h"
#include "core/stopwatch.h"
#include "rules/pack_content.h"

namespace assay::analyzer {

namespace {

bool applies(const RuleInfo& rule, const std::string& statement) {
    return rule.statements.empty() ||
           std::find(rule.statements.begin(), rule.statements.end(), statement) != rule.statements.end();
}

// Leaves the strongest `most` findings of each place that `same_place` tells apart; 0 leaves all.
template <class SamePlace>
void keep_strongest(int most, std::vector<Finding>& findings, SamePlace same_place) {
    if (most == 0) return;
    const std::vector<Finding> all = std::move(findings);
    findings.clear();
    for (std::size_t i = 0; i < all.size(); ++i) {
        int stronger = 0;
        for (std::size_t j = 0; j < all.size(); ++j) {
            if (j == i || !same_place(all[i], all[j])) continue;
            if (all[j].strength > all[i].strength || (all[j].strength == all[i].strength && j < i))
                ++stronger;
        }
        if (stronger < most) findings.push_back(all[i]);
    }
}

// One finding a sentence, with the words that any vote marks in it and the strength of the strongest.
std::vector<Finding> findings_of(const lua::ScriptRun& run, const ScriptView& view, std::uint32_t rule) {
    std::vector<Finding> findings;
    for (const lua::Vote& vote : run.votes) {
        for (const lua::Citation& citation : vote.cite) {
            const std::uint32_t sentence = view.document_sentence(citation.sentence);
            auto at = std::find_if(findings.begin(), findings.end(),
                                   [&](const Finding& f) { return f.sentence == sentence; });
            if (at == findings.end()) {
                at = findings.insert(findings.end(), Finding{});
                at->rule = rule;
                at->sentence = sentence;
                at->strength = vote.strength;
            }
            at->strength = std::max(at->strength, vote.strength);
            for (const Span words : citation.words)
                at->matches.push_back(view.bytes(citation.sentence, words));
            at->matches.sort_unique();
        }
    }
    std::sort(findings.begin(), findings.end(),
              [](const Finding& a, const Finding& b) { return a.sentence < b.sentence; });
    return findings;
}

void add_findings(const lua::ScriptRun& run, const ScriptView& view, std::uint32_t rule,
                  const rules::RuleSpec& spec, const Document& document, Assessment& assessment) {
    std::vector<Finding> findings = findings_of(run, view, rule);
    keep_strongest(spec.limit_per_paragraph, findings, [&](const Finding& a, const Finding& b) {
        return document.sentences[a.sentence].block == document.sentences[b.sentence].block;
    });
    keep_strongest(spec.limit_per_document, findings, [](const Finding&, const Finding&) { return true; });
    std::move(findings.begin(), findings.end(), std::back_inserter(assessment.findings));
}

}  // namespace

std::unique_ptr<lua::LuaSession> start_scripts(const RulePack& pack) {
    const auto& specs = pack.content().specs;
    const bool any = std::any_of(specs.begin(), specs.end(),
                                 [](const rules::RuleSpec& s) { return s.script.has_value(); });
    return any ? std::make_unique<lua::LuaSession>() : nullptr;
}

void run_scripts(const RulePack& pack, const Document& document, const rules::DocumentMatches& matches,
                 std::span<const std::uint32_t> sentences, lua::LuaSession& session, bool drafts,
                 bool keep_silenced, std::vector<RuleCost>* costs, Assessment& assessment) {
    const PackContent& content = pack.content();
    const auto part = static_cast<std::uint16_t>(assessment.part);
    const ScriptMatches phrases(content, matches, sentences);
    for (std::uint32_t r = 0; r < content.specs.size(); ++r) {
        if (!content.specs[r].script || !applies(content.infos[r], assessment.statement)) continue;
        if (content.rules[r].status != RuleStatus::active && !drafts) continue;
        RuleCost* const cost = costs == nullptr ? nullptr : &(*costs)[r];
        const Stopwatch watch(cost == nullptr ? nullptr : &cost->nanoseconds);
        const ScriptView view(content, document, matches, phrases, part, r);
        if (view.sentence_count() == 0 || view.untriggered()) continue;
        const lua::ScriptRun run = session.run(content.infos[r].id, *content.specs[r].script, view);
        if (cost != nullptr) {
            ++cost->runs;
            cost->instructions += run.instructions;
        }
        if (run.failure) {
            assessment.incomplete = true;
            assessment.failures.push_back(*run.failure);
            continue;
        }
        add_findings(run, view, r, content.specs[r], document, assessment);
        if (!keep_silenced) continue;
        for (const lua::Need& need : run.needs) {
            if (need.met) continue;
            assessment.silenced.push_back({r,
                                           view.document_sentence(0),
                                           "need",
                                           fmt::format("{} is {:.3g}, and the rule needs {} {:.3g}",
                                                       need.name, need.actual, need.op, need.wanted),
                                           {}});
        }
    }
}

}  // namespace assay::analyzer
