#include "rules/pack_delta.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "rules/compile.h"

namespace assay::rules {
namespace {

// Structured bindings name every member, so that a new one is not forgotten here.

bool same(const Text& a, const Text& b) {
    return a.value == b.value;
}

template <class T, class Same>
bool same_all(const std::vector<T>& a, const std::vector<T>& b, Same same_one) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_one);
}

bool same(const std::vector<Text>& a, const std::vector<Text>& b) {
    return same_all(a, b, [](const Text& x, const Text& y) { return same(x, y); });
}

bool same(const CueAction& a, const CueAction& b) {
    return a.kind == b.kind && a.factor == b.factor;
}

bool same(const NearSpec& a, const NearSpec& b) {
    const auto& [all, any, within] = a;
    return same(all, b.all) && same(any, b.any) && within == b.within;
}

bool same(const MetricSpec& a, const MetricSpec& b) {
    const auto& [captures, test, unit, better] = a;
    return same(captures, b.captures) && same(test, b.test) && unit == b.unit && better == b.better;
}

bool same(const ConditionSpec& a, const ConditionSpec& b) {
    const auto& [kind, scope, phrases] = a;
    return kind == b.kind && scope == b.scope && same(phrases, b.phrases);
}

bool same(const WhereSpec& a, const WhereSpec& b) {
    const auto& [sections, not_sections, speakers, places] = a;
    (void)places;
    return same(sections, b.sections) && same(not_sections, b.not_sections) && speakers == b.speakers;
}

bool same(const std::optional<CombineSpec>& a, const std::optional<CombineSpec>& b) {
    if (!a || !b) return !a && !b;
    const auto& [all, any, none, at_least] = *a;
    return same(all, b->all) && same(any, b->any) && same(none, b->none) && at_least == b->at_least;
}

bool same(const std::optional<ScriptSpec>& a, const std::optional<ScriptSpec>& b) {
    if (!a || !b) return !a && !b;
    const auto& [file, source, index, phrases, trigger] = *a;
    (void)file;
    return source == b->source && index == b->index && same(trigger, b->trigger) &&
           same_all(phrases, b->phrases,
                    [](const std::vector<Text>& x, const std::vector<Text>& y) { return same(x, y); });
}

bool same(const std::map<std::string, CueAction>& a, const std::map<std::string, CueAction>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.first == y.first && same(x.second, y.second);
    });
}

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
           status == b.status && same(where, b.where) && same(match, b.match) &&
           same_all(near, b.near, [](const NearSpec& x, const NearSpec& y) { return same(x, y); }) &&
           same_all(metrics, b.metrics,
                    [](const MetricSpec& x, const MetricSpec& y) { return same(x, y); }) &&
           same(regexes, b.regexes) && same(combine, b.combine) && same(script, b.script) &&
           same_all(conditions, b.conditions,
                    [](const ConditionSpec& x, const ConditionSpec& y) { return same(x, y); }) &&
           same_all(except, b.except,
                    [](const ExceptSpec& x, const ExceptSpec& y) { return same(x.phrase, y.phrase); }) &&
           same(context, b.context) && per_document == b.limit_per_document &&
           per_paragraph == b.limit_per_paragraph;
}

bool same_cue(const CueSpec& a, const CueSpec& b) {
    const auto& [kind, pseudo, direction, within, action, applies_to, speaker, phrases, place] = a;
    (void)place;
    return kind == b.kind && pseudo == b.pseudo && direction == b.direction && within == b.within &&
           same(action, b.action) && applies_to == b.applies_to && speaker == b.speaker &&
           same(phrases, b.phrases);
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
