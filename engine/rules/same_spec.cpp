#include "rules/same_spec.h"

namespace assay::rules {

// Structured bindings name every member, so that a new one is not forgotten here.

bool same(const Text& a, const Text& b) {
    return a.value == b.value;
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
    return same(captures, b.captures) && same(test, b.test) && same(unit, b.unit) && better == b.better;
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

bool same_cue(const CueSpec& a, const CueSpec& b) {
    const auto& [kind, pseudo, direction, within, action, applies_to, speaker, phrases, place] = a;
    (void)place;
    return kind == b.kind && pseudo == b.pseudo && direction == b.direction && within == b.within &&
           same(action, b.action) && applies_to == b.applies_to && speaker == b.speaker &&
           same(phrases, b.phrases);
}

}  // namespace assay::rules
