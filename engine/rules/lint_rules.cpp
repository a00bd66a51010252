// Lint of a rule by itself: examples, rationale, limits, composites.
#include <fmt/format.h>

#include <cctype>
#include <set>

#include "rules/lint_parts.h"
#include "rules/read_rules.h"

namespace assay::rules {

namespace {

class RuleLint {
public:
    RuleLint(const LintContext& context, std::uint32_t r)
        : in_(context), spec_(context.pack.specs[r]), rule_(context.pack.rules[r]) {}

    void run() {
        if (!in_.own(spec_.id.place)) return;
        examples();
        if (spec_.about.find("rationale") == spec_.about.end()) {
            in_.report(usual(), "W003", spec_.id.place,
                       fmt::format("The rule `{}` does not say why it counts.", id()),
                       "Add about: {rationale: …}; readers of a score see it.");
        }
        limits();
        for (std::size_t m = 0; m < rule_.metrics.size(); ++m) {
            if (gives(spec_, "metric")) lint_metric(in_, spec_.metrics[m], rule_.metrics[m]);
        }
        where();
        context();
        composite();
    }

private:
    const std::string& id() const { return spec_.id.value; }
    // Drafts may be unfinished.
    Severity usual() const { return spec_.status == RuleStatus::draft ? Severity::note : Severity::warning; }

    void examples() {
        const ExamplesSpec& e = spec_.examples;
        // A second `examples:` would be a mistake.
        const bool some = !e.match.empty() || !e.no_match.empty() || !e.todo.empty();
        const auto add = [&](const char* key, const char* sentence) {
            return some ? fmt::format("Below `examples:` add `{}: [{}]`.", key, sentence)
                        : fmt::format("Add `examples: {{{}: [{}]}}`.", key, sentence);
        };
        if (e.match.empty()) {
            in_.report(usual(), "W001", spec_.id.place,
                       fmt::format("The rule `{}` has no example that it must match.", id()),
                       add("match", "a sentence that it finds"));
        }
        if (e.no_match.empty()) {
            in_.report(usual(), "W002", spec_.id.place,
                       fmt::format("The rule `{}` has no example that it must not match.", id()),
                       add("no_match", "a sentence that looks alike but does not count"));
        }
        std::set<std::string> texts;
        const auto once = [&](const std::vector<ExampleSpec>& examples) {
            for (const ExampleSpec& example : examples) {
                const std::string& what = example.reference ? example.reference->hash : example.text.value;
                if (texts.insert(what).second) continue;
                in_.warn("W004", example.text.place, "This example is there twice.",
                         "Remove one of the two.");
            }
        };
        for (const auto* examples : {&e.match, &e.no_match, &e.todo}) {
            for (const ExampleSpec& example : *examples) torn(example);
        }
        once(e.match);
        once(e.no_match);
        once(e.todo);
    }

    // Examples of which YAML took only a part.
    void torn(const ExampleSpec& example) {
        const std::string& text = example.text.value;
        if (text.empty()) return;
        if (!example.cut_off.empty()) {
            in_.warn("W020", example.text.place,
                     fmt::format("Only “{}” is read: # after a blank begins a remark.", text),
                     fmt::format("Put the sentence in quotes: \"{} {}\".", text, example.cut_off));
            return;
        }
        const auto blanks = std::count(text.begin(), text.end(), ' ');
        const bool small = std::islower(static_cast<unsigned char>(text.front())) != 0;
        if (!example.in_brackets || (blanks > 1 && !small)) return;
        in_.warn("W020", example.text.place, fmt::format("“{}” is read as an example of its own.", text),
                 "In […] a comma parts examples: write each below a dash, or in quotes.");
    }

    void limits() {
        if (!gives(spec_, "limit")) return;
        const int document = spec_.limit_per_document;
        const int paragraph = spec_.limit_per_paragraph;
        if (document > 0 && paragraph > document) {
            in_.warn("W005", spec_.id.place,
                     fmt::format("`limit` allows {} findings a paragraph but only {} a document.", paragraph,
                                 document),
                     "Lower per_paragraph, or leave it out.");
        }
        if (spec_.combine) {
            in_.warn("W005", spec_.id.place, "`limit` does nothing in a rule with `combine`.",
                     "Put the limit on the rules that it combines.");
        }
    }

    void where() {
        if (!gives(spec_, "where")) return;
        for (const Text& section : spec_.where.not_sections) {
            for (const Text& other : spec_.where.sections) {
                if (section.value != other.value) continue;
                in_.warn("W007", section.place,
                         fmt::format("The section `{}` is both asked for and left out.", section.value),
                         "Remove it from one of the two; one of `section` and `not_section` is enough.");
            }
        }
    }

    void context() {
        if (!gives(spec_, "context")) return;
        for (const auto& entry : spec_.context) {
            const std::string& kind = entry.first;
            const auto& cues = in_.pack.cue_specs;
            const bool any = std::any_of(cues.begin(), cues.end(),
                                         [&](const CueSpec& c) { return c.kind == kind && !c.pseudo; });
            if (any) continue;
            in_.warn("W008", spec_.id.place,
                     fmt::format("`context` speaks of {}, for which the pack has no cues.", kind),
                     "Add cues of that kind, or remove the line.");
        }
    }

    void composite() {
        if (!spec_.combine || spec_.status != RuleStatus::active) return;
        const auto check = [&](const std::vector<Text>& ids) {
            for (const Text& needed : ids) {
                const auto found = in_.pack.rule_by_id.find(needed.value);
                if (found == in_.pack.rule_by_id.end()) continue;
                if (in_.pack.specs[found->second].status == RuleStatus::draft) {
                    in_.warn("W009", needed.place,
                             fmt::format("`{}` is a draft, which is not scored and so never fires here.",
                                         needed.value),
                             "Make it active, or make this rule a draft too.");
                }
                if (in_.pack.specs[found->second].script) {
                    in_.warn("W009", needed.place,
                             fmt::format("`{}` is written in Lua; `combine` does not see it.", needed.value),
                             "Combine rules written in YAML, or do the combining in Lua.");
                }
            }
        };
        check(spec_.combine->all);
        check(spec_.combine->any);
        check(spec_.combine->none);
    }

    const LintContext& in_;
    const RuleSpec& spec_;
    const CompiledRule& rule_;
};

}  // namespace

void lint_rules(const LintContext& context) {
    for (std::uint32_t r = 0; r < context.pack.specs.size(); ++r) RuleLint(context, r).run();
    for (const GroupSpec& group : context.pack.groups) {
        if (!context.own(group.id.place)) continue;
        std::size_t members = 0;
        double most = 0;
        for (const RuleSpec& spec : context.pack.specs) {
            if (spec.group.value != group.id.value) continue;
            ++members;
            most = std::max(most, spec.points);
        }
        if (members == 0) {
            context.warn("W010", group.id.place, fmt::format("No rule is of the group `{}`.", group.id.value),
                         "Remove it, or give rules `group:`.");
        }
    }
}

}  // namespace assay::rules
