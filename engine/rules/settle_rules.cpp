#include "rules/settle_rules.h"

#include <algorithm>
#include <map>
#include <set>

#include "rules/tell.h"

namespace assay::rules {

namespace {

void replace_and_index(std::vector<RuleSpec> rules, PackContent& pack, Diagnostics& diagnostics) {
    std::vector<RuleSpec> kept;
    std::map<std::string, std::size_t> by_id;
    for (RuleSpec& spec : rules) {
        if (spec.id.value.empty()) continue;
        const auto [at, fresh] = by_id.try_emplace(spec.id.value, kept.size());
        if (fresh) {
            kept.push_back(std::move(spec));
        } else if (spec.replaces) {
            kept[at->second] = std::move(spec);
        } else {
            const Place& first = kept[at->second].id.place;
            report(
                diagnostics, Severity::error, "R012", spec.id.place,
                fmt::format("There is already a rule `{}` ({}:{}).", spec.id.value, first.file, first.line),
                "Give one of them another id, or say `replaces: true` to take the place of a rule of "
                "the pack that this one builds on.");
        }
    }
    for (RuleSpec& spec : kept) {
        if (spec.status == RuleStatus::off) {
            pack.off.push_back(std::move(spec));
            continue;
        }
        pack.rule_by_id[spec.id.value] = static_cast<std::uint32_t>(pack.specs.size());
        pack.specs.push_back(std::move(spec));
    }
}

void inherit(RuleSpec& spec, const RuleSpec& base) {
    const auto given = [&](const char* key) {
        return std::find(spec.given.begin(), spec.given.end(), key) != spec.given.end();
    };
    if (!given("title")) spec.title = base.title;
    if (!given("level")) spec.level = base.level;
    if (!given("points")) spec.points = base.points;
    if (!given("statement")) spec.statements = base.statements;
    if (!given("group")) spec.group = base.group;
    if (!given("about")) spec.about = base.about;
    if (!given("where")) spec.where = base.where;
    if (!given("match")) spec.match = base.match;
    if (!given("near")) spec.near = base.near;
    if (!given("metric")) spec.metrics = base.metrics;
    if (!given("regex")) spec.regexes = base.regexes;
    if (!given("combine")) spec.combine = base.combine;
    if (!given("except")) spec.except = base.except;
    if (!given("context")) spec.context = base.context;
    if (!given("limit")) {
        spec.limit_per_document = base.limit_per_document;
        spec.limit_per_paragraph = base.limit_per_paragraph;
    }
    for (const ConditionSpec& condition : base.conditions) {
        static constexpr const char* kKeys[] = {"all", "any", "none"};
        if (!given(kKeys[static_cast<int>(condition.kind)])) spec.conditions.push_back(condition);
    }
}

void extend(PackContent& pack, Diagnostics& diagnostics) {
    for (RuleSpec& spec : pack.specs) {
        if (spec.extends.value.empty()) continue;
        std::set<std::string> seen{spec.id.value};
        const RuleSpec* base = nullptr;
        std::string from = spec.extends.value;
        const auto found = pack.rule_by_id.find(from);
        if (found == pack.rule_by_id.end()) {
            report(diagnostics, Severity::error, "R013", spec.extends.place,
                   fmt::format("There is no rule `{}` to extend.", from),
                   did_you_mean(from, rule_ids(pack), "Name a rule of this pack."));
            continue;
        }
        base = &pack.specs[found->second];
        if (base == &spec || (!base->extends.value.empty())) {
            report(diagnostics, Severity::error, "R014", spec.extends.place,
                   fmt::format("`{}` extends a rule that extends another.", spec.id.value),
                   "Extend the first of them directly.");
            continue;
        }
        inherit(spec, *base);
    }
}

}  // namespace

void settle_rules(std::vector<RuleSpec> rules, PackContent& pack, Diagnostics& diagnostics) {
    replace_and_index(std::move(rules), pack, diagnostics);
    extend(pack, diagnostics);
}

std::vector<std::string> rule_ids(const PackContent& pack) {
    std::vector<std::string> ids;
    ids.reserve(pack.specs.size());
    for (const RuleSpec& spec : pack.specs) ids.push_back(spec.id.value);
    return ids;
}

}  // namespace assay::rules
