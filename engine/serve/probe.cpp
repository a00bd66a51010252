#include "serve/probe.h"

#include <sstream>

#include "rules/compile.h"

namespace assay::serve {

Probe::Probe(std::unique_ptr<const PackContent> content) : content_(std::move(content)) {}
Probe::~Probe() = default;

std::unique_ptr<Probe> Probe::compile(const RulePack& pack, const std::string& phrases,
                                      Diagnostics& diagnostics) {
    rules::PackSources sources;
    sources.settings = pack.content().settings;
    sources.framework = pack.framework();
    sources.spec.lists = pack.content().lists;
    rules::RuleSpec rule;
    rule.id = {"workbench.probe", {"phrase", 1, 1, 1}};
    rule.title = {"A phrase that is tried", {"phrase", 1, 1, 1}};
    rule.level = 3;
    rule.level_place = {"phrase", 1, 1, 1};
    rule.points = 1;
    rule.about["rationale"] = "tried";
    rule.given = {"id", "title", "level", "points", "about", "match"};
    std::istringstream lines(phrases);
    std::uint32_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        const auto first = line.find_first_not_of(" \t\r");
        if (first == std::string::npos || line[first] == '#') continue;
        const auto last = line.find_last_not_of(" \t\r");
        rule.match.push_back({line.substr(first, last - first + 1),
                              {"phrase", number, static_cast<std::uint32_t>(first + 1), 1}});
    }
    if (rule.match.empty()) {
        Diagnostic nothing;
        nothing.place = {"phrase", 1, 1, 1};
        nothing.message = "There is no phrase.";
        diagnostics.push_back(std::move(nothing));
        return nullptr;
    }
    sources.spec.rules.push_back(std::move(rule));
    Diagnostics found;
    auto content = rules::compile_pack(std::move(sources), found);
    // What the pack's own lists get wrong is told elsewhere.
    for (Diagnostic& d : found) {
        if (d.severity == Severity::error && d.place.file == "phrase") diagnostics.push_back(std::move(d));
    }
    if (has_errors(diagnostics)) return nullptr;
    return std::unique_ptr<Probe>(new Probe(std::move(content)));
}

std::vector<ProbeHit> Probe::find(const Document& document, rules::EvaluateScratch& scratch) const {
    rules::DocumentMatches matches;
    rules::find_matches(*content_, document, scratch.match, matches);
    rules::Evaluation evaluation = rules::evaluate(*content_, document, matches, scratch, {});
    std::vector<ProbeHit> hits;
    for (rules::RuleHit& hit : evaluation.hits) hits.push_back({hit.sentence, std::move(hit.spans)});
    return hits;
}

}  // namespace assay::serve
