// Lists that nobody uses, and entries that another entry makes idle.
#include <fmt/format.h>

#include <map>
#include <set>

#include "assay/document.h"
#include "match/inflect.h"
#include "rules/lint_parts.h"

namespace assay::rules {

namespace {

void mention(const match::Phrase& phrase, std::set<std::string>& out) {
    for (const auto& [list, column] : match::lists_of(phrase)) out.insert(list);
}

void mention(const std::string& phrase, std::set<std::string>& out) {
    if (phrase.find('@') != std::string::npos) mention(match::parse_phrase(phrase).phrase, out);
}

// Lists that some phrase, or a list in use, mentions.
std::set<std::string> lists_in_use(const PackContent& pack) {
    std::set<std::string> used;
    for (const std::string& phrase : pack.phrase_texts) mention(phrase, used);
    for (const RuleSpec& spec : pack.off) {
        for (const Text& text : spec.match) mention(text.value, used);
        for (const ConditionSpec& c : spec.conditions) {
            for (const Text& text : c.phrases) mention(text.value, used);
        }
    }
    std::vector<std::string> open(used.begin(), used.end());
    std::map<std::string, const ListSpec*> by_name;
    for (const ListSpec& list : pack.lists) by_name[list.name.value] = &list;
    while (!open.empty()) {
        const auto found = by_name.find(open.back());
        open.pop_back();
        if (found == by_name.end()) continue;
        std::set<std::string> inner;
        for (const Text& entry : found->second->entries) mention(entry.value, inner);
        for (const std::string& name : inner) {
            if (used.insert(name).second) open.push_back(name);
        }
    }
    return used;
}

void idle_entries(const LintContext& context, const ListSpec& list) {
    std::map<std::string, const Text*> seen;       // by folded text
    std::map<std::string, const Text*> inflected;  // form -> entry with ~
    const auto key_of = [](const match::Sequence& elements) -> std::optional<std::string> {
        std::string key;
        for (const match::Element& e : elements) {
            if (e.kind == match::ElementKind::word)
                key += fold(e.text) + ' ';
            else if (e.kind == match::ElementKind::inflected)
                key += '~' + fold(e.text) + ' ';
            else
                return std::nullopt;
        }
        return key;
    };
    struct Entry {
        const Text* text;
        match::Phrase phrase;
        std::string key;
    };
    std::vector<Entry> entries;
    for (const Text& text : list.entries) {
        auto parsed = match::parse_phrase(text.value);
        if (!parsed.errors.empty()) continue;
        auto key = key_of(parsed.phrase.elements);
        entries.push_back({&text, std::move(parsed.phrase), key ? *key : text.value});
    }
    for (const Entry& e : entries) {
        if (e.phrase.elements.size() != 1 || e.phrase.elements[0].kind != match::ElementKind::inflected)
            continue;
        for (const std::string& form : match::inflections(e.phrase.elements[0].text))
            inflected.try_emplace(form, e.text);
    }
    for (const Entry& e : entries) {
        const auto [first, fresh] = seen.try_emplace(e.key, e.text);
        const Text* by = fresh ? nullptr : first->second;
        if (by == nullptr && e.phrase.elements.size() == 1 &&
            e.phrase.elements[0].kind == match::ElementKind::word) {
            const auto covered = inflected.find(fold(e.phrase.elements[0].text));
            if (covered != inflected.end()) by = covered->second;
        }
        if (by == nullptr) continue;
        context.warn("W013", e.text->place,
                     fmt::format("`{}` adds nothing to the list `{}`: `{}` ({}:{}) finds it already.",
                                 e.text->value, list.name.value, by->value, by->place.file, by->place.line),
                     "Remove it.");
    }
}

}  // namespace

void lint_lists(const LintContext& context) {
    const std::set<std::string> used = lists_in_use(context.pack);
    // A pack without a framework is there for others to build on: they use its lists.
    const bool whole = !context.pack.framework.id.empty();
    for (const ListSpec& list : context.pack.lists) {
        if (whole && context.own(list.name.place) && used.count(list.name.value) == 0) {
            context.warn("W012", list.name.place,
                         fmt::format("No phrase uses the list `{}`.", list.name.value),
                         fmt::format("Remove it, or write @{} in a phrase.", list.name.value));
        }
        if (list.entries.empty()) {
            context.warn("W013", list.name.place,
                         fmt::format("The list `{}` has no entries, so phrases with it match nothing.",
                                     list.name.value),
                         "Write entries below it, one a line or with commas.");
        }
        idle_entries(context, list);
    }
}

}  // namespace assay::rules
