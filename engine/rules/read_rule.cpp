#include "rules/read_rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "rules/read_examples.h"
#include "rules/read_rules.h"

namespace assay::rules {

namespace {

bool good_id(const std::string& id) {
    if (id.empty() || id.front() == '.' || id.back() == '.') return false;
    return std::all_of(id.begin(), id.end(), [](char c) {
        return std::islower(static_cast<unsigned char>(c)) != 0 ||
               std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-';
    });
}

constexpr std::array kEvidence{"match", "near", "metric", "regex", "combine"};

class RuleReader {
public:
    RuleReader(const YamlReader& in, const YamlNode& node) : in_(in), node_(node) {}

    std::optional<RuleSpec> run() {
        if (!in_.map(node_, "a rule", rule_keys())) return std::nullopt;
        for (const auto& entry : node_) {
            if (entry.first.is_scalar()) rule_.given.push_back(entry.first.scalar());
        }
        identity();
        evidence();
        restrictions();
        if (has("examples")) rule_.examples = read_examples(in_, node_["examples"]);
        return std::move(rule_);
    }

private:
    bool has(const char* key) const { return node_[key].is_defined(); }

    void identity() {
        if (has("id")) {
            if (auto id = in_.text(node_["id"], "`id`")) {
                if (!good_id(id->value)) {
                    in_.error("R006", node_["id"], fmt::format("`{}` cannot be a rule's id.", id->value),
                              "Use lower-case letters, digits, hyphens and dots: learning.from-complaints.");
                }
                rule_.id = std::move(*id);
            }
        } else if (!in_.misspelt(node_, "id")) {
            in_.error("R007", node_, "The rule has no `id`.",
                      "Add a line like `id: learning.from-complaints`.");
        }
        if (has("extends")) {
            if (auto t = in_.text(node_["extends"], "`extends`")) rule_.extends = std::move(*t);
        }
        if (has("title")) {
            if (auto t = in_.text(node_["title"], "`title`")) rule_.title = std::move(*t);
        } else if (!has("extends")) {
            missing("title", "title: Learning from feedback changes practice");
        }
        if (has("level")) {
            rule_.level_place = in_.place(node_["level"]);
            const YamlNode level = node_["level"];
            const bool words = level.is_scalar() && !level.scalar().empty() &&
                               std::isalpha(static_cast<unsigned char>(level.scalar().front())) != 0;
            // Which number a word stands for is known to the framework.
            if (words)
                rule_.level_words = level.scalar();
            else
                rule_.level = in_.integer(level, "`level`", 1, 4).value_or(0);
        } else if (!has("extends")) {
            missing("level", "level: 3");
        }
        if (has("points")) {
            rule_.points = in_.number(node_["points"], "`points`", 0.01, 100).value_or(0);
        } else if (!has("extends")) {
            missing("points", "points: 2");
        }
        if (has("statement")) rule_.statements = in_.texts(node_["statement"], "`statement`");
        if (has("group")) {
            if (auto t = in_.text(node_["group"], "`group`")) rule_.group = std::move(*t);
        }
        if (has("status")) {
            const auto status =
                in_.one_of(node_["status"], "`status`", {"active", "draft", "off"}).value_or("active");
            rule_.status = status == "off"     ? RuleStatus::off
                           : status == "draft" ? RuleStatus::draft
                                               : RuleStatus::active;
        }
        if (has("replaces")) rule_.replaces = in_.boolean(node_["replaces"], "`replaces`").value_or(false);
        if (has("about") && in_.map(node_["about"], "`about`", {"author", "since", "rationale", "source"})) {
            for (const auto& entry : node_["about"]) {
                if (auto t = in_.text(entry.second, fmt::format("`{}`", entry.first.scalar()))) {
                    rule_.about[entry.first.scalar()] = t->value;
                }
            }
        }
    }

    void missing(const std::string& key, const std::string& example) {
        if (in_.misspelt(node_, key)) return;
        const Place at = rule_.id.value.empty() ? in_.place(node_) : rule_.id.place;
        in_.report(Severity::error, "R007", at,
                   rule_.id.value.empty() ? fmt::format("The rule has no `{}`.", key)
                                          : fmt::format("The rule `{}` has no `{}`.", rule_.id.value, key),
                   fmt::format("Add a line like `{}`.", example));
    }

    void evidence() {
        if (has("match")) rule_.match = in_.phrases(node_["match"], "`match`");
        if (has("regex")) rule_.regexes = in_.phrases(node_["regex"], "`regex`");
        if (has("near") && node_["near"].is_sequence() && node_["near"].size() > 0 &&
            node_["near"][0].is_scalar()) {
            std::string entries;
            for (const auto& entry : node_["near"]) {
                if (entry.is_scalar())
                    entries += fmt::format("{}\"{}\"", entries.empty() ? "" : ", ", entry.scalar());
            }
            in_.error("Y003", node_["near"],
                      "`near` needs keys: `all`, and how many words apart they may stand.",
                      fmt::format("Write near: {{all: [{}], within: 5}}.", entries));
        } else if (has("near")) {
            each_entry(node_["near"], [&](const YamlNode& n) {
                if (!in_.map(n, "`near`", {"all", "any", "within"})) return;
                NearSpec near;
                if (n["all"].is_defined()) near.all = in_.phrases(n["all"], "`near: all`");
                if (n["any"].is_defined()) near.any = in_.phrases(n["any"], "`near: any`");
                if (n["within"].is_defined())
                    near.within = in_.integer(n["within"], "`within`", 1, 100).value_or(10);
                if (near.all.size() + (near.any.empty() ? 0 : 1) < 2) {
                    in_.error("R008", n, "`near` needs at least two things that stand near each other.",
                              "Write near: {all: [\"@feedback\", \"@acts-on\"], within: 10}.");
                    return;
                }
                rule_.near.push_back(std::move(near));
            });
        }
        if (has("metric")) {
            each_entry(node_["metric"], [&](const YamlNode& n) { metric(n); });
        }
        if (has("combine") && in_.map(node_["combine"], "`combine`", {"all", "any", "none", "at_least"})) {
            const YamlNode n = node_["combine"];
            CombineSpec combine;
            if (n["all"].is_defined()) combine.all = in_.texts(n["all"], "`combine: all`");
            if (n["any"].is_defined()) combine.any = in_.texts(n["any"], "`combine: any`");
            if (n["none"].is_defined()) combine.none = in_.texts(n["none"], "`combine: none`");
            if (n["at_least"].is_defined()) {
                combine.at_least = in_.integer(n["at_least"], "`at_least`", 1, 1000).value_or(0);
                if (combine.at_least > static_cast<int>(combine.any.size())) {
                    in_.error("R009", n["at_least"],
                              fmt::format("`at_least` asks for {} of {} rules.", combine.at_least,
                                          combine.any.size()),
                              "List more rules under `any`, or ask for fewer.");
                }
            }
            if (combine.all.empty() && combine.any.empty() && !in_.misspelt(n, "all") &&
                !in_.misspelt(n, "any")) {
                in_.error("R008", n, "`combine` names no rule that must have fired.",
                          "Give `all` or `any` a list of rule ids.");
            }
            rule_.combine = std::move(combine);
        }
        if (!has("extends") && rule_.match.empty() && rule_.regexes.empty() && rule_.near.empty() &&
            rule_.metrics.empty() && !rule_.combine && !has("match") && !has("near") && !has("metric") &&
            !has("regex") && !has("combine") && !misspelt_evidence()) {
            const Place at = rule_.id.value.empty() ? in_.place(node_) : rule_.id.place;
            in_.report(Severity::error, "R010", at, "The rule says nothing that it looks for.",
                       "Add `match: |` with one phrase a line (or `near`, `metric`, `regex`, `combine`).");
        }
    }

    bool misspelt_evidence() const {
        return std::any_of(kEvidence.begin(), kEvidence.end(),
                           [&](const char* key) { return in_.misspelt(node_, key); });
    }

    void metric(const YamlNode& n) {
        if (!in_.map(n, "`metric`", {"capture", "test", "unit", "better"})) return;
        MetricSpec metric;
        if (n["capture"].is_defined()) {
            metric.captures = in_.phrases(n["capture"], "`capture`");
        } else if (!in_.misspelt(n, "capture")) {
            in_.error("R007", n, "`metric` has no `capture`.",
                      "Add capture: \"{percent} of people were satisfied\".");
        }
        if (n["test"].is_defined()) {
            if (auto t = in_.text(n["test"], "`test`")) metric.test = std::move(*t);
        } else if (!in_.misspelt(n, "test")) {
            in_.error("R007", n, "`metric` has no `test`.", "Add test: \">= 90\".");
        }
        if (n["unit"].is_defined()) {
            if (auto t = in_.text(n["unit"], "`unit`")) metric.unit = std::move(*t);
        }
        if (n["better"].is_defined()) {
            const auto better = in_.one_of(n["better"], "`better`", {"lower", "higher"}).value_or("");
            metric.better = better == "lower"    ? MetricSpec::Better::lower
                            : better == "higher" ? MetricSpec::Better::higher
                                                 : MetricSpec::Better::unstated;
        }
        rule_.metrics.push_back(std::move(metric));
    }

    void condition(const char* key, ConditionSpec::Kind kind) {
        if (!has(key)) return;
        each_entry(node_[key], [&](const YamlNode& n) {
            ConditionSpec condition{kind, Scope::sentence, {}};
            if (n.is_map()) {
                if (!in_.map(n, fmt::format("`{}`", key), {"in", "phrases"})) return;
                if (n["in"].is_defined()) {
                    const auto scope =
                        in_.one_of(n["in"], "`in`", {"sentence", "paragraph", "section", "document"})
                            .value_or("sentence");
                    condition.scope = scope == "paragraph"  ? Scope::paragraph
                                      : scope == "section"  ? Scope::section
                                      : scope == "document" ? Scope::document
                                                            : Scope::sentence;
                }
                if (!n["phrases"].is_defined()) {
                    if (in_.misspelt(n, "phrases")) return;
                    in_.error("R007", n, fmt::format("`{}` has no `phrases`.", key),
                              "Add phrases: \"@planned\".");
                    return;
                }
                condition.phrases = in_.phrases(n["phrases"], "`phrases`");
            } else {
                condition.phrases = in_.phrases(n, fmt::format("`{}`", key));
            }
            if (!condition.phrases.empty()) rule_.conditions.push_back(std::move(condition));
        });
    }

    void restrictions() {
        if (has("where") && in_.map(node_["where"], "`where`", {"section", "not_section", "speaker"})) {
            const YamlNode n = node_["where"];
            if (n["section"].is_defined()) rule_.where.sections = in_.texts(n["section"], "`section`");
            if (n["not_section"].is_defined())
                rule_.where.not_sections = in_.texts(n["not_section"], "`not_section`");
            if (n["speaker"].is_defined() && in_.map(n["speaker"], "`speaker`", {})) {
                for (const auto& entry : n["speaker"]) {
                    if (auto f = in_.number(entry.second,
                                            fmt::format("The factor of `{}`", entry.first.scalar()), 0, 1)) {
                        const std::string& name = entry.first.scalar();
                        rule_.where.speakers[name] = *f;
                        rule_.where.speaker_places[name] = in_.place(entry.first, characters(name));
                    }
                }
            }
        }
        condition("all", ConditionSpec::Kind::all);
        condition("any", ConditionSpec::Kind::any);
        condition("none", ConditionSpec::Kind::none);
        if (has("except")) {
            each_entry(node_["except"], [&](const YamlNode& n) {
                if (n.is_scalar()) {
                    for (Text& phrase : in_.phrases(n, "`except`"))
                        rule_.except.push_back({std::move(phrase), {}});
                    return;
                }
                if (!in_.map(n, "an exception", {"phrase", "example"})) return;
                if (!n["phrase"].is_defined()) {
                    if (in_.misspelt(n, "phrase")) return;
                    in_.error("R007", n, "The exception has no `phrase`.",
                              "Add phrase: used to inform the authority.");
                    return;
                }
                Text example;
                if (n["example"].is_defined()) example = in_.text(n["example"], "`example`").value_or(Text{});
                for (Text& phrase : in_.phrases(n["phrase"], "`phrase`"))
                    rule_.except.push_back({std::move(phrase), example});
            });
        }
        if (has("context") && in_.map(node_["context"], "`context`", cue_kinds())) {
            for (const auto& entry : node_["context"]) {
                if (auto action =
                        read_cue_action(in_, entry.second, fmt::format("`{}`", entry.first.scalar()))) {
                    rule_.context[entry.first.scalar()] = *action;
                }
            }
        }
        if (has("limit") && in_.map(node_["limit"], "`limit`", {"per_document", "per_paragraph"})) {
            const YamlNode n = node_["limit"];
            if (n["per_document"].is_defined()) {
                rule_.limit_per_document =
                    in_.integer(n["per_document"], "`per_document`", 1, 1000).value_or(0);
            }
            if (n["per_paragraph"].is_defined()) {
                rule_.limit_per_paragraph =
                    in_.integer(n["per_paragraph"], "`per_paragraph`", 1, 1000).value_or(0);
            }
        }
    }

    const YamlReader& in_;
    const YamlNode node_;
    RuleSpec rule_;
};

}  // namespace

std::optional<CueAction> read_cue_action(const YamlReader& in, const YamlNode& node, std::string_view what) {
    if (node.is_scalar()) {
        const std::string& s = node.scalar();
        if (s == "drop") return CueAction{CueAction::Kind::drop, 0};
        if (s == "flip") return CueAction{CueAction::Kind::flip, 1};
        if (s == "keep") return CueAction{CueAction::Kind::keep, 1};
        if (!s.empty() && std::isalpha(static_cast<unsigned char>(s.front())) != 0) {
            (void)in.one_of(node, what, {"drop", "flip", "keep"});
            return std::nullopt;
        }
    }
    const auto factor = in.number(node, what, 0.01, 1);
    if (!factor) return std::nullopt;
    return CueAction{CueAction::Kind::factor, *factor};
}

std::optional<RuleSpec> read_rule(const YamlReader& in, const YamlNode& node) {
    return RuleReader(in, node).run();
}

}  // namespace assay::rules
