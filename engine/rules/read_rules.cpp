#include "rules/read_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace assay::rules {

namespace {

std::uint32_t characters(std::string_view s) {
    return static_cast<std::uint32_t>(std::count_if(
        s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool good_id(const std::string& id) {
    if (id.empty() || id.front() == '.' || id.back() == '.') return false;
    return std::all_of(id.begin(), id.end(), [](char c) {
        return std::islower(static_cast<unsigned char>(c)) != 0 ||
               std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-';
    });
}

std::optional<CueAction> read_action(const YamlReader& in, const YAML::Node& node, std::string_view what) {
    if (node.IsScalar()) {
        const std::string& s = node.Scalar();
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

constexpr std::array kEvidence{"match", "near", "metric", "regex", "combine"};

class RuleReader {
public:
    RuleReader(const YamlReader& in, const YAML::Node& node) : in_(in), whole_(node), node_(node) {}

    std::optional<RuleSpec> run() {
        if (!in_.map(whole_, "a rule", rule_keys())) return std::nullopt;
        for (const auto& entry : whole_) {
            if (entry.first.IsScalar()) rule_.given.push_back(entry.first.Scalar());
        }
        identity();
        evidence();
        restrictions();
        examples();
        return std::move(rule_);
    }

private:
    bool has(const char* key) const { return node_[key].IsDefined(); }

    void identity() {
        if (has("id")) {
            if (auto id = in_.text(node_["id"], "`id`")) {
                if (!good_id(id->value)) {
                    in_.error("R006", node_["id"], fmt::format("`{}` cannot be a rule's id.", id->value),
                              "Use lower-case letters, digits, hyphens and dots: learning.from-complaints.");
                }
                rule_.id = std::move(*id);
            }
        } else if (!in_.misspelt(whole_, "id")) {
            in_.error("R007", whole_, "The rule has no `id`.",
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
            const YAML::Node level = node_["level"];
            const bool words = level.IsScalar() && !level.Scalar().empty() &&
                               std::isalpha(static_cast<unsigned char>(level.Scalar().front())) != 0;
            // Which number a word stands for is known to the framework.
            if (words)
                rule_.level_words = level.Scalar();
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
                if (auto t = in_.text(entry.second, fmt::format("`{}`", entry.first.Scalar()))) {
                    rule_.about[entry.first.Scalar()] = t->value;
                }
            }
        }
    }

    void missing(const std::string& key, const std::string& example) {
        if (in_.misspelt(whole_, key)) return;
        const Place at = rule_.id.value.empty() ? in_.place(whole_) : rule_.id.place;
        in_.report(Severity::error, "R007", at,
                   rule_.id.value.empty() ? fmt::format("The rule has no `{}`.", key)
                                          : fmt::format("The rule `{}` has no `{}`.", rule_.id.value, key),
                   fmt::format("Add a line like `{}`.", example));
    }

    void evidence() {
        if (has("match")) rule_.match = in_.phrases(node_["match"], "`match`");
        if (has("regex")) rule_.regexes = in_.phrases(node_["regex"], "`regex`");
        if (has("near") && node_["near"].IsSequence() && node_["near"].size() > 0 &&
            node_["near"][0].IsScalar()) {
            std::string entries;
            for (const auto& entry : node_["near"]) {
                if (entry.IsScalar())
                    entries += fmt::format("{}\"{}\"", entries.empty() ? "" : ", ", entry.Scalar());
            }
            in_.error("Y003", node_["near"],
                      "`near` needs keys: `all`, and how many words apart they may stand.",
                      fmt::format("Write near: {{all: [{}], within: 5}}.", entries));
        } else if (has("near")) {
            each(node_["near"], [&](const YAML::Node& n) {
                if (!in_.map(n, "`near`", {"all", "any", "within"})) return;
                NearSpec near;
                if (n["all"].IsDefined()) near.all = in_.phrases(n["all"], "`near: all`");
                if (n["any"].IsDefined()) near.any = in_.phrases(n["any"], "`near: any`");
                if (n["within"].IsDefined())
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
            each(node_["metric"], [&](const YAML::Node& n) { metric(n); });
        }
        if (has("combine") && in_.map(node_["combine"], "`combine`", {"all", "any", "none", "at_least"})) {
            const YAML::Node n = node_["combine"];
            CombineSpec combine;
            if (n["all"].IsDefined()) combine.all = in_.texts(n["all"], "`combine: all`");
            if (n["any"].IsDefined()) combine.any = in_.texts(n["any"], "`combine: any`");
            if (n["none"].IsDefined()) combine.none = in_.texts(n["none"], "`combine: none`");
            if (n["at_least"].IsDefined()) {
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
            const Place at = rule_.id.value.empty() ? in_.place(whole_) : rule_.id.place;
            in_.report(Severity::error, "R010", at, "The rule says nothing that it looks for.",
                       "Add `match: |` with one phrase a line (or `near`, `metric`, `regex`, `combine`).");
        }
    }

    bool misspelt_evidence() const {
        return std::any_of(kEvidence.begin(), kEvidence.end(),
                           [&](const char* key) { return in_.misspelt(whole_, key); });
    }

    void metric(const YAML::Node& n) {
        if (!in_.map(n, "`metric`", {"capture", "test", "unit", "better"})) return;
        MetricSpec metric;
        if (n["capture"].IsDefined()) {
            metric.captures = in_.phrases(n["capture"], "`capture`");
        } else if (!in_.misspelt(n, "capture")) {
            in_.error("R007", n, "`metric` has no `capture`.",
                      "Add capture: \"{percent} of people were satisfied\".");
        }
        if (n["test"].IsDefined()) {
            if (auto t = in_.text(n["test"], "`test`")) metric.test = std::move(*t);
        } else if (!in_.misspelt(n, "test")) {
            in_.error("R007", n, "`metric` has no `test`.", "Add test: \">= 90\".");
        }
        if (n["unit"].IsDefined()) {
            if (auto t = in_.text(n["unit"], "`unit`")) metric.unit = t->value;
        }
        if (n["better"].IsDefined()) {
            const auto better = in_.one_of(n["better"], "`better`", {"lower", "higher"}).value_or("");
            metric.better = better == "lower"    ? MetricSpec::Better::lower
                            : better == "higher" ? MetricSpec::Better::higher
                                                 : MetricSpec::Better::unstated;
        }
        rule_.metrics.push_back(std::move(metric));
    }

    template <class Read>
    void each(const YAML::Node& node, Read read) {
        if (!node.IsSequence()) return read(node);
        for (const auto& item : node) read(item);
    }

    void condition(const char* key, ConditionSpec::Kind kind) {
        if (!has(key)) return;
        each(node_[key], [&](const YAML::Node& n) {
            ConditionSpec condition{kind, Scope::sentence, {}};
            if (n.IsMap()) {
                if (!in_.map(n, fmt::format("`{}`", key), {"in", "phrases"})) return;
                if (n["in"].IsDefined()) {
                    const auto scope =
                        in_.one_of(n["in"], "`in`", {"sentence", "paragraph", "section", "document"})
                            .value_or("sentence");
                    condition.scope = scope == "paragraph"  ? Scope::paragraph
                                      : scope == "section"  ? Scope::section
                                      : scope == "document" ? Scope::document
                                                            : Scope::sentence;
                }
                if (!n["phrases"].IsDefined()) {
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
            const YAML::Node n = node_["where"];
            if (n["section"].IsDefined()) rule_.where.sections = in_.texts(n["section"], "`section`");
            if (n["not_section"].IsDefined())
                rule_.where.not_sections = in_.texts(n["not_section"], "`not_section`");
            if (n["speaker"].IsDefined() && in_.map(n["speaker"], "`speaker`", {})) {
                for (const auto& entry : n["speaker"]) {
                    if (auto f = in_.number(entry.second,
                                            fmt::format("The factor of `{}`", entry.first.Scalar()), 0, 1)) {
                        const std::string& name = entry.first.Scalar();
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
            each(node_["except"], [&](const YAML::Node& n) {
                if (n.IsScalar()) {
                    for (Text& phrase : in_.phrases(n, "`except`"))
                        rule_.except.push_back({std::move(phrase), {}});
                    return;
                }
                if (!in_.map(n, "an exception", {"phrase", "example"})) return;
                if (!n["phrase"].IsDefined()) {
                    if (in_.misspelt(n, "phrase")) return;
                    in_.error("R007", n, "The exception has no `phrase`.",
                              "Add phrase: used to inform the authority.");
                    return;
                }
                Text example;
                if (n["example"].IsDefined()) example = in_.text(n["example"], "`example`").value_or(Text{});
                for (Text& phrase : in_.phrases(n["phrase"], "`phrase`"))
                    rule_.except.push_back({std::move(phrase), example});
            });
        }
        if (has("context") && in_.map(node_["context"], "`context`", cue_kinds())) {
            for (const auto& entry : node_["context"]) {
                if (auto action = read_action(in_, entry.second, fmt::format("`{}`", entry.first.Scalar()))) {
                    rule_.context[entry.first.Scalar()] = *action;
                }
            }
        }
        if (has("limit") && in_.map(node_["limit"], "`limit`", {"per_document", "per_paragraph"})) {
            const YAML::Node n = node_["limit"];
            if (n["per_document"].IsDefined()) {
                rule_.limit_per_document =
                    in_.integer(n["per_document"], "`per_document`", 1, 1000).value_or(0);
            }
            if (n["per_paragraph"].IsDefined()) {
                rule_.limit_per_paragraph =
                    in_.integer(n["per_paragraph"], "`per_paragraph`", 1, 1000).value_or(0);
            }
        }
    }

    // What stands behind a plain text on its line, where YAML reads a comment.
    std::string comment_behind(const YAML::Node& node) const {
        const YAML::Mark mark = node.Mark();
        const auto row = static_cast<std::size_t>(std::max(mark.line, 0));
        if (row >= in_.file().lines.size()) return {};
        const std::string& line = in_.file().lines[row];
        const auto column = static_cast<std::size_t>(std::max(mark.column, 0));
        if (column >= line.size() || line[column] == '"' || line[column] == '\'' || line[column] == '|' ||
            line[column] == '>')
            return {};
        const std::size_t at = line.find(" #", column);
        // "# a remark" is meant as one; "#3" is not.
        if (at == std::string::npos || at + 2 >= line.size() || line[at + 2] == ' ') return {};
        return line.substr(at + 1);
    }

    void example_list(const YAML::Node& node, const char* what, std::vector<ExampleSpec>& out) {
        const bool brackets =
            node.IsSequence() && node.size() > 1 && node.Style() == YAML::EmitterStyle::Flow;
        const std::size_t first = out.size();
        example_entries(node, what, out);
        for (std::size_t i = first; i < out.size(); ++i) out[i].in_brackets = brackets;
    }

    void example_entries(const YAML::Node& node, const char* what, std::vector<ExampleSpec>& out) {
        each(node, [&](const YAML::Node& n) {
            if (n.IsMap()) {
                if (n["report"].IsDefined()) {
                    reference(n, out);
                    return;
                }
                // A colon in an unquoted sentence makes YAML see a key with a value.
                if (!n["text"].IsDefined()) {
                    in_.error("R011", n,
                              "This example is read as a key and a value, because it holds a colon.",
                              "Put the sentence in quotes.");
                    return;
                }
                if (!in_.map(n, "an example", {"text", "blocked_by"})) return;
                ExampleSpec example;
                if (auto t = in_.text(n["text"], "`text`")) example.text = std::move(*t);
                if (n["blocked_by"].IsDefined()) {
                    std::vector<std::string> stages{"match",  "where",   "conditions",
                                                    "except", "context", "limit"};
                    stages.insert(stages.end(), cue_kinds().begin(), cue_kinds().end());
                    example.blocked_by = in_.one_of(n["blocked_by"], "`blocked_by`", stages).value_or("");
                }
                if (!example.text.value.empty()) out.push_back(std::move(example));
            } else if (auto t = in_.text(n, fmt::format("Each sentence of `{}`", what))) {
                out.push_back({std::move(*t), {}, {}, false, comment_behind(n)});
            }
        });
    }

    void reference(const YAML::Node& n, std::vector<ExampleSpec>& out) {
        if (!in_.map(n, "an example", {"report", "at", "hash"})) return;
        if (!n["at"].IsDefined() || !n["hash"].IsDefined()) {
            in_.error("R011", n, "A sentence of a report needs its place and its hash.",
                      "Write {report: name.pdf, at: 1234, hash: \"0123456789abcdef\"}; `assay suggest "
                      "--write` does.");
            return;
        }
        const auto report = in_.text(n["report"], "`report`");
        const auto at = in_.integer(n["at"], "`at`", 0, INT32_MAX);
        const auto hash = in_.text(n["hash"], "`hash`");
        if (!report || !at || !hash) return;
        ExampleSpec example;
        example.text.place = report->place;
        example.reference = {report->value, static_cast<std::uint64_t>(*at), hash->value};
        out.push_back(std::move(example));
    }

    void examples() {
        if (!has("examples") || !in_.map(node_["examples"], "`examples`", {"match", "no_match", "todo"}))
            return;
        const YAML::Node n = node_["examples"];
        if (n["match"].IsDefined()) example_list(n["match"], "match", rule_.examples.match);
        if (n["no_match"].IsDefined()) example_list(n["no_match"], "no_match", rule_.examples.no_match);
        if (n["todo"].IsDefined()) example_list(n["todo"], "todo", rule_.examples.todo);
    }

    const YamlReader& in_;
    const YAML::Node& whole_;
    const Fields node_;
    RuleSpec rule_;
};

// The comma of 1,250.
bool parts_thousands(const std::string& s, std::size_t comma) {
    const auto digit = [&](std::size_t i) {
        return i < s.size() && std::isdigit(static_cast<unsigned char>(s[i])) != 0;
    };
    return comma > 0 && digit(comma - 1) && digit(comma + 1) && digit(comma + 2) && digit(comma + 3) &&
           !digit(comma + 4);
}

// List entries: one a line, or several with commas (a comma inside brackets does not part entries).
std::vector<Text> split_entries(const std::vector<Text>& lines) {
    std::vector<Text> out;
    for (const Text& line : lines) {
        std::size_t begin = 0;
        int depth = 0;
        const std::string& s = line.value;
        for (std::size_t i = 0; i <= s.size(); ++i) {
            if (i < s.size() && s[i] == '[') ++depth;
            if (i < s.size() && s[i] == ']') --depth;
            if (i < s.size() && (s[i] != ',' || depth > 0 || parts_thousands(s, i))) continue;
            std::size_t from = begin;
            std::size_t to = i;
            while (from < to && s[from] == ' ') ++from;
            while (to > from && s[to - 1] == ' ') --to;
            if (from < to) {
                Place at = line.place;
                at.column += characters(std::string_view(s).substr(0, from));
                at.length = characters(std::string_view(s).substr(from, to - from));
                out.push_back({s.substr(from, to - from), at});
            }
            begin = i + 1;
        }
    }
    return out;
}

void read_lists(const YamlReader& in, const YAML::Node& node, PackSpec& pack) {
    if (!in.map(node, "`lists`", {})) return;
    for (const auto& entry : node) {
        ListSpec list;
        list.name = {entry.first.Scalar(), in.place(entry.first, entry.first.Scalar().size())};
        YAML::Node words = entry.second;
        if (words.IsMap()) {
            if (!in.map(words, "a list", {"about", "words"})) continue;
            if (words["about"].IsDefined()) {
                if (auto t = in.text(words["about"], "`about`")) list.about = t->value;
            }
            if (!words["words"].IsDefined()) {
                in.error("R007", words, fmt::format("The list `{}` has no `words`.", list.name.value),
                         "Add words: |");
                continue;
            }
            words.reset(words["words"]);
        }
        list.entries = split_entries(in.phrases(words, fmt::format("The list `{}`", list.name.value)));
        pack.lists.push_back(std::move(list));
    }
}

void read_cue(const YamlReader& in, const YAML::Node& whole, PackSpec& pack) {
    if (!in.map(whole, "a cue",
                {"kind", "pseudo", "direction", "within", "factor", "applies_to", "speaker", "phrases"}))
        return;
    const Fields node(whole);
    CueSpec cue;
    cue.place = in.place(whole);
    if (node["pseudo"].IsDefined()) {
        cue.pseudo = true;
        cue.kind = in.one_of(node["pseudo"], "`pseudo`", cue_kinds()).value_or("");
    } else if (node["kind"].IsDefined()) {
        cue.kind = in.one_of(node["kind"], "`kind`", cue_kinds()).value_or("");
    } else if (!in.misspelt(whole, "kind")) {
        in.error("R007", whole, "The cue has no `kind`.",
                 "Add kind: negation (or intention, partial, quantifier …).");
    }
    if (cue.kind.empty()) return;
    if (node["direction"].IsDefined()) {
        const auto d =
            in.one_of(node["direction"], "`direction`", {"forward", "backward", "both"}).value_or("forward");
        cue.direction = d == "backward" ? CueSpec::Direction::backward
                        : d == "both"   ? CueSpec::Direction::both
                                        : CueSpec::Direction::forward;
    }
    if (node["within"].IsDefined()) cue.within = in.integer(node["within"], "`within`", 0, 200).value_or(8);
    if (node["factor"].IsDefined()) {
        cue.action = read_action(in, node["factor"], "`factor`").value_or(CueAction{});
    } else if (!cue.pseudo) {
        cue.action = {CueAction::Kind::keep, 1};
    }
    if (node["applies_to"].IsDefined()) {
        const auto a = in.one_of(node["applies_to"], "`applies_to`", {"both", "strengths", "shortfalls"})
                           .value_or("both");
        cue.applies_to = a == "strengths"    ? CueSpec::AppliesTo::strengths
                         : a == "shortfalls" ? CueSpec::AppliesTo::shortfalls
                                             : CueSpec::AppliesTo::both;
    }
    if (node["speaker"].IsDefined()) {
        if (auto t = in.text(node["speaker"], "`speaker`")) cue.speaker = t->value;
    }
    if (node["phrases"].IsDefined()) {
        cue.phrases = in.phrases(node["phrases"], "`phrases`");
    } else if (!in.misspelt(whole, "phrases")) {
        in.error("R007", whole, "The cue has no `phrases`.", "Add phrases: | with one a line.");
    }
    pack.cues.push_back(std::move(cue));
}

void read_groups(const YamlReader& in, const YAML::Node& node, PackSpec& pack) {
    if (!in.map(node, "`groups`", {})) return;
    for (const auto& entry : node) {
        GroupSpec group;
        group.id = {entry.first.Scalar(), in.place(entry.first, entry.first.Scalar().size())};
        if (!in.map(entry.second, "a group", {"title", "cap"})) continue;
        if (entry.second["title"].IsDefined()) {
            if (auto t = in.text(entry.second["title"], "`title`")) group.title = t->value;
        }
        if (entry.second["cap"].IsDefined()) {
            group.cap = in.number(entry.second["cap"], "`cap`", 0.01, 1000).value_or(0);
        } else if (!in.misspelt(entry.second, "cap")) {
            in.error("R007", entry.second, "The group has no `cap`.", "Add cap: 4.");
        }
        pack.groups.push_back(std::move(group));
    }
}

// A file that is a rule, or a list of rules.
bool lacks_rules_key(const YAML::Node& root) {
    const YAML::Node& first = root.IsSequence() && root.size() > 0 ? root[0] : root;
    if (!first.IsMap() || first["rules"].IsDefined() || first["lists"].IsDefined() ||
        first["cues"].IsDefined())
        return false;
    return first["id"].IsDefined() || (first["title"].IsDefined() && first["level"].IsDefined());
}

}  // namespace

const std::vector<std::string>& cue_kinds() {
    static const std::vector<std::string> kinds{"negation",    "intention", "partial", "quantifier",
                                                "attribution", "remedy",    "contrast"};
    return kinds;
}

const std::vector<std::string>& rule_keys() {
    static const std::vector<std::string> keys{
        "id",    "title",  "statement", "level",  "points",  "group",    "status",  "about",
        "where", "match",  "near",      "metric", "regex",   "combine",  "all",     "any",
        "none",  "except", "context",   "limit",  "extends", "replaces", "examples"};
    return keys;
}

void read_rule_file(const YamlFile& file, PackSpec& pack, Diagnostics& diagnostics) {
    const YamlReader in(file, diagnostics);
    if (!file.root.IsDefined() || file.root.IsNull()) return;
    if (lacks_rules_key(file.root)) {
        in.error("Y003", file.root, "Here a rule begins, but a rule file begins with the line `rules:`.",
                 "Begin the file with `rules:`, and below it `  - id: …` for each rule.");
        return;
    }
    if (!in.map(file.root, "a rule file", {"lists", "cues", "groups", "rules"})) return;
    if (file.root["lists"].IsDefined()) read_lists(in, file.root["lists"], pack);
    if (file.root["groups"].IsDefined()) read_groups(in, file.root["groups"], pack);
    const auto sequence = [&](const char* key, auto read) {
        const YAML::Node node = file.root[key];
        if (!node.IsDefined()) return;
        if (!node.IsSequence()) {
            in.error("Y003", node, fmt::format("`{}` must be a list: each entry begins with a dash.", key),
                     "Begin each with `- ` below the key.");
            return;
        }
        for (const auto& item : node) read(item);
    };
    sequence("cues", [&](const YAML::Node& item) { read_cue(in, item, pack); });
    sequence("rules", [&](const YAML::Node& item) {
        if (auto rule = RuleReader(in, item).run()) pack.rules.push_back(std::move(*rule));
    });
}

}  // namespace assay::rules
