#include "lua/read_rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lua/handle.h"
#include "lua/library.h"

namespace assay::lua {

namespace {

const std::vector<std::string> kRuleKeys{"id",    "title",    "statement", "level",    "points",
                                         "group", "status",   "about",     "where",    "context",
                                         "limit", "examples", "trigger",   "evaluate", "replaces"};
const std::vector<std::string> kCueKinds{"negation",    "intention", "partial", "quantifier",
                                         "attribution", "remedy",    "contrast"};
constexpr double kMostPoints = 100;
constexpr int kMostFindings = 1000;

bool is_id(std::string_view id) {
    return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    });
}

void read_about(ValueReader& reader, const Node& node, rules::RuleSpec& spec) {
    static const std::vector<std::string> kKeys{"author", "since", "rationale", "source"};
    if (!reader.table(node, "`about`", kKeys)) return;
    for (const std::string& key : kKeys) {
        if (const auto value = reader.field(node, key.c_str())) {
            if (auto text = reader.text(*value, "`about." + key + "`"))
                spec.about[key] = std::move(text->value);
        }
    }
}

void read_where(ValueReader& reader, const Node& node, rules::RuleSpec& spec) {
    if (!reader.table(node, "`where`", {"section", "not_section", "speaker"})) return;
    if (const auto value = reader.field(node, "section"))
        spec.where.sections = reader.texts(*value, "`where.section`");
    if (const auto value = reader.field(node, "not_section")) {
        spec.where.not_sections = reader.texts(*value, "`where.not_section`");
    }
    const auto speakers = reader.field(node, "speaker");
    if (!speakers) return;
    if (!lua_istable(reader.state(), speakers->index)) {
        reader.error("L005", *speakers, "`where.speaker` must be a table of speakers and factors",
                     "write {default = 1, leaders = 0.7}");
        return;
    }
    std::vector<std::string> names;
    for (lua_pushnil(reader.state()); lua_next(reader.state(), speakers->index) != 0;
         lua_pop(reader.state(), 1)) {
        names.push_back(plain_text(reader.state(), -2));
    }
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
        const auto value = reader.field(*speakers, name.c_str());
        if (!value) continue;
        if (const auto factor = reader.number(*value, "the factor of a speaker", 0, 1))
            spec.where.speakers[name] = *factor;
    }
}

void read_context(ValueReader& reader, const Node& node, rules::RuleSpec& spec) {
    using Kind = rules::CueAction::Kind;
    static const std::array<std::pair<const char*, Kind>, 3> kWords{
        {{"drop", Kind::drop}, {"flip", Kind::flip}, {"keep", Kind::keep}}};
    if (!reader.table(node, "`context`", kCueKinds)) return;
    for (const std::string& kind : kCueKinds) {
        const auto value = reader.field(node, kind.c_str());
        if (!value) continue;
        const std::string what = "`context." + kind + "`";
        if (lua_type(reader.state(), value->index) == LUA_TNUMBER) {
            if (const auto factor = reader.number(*value, what, 0, 1))
                spec.context[kind] = {Kind::factor, *factor};
        } else if (const auto word = reader.one_of(*value, what, {"drop", "flip", "keep"})) {
            const auto found =
                std::find_if(kWords.begin(), kWords.end(), [&](const auto& w) { return *word == w.first; });
            spec.context[kind] = {found->second, 1};
        }
    }
}

std::vector<rules::ExampleSpec> read_examples(ValueReader& reader, const Node& node,
                                              const std::string& what) {
    std::vector<rules::ExampleSpec> examples;
    const bool is_one = lua_istable(reader.state(), node.index) &&
                        lua_getfield(reader.state(), node.index, "text") != LUA_TNIL;
    const std::vector<Node> nodes = is_one ? std::vector<Node>{node} : reader.items(node, what);
    for (const Node& item : nodes) {
        rules::ExampleSpec example;
        if (lua_istable(reader.state(), item.index)) {
            if (!reader.table(item, "an example", {"text", "blocked_by"})) continue;
            if (const auto blocked = reader.field(item, "blocked_by")) {
                if (auto stage = reader.text(*blocked, "`blocked_by`"))
                    example.blocked_by = std::move(stage->value);
            }
            const auto text = reader.field(item, "text");
            if (!text) {
                reader.error("L007", item, "an example has no `text`");
                continue;
            }
            if (auto value = reader.text(*text, "an example")) example.text = std::move(*value);
        } else if (auto value = reader.text(item, "an example")) {
            example.text = std::move(*value);
        }
        if (!example.text.value.empty()) examples.push_back(std::move(example));
    }
    return examples;
}

void read_all_examples(ValueReader& reader, const Node& node, rules::RuleSpec& spec) {
    if (!reader.table(node, "`examples`", {"match", "no_match", "todo"})) return;
    if (const auto value = reader.field(node, "match"))
        spec.examples.match = read_examples(reader, *value, "`examples.match`");
    if (const auto value = reader.field(node, "no_match")) {
        spec.examples.no_match = read_examples(reader, *value, "`examples.no_match`");
    }
    if (const auto value = reader.field(node, "todo"))
        spec.examples.todo = read_examples(reader, *value, "`examples.todo`");
}

void read_limit(ValueReader& reader, const Node& node, rules::RuleSpec& spec) {
    if (!reader.table(node, "`limit`", {"per_document", "per_paragraph"})) return;
    if (const auto value = reader.field(node, "per_document")) {
        spec.limit_per_document =
            reader.integer(*value, "`limit.per_document`", 1, kMostFindings).value_or(0);
    }
    if (const auto value = reader.field(node, "per_paragraph")) {
        spec.limit_per_paragraph =
            reader.integer(*value, "`limit.per_paragraph`", 1, kMostFindings).value_or(0);
    }
}

void read_identity(ValueReader& reader, const Node& rule, rules::RuleSpec& spec) {
    if (const auto value = reader.field(rule, "id")) {
        if (auto id = reader.text(*value, "`id`")) {
            if (!is_id(id->value)) {
                reader.error(
                    "L005", *value,
                    fmt::format("`{}` is no id: ids are lower-case letters, digits, dots and hyphens",
                                id->value));
            }
            spec.id = std::move(*id);
        }
    }
    if (const auto value = reader.field(rule, "title")) {
        if (auto title = reader.text(*value, "`title`")) spec.title = std::move(*title);
    }
    if (const auto value = reader.field(rule, "statement"))
        spec.statements = reader.texts(*value, "`statement`");
    if (const auto value = reader.field(rule, "level")) {
        spec.level = reader.integer(*value, "`level`", 1, 4).value_or(0);
        spec.level_place = reader.place(*value);
    }
    if (const auto value = reader.field(rule, "points")) {
        spec.points = reader.number(*value, "`points`", 0, kMostPoints).value_or(0);
        if (lua_type(reader.state(), value->index) == LUA_TNUMBER &&
            lua_tonumber(reader.state(), value->index) == 0) {
            reader.error("L005", *value, "`points` must be more than 0",
                         "use `status = \"off\"` to put a rule aside");
        }
    }
    if (const auto value = reader.field(rule, "group")) {
        if (auto group = reader.text(*value, "`group`")) spec.group = std::move(*group);
    }
    if (const auto value = reader.field(rule, "status")) {
        const auto word = reader.one_of(*value, "`status`", {"active", "draft", "off"}).value_or("active");
        spec.status = word == "off"     ? RuleStatus::off
                      : word == "draft" ? RuleStatus::draft
                                        : RuleStatus::active;
    }
    if (const auto value = reader.field(rule, "replaces")) {
        spec.replaces = reader.boolean(*value, "`replaces`").value_or(false);
    }
}

}  // namespace

std::vector<rules::Text> read_phrases(ValueReader& reader, const Node& node, std::string_view what,
                                      const std::vector<std::vector<rules::Text>>& groups) {
    std::vector<rules::Text> phrases;
    for (const Node& item : reader.items(node, what)) {
        const bool is_handle = lua_islightuserdata(reader.state(), item.index) != 0;
        if (is_handle) {
            const Handle handle = handle_at(reader.state(), item.index);
            if (handle.kind == HandleKind::phrase && handle.index < groups.size()) {
                const auto& group = groups[handle.index];
                phrases.insert(phrases.end(), group.begin(), group.end());
            }
            continue;
        }
        const auto value = reader.text(item, what);
        if (!value) continue;
        const Word* word = nullptr;
        if (item.word && reader.script().words()[*item.word].kind == WordKind::string) {
            word = &reader.script().words()[*item.word];
        }
        auto lines = phrase_lines(reader.script(), value->value, word, reader.place(item));
        std::move(lines.begin(), lines.end(), std::back_inserter(phrases));
    }
    return phrases;
}

std::optional<rules::RuleSpec> read_rule(ValueReader& reader, const Node& rule,
                                         const std::vector<std::vector<rules::Text>>& groups) {
    // What YAML rules declare, Lua rules compute.
    static const std::vector<std::string> kYamlOnly{"match", "near", "metric", "regex",  "combine",
                                                    "all",   "any",  "none",   "except", "extends"};
    lua_State* const state = reader.state();
    bool sound = true;
    if (lua_istable(state, rule.index)) {
        for (const std::string& key : kYamlOnly) {
            if (const auto value = reader.field(rule, key.c_str())) {
                reader.error("L004", *value, fmt::format("a Lua rule has no `{}`", key),
                             "declare phrases with `phrase` and look for them in `evaluate`");
                sound = false;
                lua_pushstring(state, key.c_str());
                lua_pushnil(state);
                lua_rawset(state, rule.index);  // told once
            }
        }
    }
    rules::RuleSpec spec;
    if (!reader.table(rule, "a rule", kRuleKeys)) return std::nullopt;
    for (const char* key : {"id", "title", "level", "points", "evaluate"}) {
        if (!reader.field(rule, key)) {
            reader.error("L007", rule, fmt::format("the rule has no `{}`", key));
            sound = false;
        }
    }
    read_identity(reader, rule, spec);
    if (const auto value = reader.field(rule, "about")) read_about(reader, *value, spec);
    if (const auto value = reader.field(rule, "where")) read_where(reader, *value, spec);
    if (const auto value = reader.field(rule, "context")) read_context(reader, *value, spec);
    if (const auto value = reader.field(rule, "limit")) read_limit(reader, *value, spec);
    if (const auto value = reader.field(rule, "examples")) read_all_examples(reader, *value, spec);
    rules::ScriptSpec script;
    if (const auto value = reader.field(rule, "trigger"))
        script.trigger = read_phrases(reader, *value, "`trigger`", groups);
    if (const auto value = reader.field(rule, "evaluate")) {
        if (!lua_isfunction(state, value->index)) {
            reader.error("L005", *value, "`evaluate` must be a function",
                         "write evaluate = function(doc, out) ... end");
        }
    }
    for (const std::string& key : kRuleKeys) {
        if (reader.field(rule, key.c_str())) spec.given.push_back(key);
    }
    spec.script = std::move(script);
    if (!sound) return std::nullopt;
    return spec;
}

}  // namespace assay::lua
