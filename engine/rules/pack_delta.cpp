#include "rules/pack_delta.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "rules/compile.h"
#include "rules/same_spec.h"

namespace assay::rules {
namespace {

// Structured bindings name every member, so that a new one is not forgotten here.

/// Whether two rules find the same wherever their lists, cues and the rules they combine are the same.
bool same_rule(const RuleSpec& a, const RuleSpec& b) {
    const auto& [id, title, statements, level, level_place, level_words, points, group, status, extends,
                 replaces, about, where, match, near, metrics, regexes, combine, script, conditions, except,
                 context, per_document, per_paragraph, examples, inherited, given] = a;
    // What came through `extends` stands in the rule itself by now; the rest is for readers and for the
    // score.
    (void)title, (void)level_place, (void)level_words, (void)points, (void)group, (void)extends;
    (void)replaces, (void)about, (void)examples, (void)inherited, (void)given;
    return same(id, b.id) && same(statements, b.statements) && (level >= 3) == (b.level >= 3) &&
           status == b.status && same(where, b.where) && same(match, b.match) && same_each(near, b.near) &&
           same_each(metrics, b.metrics) && same(regexes, b.regexes) && same(combine, b.combine) &&
           same(script, b.script) && same_each(conditions, b.conditions) &&
           same_all(except, b.except,
                    [](const ExceptSpec& x, const ExceptSpec& y) { return same(x.phrase, y.phrase); }) &&
           same(context, b.context) && per_document == b.limit_per_document &&
           per_paragraph == b.limit_per_paragraph;
}

using Names = std::set<std::string>;

bool names_any(const Text& phrase, const Names& lists) {
    for (const auto& [name, column] : match::lists_of(match::parse_phrase(phrase.value).phrase)) {
        if (lists.contains(name)) return true;
    }
    return false;
}

bool names_any(const std::vector<Text>& phrases, const Names& lists) {
    return std::any_of(phrases.begin(), phrases.end(), [&](const Text& t) { return names_any(t, lists); });
}

bool names_any(const RuleSpec& rule, const Names& lists) {
    const auto of = [&](const auto& specs, auto phrases) {
        return std::any_of(specs.begin(), specs.end(),
                           [&](const auto& spec) { return names_any(spec.*phrases, lists); });
    };
    if (names_any(rule.match, lists) || of(rule.near, &NearSpec::all) || of(rule.near, &NearSpec::any) ||
        of(rule.metrics, &MetricSpec::captures) || of(rule.conditions, &ConditionSpec::phrases) ||
        of(rule.except, &ExceptSpec::phrase))
        return true;
    if (!rule.script) return false;
    return names_any(rule.script->trigger, lists) ||
           std::any_of(rule.script->phrases.begin(), rule.script->phrases.end(),
                       [&](const std::vector<Text>& group) { return names_any(group, lists); });
}

/// Lists that are not the same in both packs, and those that stand on such.
Names changed_lists(const PackContent& before, const PackContent& after) {
    Names changed;
    std::map<std::string_view, const ListSpec*> old;
    for (const ListSpec& list : before.lists) old[list.name.value] = &list;
    for (const ListSpec& list : after.lists) {
        const auto found = old.find(list.name.value);
        if (found == old.end() || !same(found->second->entries, list.entries))
            changed.insert(list.name.value);
        if (found != old.end()) old.erase(found);
    }
    for (const auto& [name, list] : old) changed.insert(std::string(name));
    for (bool grew = !changed.empty(); grew;) {
        grew = false;
        for (const ListSpec& list : after.lists) {
            if (changed.contains(list.name.value) || !names_any(list.entries, changed)) continue;
            changed.insert(list.name.value);
            grew = true;
        }
    }
    return changed;
}

bool same_frame(const PackContent& before, const PackContent& after, const Names& lists) {
    if (before.frame_hash != after.frame_hash ||
        !same_all(before.cue_specs, after.cue_specs,
                  [](const CueSpec& a, const CueSpec& b) { return same_cue(a, b); }))
        return false;
    if (lists.empty()) return true;
    const auto& mentions = after.settings.evidence.mentions;
    return std::none_of(after.cue_specs.begin(), after.cue_specs.end(),
                        [&](const CueSpec& cue) { return names_any(cue.phrases, lists); }) &&
           std::none_of(mentions.begin(), mentions.end(),
                        [&](const MentionSpec& mention) { return names_any(mention.phrase, lists); });
}

}  // namespace

PackDelta compare_packs(const PackContent& before, const PackContent& after) {
    PackDelta delta;
    const Names lists = changed_lists(before, after);
    if (!same_frame(before, after, lists)) return delta;

    delta.carried.assign(before.specs.size(), -1);
    std::vector<bool> fresh(after.specs.size(), true);
    for (std::uint32_t r = 0; r < after.specs.size(); ++r) {
        const auto found = before.rule_by_id.find(after.specs[r].id.value);
        if (found == before.rule_by_id.end() || !same_rule(before.specs[found->second], after.specs[r]))
            continue;
        fresh[r] = !lists.empty() && names_any(after.specs[r], lists);
    }
    for (const std::uint32_t r : after.composites) {
        const CompiledRule& rule = after.rules[r];
        for (const auto* needs : {&rule.combine_all, &rule.combine_any, &rule.combine_none}) {
            for (const std::uint32_t n : *needs) fresh[r] = fresh[r] || fresh[n];
        }
    }
    for (std::uint32_t r = 0; r < fresh.size(); ++r) {
        if (fresh[r]) {
            delta.fresh.push_back(r);
        } else {
            delta.carried[before.rule_by_id.at(after.specs[r].id.value)] = static_cast<int>(r);
        }
    }
    delta.everything = delta.fresh.size() * 2 > after.specs.size();
    return delta;
}

PackSlice slice_pack(const PackContent& whole, const std::vector<std::uint32_t>& wanted) {
    std::set<std::uint32_t> rules(wanted.begin(), wanted.end());
    // Composites stand after those that they need.
    for (auto at = whole.composites.rbegin(); at != whole.composites.rend(); ++at) {
        if (!rules.contains(*at)) continue;
        const CompiledRule& rule = whole.rules[*at];
        for (const auto* needs : {&rule.combine_all, &rule.combine_any, &rule.combine_none})
            rules.insert(needs->begin(), needs->end());
    }
    PackSources sources;
    sources.settings = whole.settings;
    sources.framework = whole.framework;
    sources.scoring = whole.model;
    sources.scoring.weights.clear();
    sources.scoring.group_caps.clear();
    sources.spec.lists = whole.lists;
    sources.spec.cues = whole.cue_specs;
    sources.spec.groups = whole.groups;
    PackSlice slice;
    for (const std::uint32_t r : rules) {
        RuleSpec spec = whole.specs[r];
        spec.extends = {};
        sources.spec.rules.push_back(std::move(spec));
        slice.rules.push_back(r);
    }
    Diagnostics known;  // what compiling the whole pack told already
    slice.pack = compile_pack(std::move(sources), known);
    return slice;
}

}  // namespace assay::rules
