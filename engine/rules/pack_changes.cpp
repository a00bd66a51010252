#include "rules/pack_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "rules/same_spec.h"

namespace assay::rules {
namespace {

using Strings = std::vector<std::string>;

Strings values_of(const std::vector<Text>& texts) {
    Strings values;
    for (const Text& text : texts) values.push_back(text.value);
    return values;
}

Strings values_of(const std::vector<ExceptSpec>& except) {
    Strings values;
    for (const ExceptSpec& each : except) values.push_back(each.phrase.value);
    return values;
}

/// What `of` holds more often than `other` does.
Strings only_in(const Strings& of, Strings other) {
    Strings only;
    for (const std::string& each : of) {
        const auto found = std::find(other.begin(), other.end(), each);
        found == other.end() ? only.push_back(each) : void(other.erase(found));
    }
    return only;
}

const char* name_of(RuleStatus status) {
    return status == RuleStatus::active ? "active" : status == RuleStatus::draft ? "draft" : "off";
}

bool same_examples(const std::vector<ExampleSpec>& a, const std::vector<ExampleSpec>& b) {
    return same_all(a, b, [](const ExampleSpec& x, const ExampleSpec& y) {
        const auto place = [](const ExampleSpec& e) {
            return e.reference
                       ? fmt::format("{} {} {}", e.reference->report, e.reference->at, e.reference->hash)
                       : std::string();
        };
        return same(x.text, y.text) && x.blocked_by == y.blocked_by && place(x) == place(y);
    });
}

class RuleDiffer {
public:
    RuleDiffer(const RuleSpec& before, const RuleSpec& after) : a_(before), b_(after) {}

    std::vector<FieldChange> run() {
        value("title", a_.title.value, b_.title.value);
        value("statement", fmt::format("{}", fmt::join(values_of(a_.statements), " ")),
              fmt::format("{}", fmt::join(values_of(b_.statements), " ")));
        value("level", std::to_string(a_.level), std::to_string(b_.level));
        value("points", fmt::format("{}", a_.points), fmt::format("{}", b_.points));
        value("group", a_.group.value, b_.group.value);
        value("status", name_of(a_.status), name_of(b_.status));
        // A rule that is off is kept as its author wrote it, and what it extends is not in it.
        if (a_.status == RuleStatus::off || b_.status == RuleStatus::off) return std::move(fields_);
        differs("about", a_.about == b_.about);
        differs("where", same(a_.where, b_.where));
        entries("phrases", values_of(a_.match), values_of(b_.match));
        differs("near", same_each(a_.near, b_.near));
        differs("metric", same_each(a_.metrics, b_.metrics));
        entries("regex", values_of(a_.regexes), values_of(b_.regexes));
        differs("combine", same(a_.combine, b_.combine));
        differs("script", same(a_.script, b_.script));
        differs("conditions", same_each(a_.conditions, b_.conditions));
        entries("except", values_of(a_.except), values_of(b_.except));
        differs("context", same(a_.context, b_.context));
        limit("limit per document", a_.limit_per_document, b_.limit_per_document);
        limit("limit per paragraph", a_.limit_per_paragraph, b_.limit_per_paragraph);
        const ExamplesSpec &x = a_.examples, &y = b_.examples;
        differs("examples", same_examples(x.match, y.match) && same_examples(x.no_match, y.no_match) &&
                                same_examples(x.todo, y.todo));
        return std::move(fields_);
    }

private:
    void value(const char* field, const std::string& before, const std::string& after) {
        if (before != after) fields_.push_back({field, before, after, {}, {}});
    }

    void limit(const char* field, int before, int after) {
        const auto text = [](int n) { return n == 0 ? std::string("none") : std::to_string(n); };
        value(field, text(before), text(after));
    }

    void differs(const char* field, bool same) {
        if (!same) fields_.push_back({field, {}, {}, {}, {}});
    }

    void entries(const char* field, const Strings& before, const Strings& after) {
        if (before != after)
            fields_.push_back({field, {}, {}, only_in(after, before), only_in(before, after)});
    }

    const RuleSpec &a_, &b_;
    std::vector<FieldChange> fields_;
};

/// By id: the rules that are at work, and those that are off.
std::map<std::string_view, const RuleSpec*> rules_of(const PackContent& pack) {
    std::map<std::string_view, const RuleSpec*> by_id;
    for (const auto* specs : {&pack.specs, &pack.off}) {
        for (const RuleSpec& spec : *specs) by_id.emplace(spec.id.value, &spec);
    }
    return by_id;
}

/// Names of what is new, gone, or not what it was, those of `after` first.
template <class Spec, class Name, class Same>
Strings names_changed(const std::vector<Spec>& before, const std::vector<Spec>& after, Name name,
                      Same same_spec) {
    // Of several with one name the last counts.
    std::map<std::string_view, const Spec*> old, now;
    for (const Spec& each : before) old[name(each)] = &each;
    for (const Spec& each : after) now[name(each)] = &each;
    Strings changed;
    for (const auto& [id, spec] : now) {
        const auto found = old.find(id);
        if (found == old.end() || !same_spec(*found->second, *spec)) changed.emplace_back(id);
    }
    for (const auto& [id, spec] : old) {
        if (!now.contains(id)) changed.emplace_back(id);
    }
    return changed;
}

bool same_cuts(const CutPoints& a, const CutPoints& b) {
    return a.cut_points == b.cut_points && a.slope == b.slope && a.fitted == b.fitted;
}

// Points and levels are told with the rules; rules that only one pack has are told as such.
bool same_model(const PackContent& before, const PackContent& after) {
    const ScoringModel &a = before.model, &b = after.model;
    if (!same_cuts(a.cuts, b.cuts) || a.statement_cuts.size() != b.statement_cuts.size() ||
        a.conformal_threshold != b.conformal_threshold)
        return false;
    for (const auto& [statement, cuts] : a.statement_cuts) {
        const auto found = b.statement_cuts.find(statement);
        if (found == b.statement_cuts.end() || !same_cuts(cuts, found->second)) return false;
    }
    for (const auto& [id, index] : before.rule_by_id) {
        const auto found = after.rule_by_id.find(id);
        if (found != after.rule_by_id.end() && index < a.weights.size() && found->second < b.weights.size() &&
            a.weights[index].multiplier != b.weights[found->second].multiplier)
            return false;
    }
    return true;
}

std::string quoted(const Strings& entries) {
    return fmt::format("“{}”", fmt::join(entries, "”, “"));
}

std::string entries_text(const FieldChange& change) {
    constexpr std::size_t kMostQuoted = 2;
    if (change.added.empty() && change.removed.empty()) return change.field + " in another order";
    const auto tell = [&](const char* what, const Strings& entries) {
        if (entries.empty()) return std::string();
        return entries.size() <= kMostQuoted ? fmt::format(" {} {}", what, quoted(entries))
                                             : fmt::format(" {} {}", what, entries.size());
    };
    const std::string removed = tell("lost", change.removed), added = tell("gained", change.added);
    return change.field + removed + (removed.empty() || added.empty() ? "" : " and") + added;
}

std::string field_text(const FieldChange& change) {
    if (!change.added.empty() || !change.removed.empty() || change.field == "phrases" ||
        change.field == "regex" || change.field == "except")
        return entries_text(change);
    if (!change.before) return change.field;
    // Titles are sentences: that they changed is enough in a line.
    if (change.field == "title") return "title";
    const auto shown = [](const std::string& value) { return value.empty() ? std::string("none") : value; };
    return fmt::format("{} {} → {}", change.field, shown(*change.before), shown(*change.after));
}

}  // namespace

bool PackChanges::empty() const {
    return added.empty() && removed.empty() && changed.empty() && lists.empty() && groups.empty() && !cues &&
           !frame && !model;
}

PackChanges pack_changes(const PackContent& before, const PackContent& after) {
    PackChanges changes;
    const auto old = rules_of(before), now = rules_of(after);
    const auto compare = [&](const RuleSpec& spec) {
        const auto found = old.find(spec.id.value);
        if (found == old.end()) return changes.added.push_back(spec.id.value);
        std::vector<FieldChange> fields = RuleDiffer(*found->second, spec).run();
        if (!fields.empty()) changes.changed.push_back({spec.id.value, std::move(fields)});
    };
    for (const auto* specs : {&after.specs, &after.off}) std::for_each(specs->begin(), specs->end(), compare);
    for (const auto* specs : {&before.specs, &before.off}) {
        for (const RuleSpec& spec : *specs) {
            if (!now.contains(spec.id.value)) changes.removed.push_back(spec.id.value);
        }
    }
    changes.lists = names_changed(
        before.lists, after.lists, [](const ListSpec& list) { return std::string_view(list.name.value); },
        [](const ListSpec& a, const ListSpec& b) { return same(a.entries, b.entries); });
    changes.groups = names_changed(
        before.groups, after.groups, [](const GroupSpec& group) { return std::string_view(group.id.value); },
        [](const GroupSpec& a, const GroupSpec& b) { return a.cap == b.cap; });
    changes.cues = !same_all(before.cue_specs, after.cue_specs, same_cue);
    changes.frame = before.frame_hash != after.frame_hash;
    changes.model = !same_model(before, after);
    return changes;
}

std::string changes_text(const RuleChange& change) {
    Strings texts;
    for (const FieldChange& field : change.fields) texts.push_back(field_text(field));
    return fmt::format("{}", fmt::join(texts, "; "));
}

}  // namespace assay::rules
