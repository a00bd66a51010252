#include "analyzer/why.h"

#include <algorithm>
#include <map>
#include <set>

#include "analyzer/by_place.h"
#include "analyzer/script_view.h"
#include "analyzer/scripts.h"
#include "rules/evaluate.h"

namespace assay::analyzer {

namespace {

bool serves(const RuleInfo& rule, const std::string& statement) {
    return rule.statements.empty() ||
           std::find(rule.statements.begin(), rule.statements.end(), statement) != rule.statements.end();
}

// Cue kinds are one stage.
std::string stage_name(const std::string& stage) {
    const auto& kinds = rules::cue_kinds();
    return std::find(kinds.begin(), kinds.end(), stage) != kinds.end() ? "context" : stage;
}

// By sentence: cited where any match counted, else what stopped the last match.
std::map<std::uint32_t, WhySentence> touched_by(const ScoredReport& report, std::uint32_t rule) {
    std::map<std::uint32_t, WhySentence> touched;
    for (const Assessment& a : report.assessments) {
        for (const Finding& f : a.findings) {
            if (f.rule != rule) continue;
            WhySentence& s = touched[f.sentence];
            s.sentence = f.sentence;
            s.stage.clear();
            s.reason.clear();
            s.matches = f.matches;
            s.strength = std::max(s.strength, f.strength);
            s.contribution += f.contribution;
            s.context = f.context;
        }
    }
    for (const Assessment& a : report.assessments) {
        for (const Silenced& f : a.silenced) {
            if (f.rule != rule || f.stage == "need") continue;
            const auto [at, fresh] = touched.try_emplace(f.sentence);
            if (fresh) at->second = {f.sentence, f.stage, f.reason, f.matches, 0, 0, {}};
        }
    }
    return touched;
}

std::vector<WhyStage> stages_of(const std::map<std::uint32_t, WhySentence>& touched) {
    std::vector<WhyStage> stages{{"candidates", touched.size(), 0}};
    for (const char* name : {"where", "conditions", "match", "except", "context", "limit"}) {
        WhyStage stage{name, stages.back().left, 0};
        for (const auto& [sentence, s] : touched) stage.stopped += stage_name(s.stage) == name ? 1 : 0;
        stage.left -= std::min(stage.left, stage.stopped);
        stages.push_back(std::move(stage));
    }
    stages.push_back({"cited", stages.back().left, 0});
    return stages;
}

void composite(const ScoredReport& report, const PackContent& pack, Why& why) {
    const rules::CompiledRule& rule = pack.rules[why.rule];
    const auto add = [&](const std::vector<std::uint32_t>& ids, const char* group) {
        for (const std::uint32_t id : ids) {
            const bool fired =
                std::any_of(report.assessments.begin(), report.assessments.end(), [&](const Assessment& a) {
                    return std::any_of(a.findings.begin(), a.findings.end(),
                                       [&](const Finding& f) { return f.rule == id && !f.flipped; });
                });
            why.needed.push_back({pack.infos[id].id, group, fired});
        }
    };
    add(rule.combine_all, "all");
    add(rule.combine_any, "any");
    add(rule.combine_none, "none");
}

void script(const ScoredReport& report, const PackContent& pack, Why& why) {
    rules::EvaluateScratch scratch;
    rules::DocumentMatches matches;
    rules::find_matches(pack, report.document, scratch.match, matches);
    const ByPlace by_part(report.document.sentences, report.document.report.parts.size(),
                          [](const Sentence& sentence) { return sentence.part; });
    lua::LuaSession session;
    why.untriggered = true;
    for (const Assessment& a : report.assessments) {
        if (!serves(pack.infos[why.rule], a.statement)) continue;
        const auto part = static_cast<std::uint16_t>(a.part);
        const ScriptMatches phrases(pack, matches, by_part.in(part));
        const ScriptView view(pack, report.document, matches, phrases, part, why.rule);
        if (view.sentence_count() == 0 || view.untriggered()) continue;
        why.untriggered = false;
        const lua::ScriptRun run = session.run(pack.infos[why.rule].id, *pack.specs[why.rule].script, view);
        why.needs.insert(why.needs.end(), run.needs.begin(), run.needs.end());
        why.log.insert(why.log.end(), run.log.begin(), run.log.end());
        if (run.failure) why.failure = run.failure;
    }
}

}  // namespace

Why why_rule(const ScoredReport& report, std::uint32_t rule, std::size_t most_near) {
    const PackContent& pack = report.pack->content();
    Why why;
    why.rule = rule;
    std::set<std::uint32_t> parts;
    for (const Assessment& a : report.assessments) {
        if (!serves(pack.infos[rule], a.statement)) continue;
        why.statements.push_back(a.statement);
        parts.insert(a.part);
    }
    const auto touched = touched_by(report, rule);
    for (const auto& [sentence, s] : touched) (s.stage.empty() ? why.cited : why.stopped).push_back(s);
    if (pack.specs[rule].script) {
        script(report, pack, why);
        return why;
    }
    if (pack.specs[rule].combine) {
        composite(report, pack, why);
        return why;
    }
    why.stages = stages_of(touched);
    rules::NearMissSearch search(pack, report.document);
    for (std::uint32_t s = 0; s < report.document.sentences.size(); ++s) {
        if (touched.count(s) != 0 || parts.count(report.document.sentences[s].part) == 0) continue;
        for (rules::NearMiss& miss : search.of_rule(rule, s)) why.near.push_back(std::move(miss));
    }
    std::stable_sort(why.near.begin(), why.near.end(),
                     [](const auto& a, const auto& b) { return a.distance < b.distance; });
    if (why.near.size() > most_near) why.near.resize(most_near);
    return why;
}

std::vector<WhyAt> why_at(const ScoredReport& report, const std::vector<std::uint32_t>& sentences,
                          std::size_t most_near) {
    const PackContent& pack = report.pack->content();
    std::vector<WhyAt> cited;
    std::vector<WhyAt> stopped;
    std::vector<WhyAt> near;
    std::vector<std::map<std::uint32_t, WhySentence>> touched;
    for (std::uint32_t r = 0; r < pack.specs.size(); ++r) touched.push_back(touched_by(report, r));
    rules::NearMissSearch search(pack, report.document);
    for (const std::uint32_t s : sentences) {
        const std::uint16_t part = report.document.sentences[s].part;
        const std::string& statement = report.document.report.parts[part].statement;
        for (std::uint32_t r = 0; r < pack.specs.size(); ++r) {
            const auto found = touched[r].find(s);
            if (found != touched[r].end()) {
                (found->second.stage.empty() ? cited : stopped)
                    .push_back({r, s, found->second, std::nullopt});
                continue;
            }
            if (!serves(pack.infos[r], statement)) continue;
            for (rules::NearMiss& miss : search.of_rule(r, s))
                near.push_back({r, s, std::nullopt, std::move(miss)});
        }
    }
    std::stable_sort(near.begin(), near.end(),
                     [](const WhyAt& a, const WhyAt& b) { return a.near->distance < b.near->distance; });
    if (near.size() > most_near) near.resize(most_near);
    cited.insert(cited.end(), stopped.begin(), stopped.end());
    cited.insert(cited.end(), near.begin(), near.end());
    return cited;
}

}  // namespace assay::analyzer
