#include "lua/value_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/suggest.h"
#include "lua/handle.h"
#include "lua/library.h"
#include "lua/message.h"

namespace assay::lua {

namespace {

std::string kind_at(lua_State* state, int index) {
    switch (lua_type(state, index)) {
        case LUA_TSTRING:
            return "a text";
        case LUA_TNUMBER:
            return "a number";
        case LUA_TBOOLEAN:
            return "true or false";
        case LUA_TTABLE:
            return "a table";
        case LUA_TFUNCTION:
            return "a function";
        case LUA_TLIGHTUSERDATA:
            return std::string("a ") + name_of(handle_at(state, index).kind);
        default:
            return "nothing";
    }
}

std::string in_words(double number) {
    return fmt::format("{:g}", number);
}

}  // namespace

Place ValueReader::place(const Node& node) const {
    return node.word ? text_.place(text_.words()[*node.word]) : text_.place(fallback_);
}

void ValueReader::error(std::string code, const Node& node, std::string message, std::string suggestion) {
    const Place at = place(node);
    diagnostics_.push_back({std::move(code), Severity::error, at, as_sentence(std::move(message)),
                            as_sentence(std::move(suggestion)), std::string(text_.line(at.line))});
}

bool ValueReader::table(const Node& node, std::string_view what, const std::vector<std::string>& known) {
    if (!lua_istable(state_, node.index)) {
        error("L005", node,
              fmt::format("{} must be a table in braces, not {}", what, kind_at(state_, node.index)));
        return false;
    }
    const auto items = node.word ? text_.table(*node.word) : std::vector<TableItem>{};
    std::set<std::string_view> seen;
    for (const TableItem& item : items) {
        if (!item.key.empty() && !seen.insert(item.key).second) {
            error("L006", {0, item.key_word}, fmt::format("`{}` is given twice", item.key),
                  "keep one of the two");
        }
    }
    std::vector<std::string> unknown;
    luaL_checkstack(state_, 4, nullptr);
    for (lua_pushnil(state_); lua_next(state_, node.index) != 0; lua_pop(state_, 1)) {
        std::string key = plain_text(state_, -2);
        if (std::find(known.begin(), known.end(), key) == known.end()) unknown.push_back(std::move(key));
    }
    std::sort(unknown.begin(), unknown.end());
    for (const std::string& key : unknown) {
        Node at = node;
        for (const TableItem& item : items) {
            if (item.key == key || (item.key.empty() && std::to_string(item.index) == key))
                at.word = item.key_word;
        }
        const std::string near = nearest(key, known);
        const bool is_item = std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; });
        error("L004", at,
              is_item ? fmt::format("{} has keys only; this value has none", what)
                      : fmt::format("{} has no `{}`", what, key),
              near.empty() ? fmt::format("{} takes: {}", what, fmt::join(known, ", "))
                           : fmt::format("did you mean `{}`?", near));
    }
    return true;
}

std::optional<Node> ValueReader::field(const Node& table, const char* key) {
    luaL_checkstack(state_, 4, nullptr);
    lua_pushstring(state_, key);
    if (lua_rawget(state_, table.index) == LUA_TNIL) {
        lua_pop(state_, 1);
        return std::nullopt;
    }
    Node node{lua_gettop(state_), std::nullopt};
    if (table.word) {
        for (const TableItem& item : text_.table(*table.word)) {
            if (item.key == key) node.word = item.value_word;
        }
    }
    return node;
}

std::vector<Node> ValueReader::items(const Node& node, std::string_view what) {
    if (!lua_istable(state_, node.index)) return {node};
    std::vector<Node> nodes;
    const auto written = node.word ? text_.table(*node.word) : std::vector<TableItem>{};
    const auto size = static_cast<lua_Integer>(lua_rawlen(state_, node.index));
    for (const TableItem& item : written) {
        if (!item.key.empty())
            error("L004", {0, item.key_word}, fmt::format("{} is a list and has no `{}`", what, item.key));
    }
    for (lua_Integer i = 1; i <= size; ++i) {
        luaL_checkstack(state_, 4, nullptr);
        lua_rawgeti(state_, node.index, i);
        Node item{lua_gettop(state_), node.word};
        for (const TableItem& each : written) {
            if (each.index == i) item.word = each.value_word;
        }
        nodes.push_back(item);
    }
    return nodes;
}

std::optional<rules::Text> ValueReader::text(const Node& node, std::string_view what) {
    const int type = lua_type(state_, node.index);
    if (type != LUA_TSTRING && type != LUA_TNUMBER) {
        error("L005", node, fmt::format("{} must be a text, not {}", what, kind_at(state_, node.index)));
        return std::nullopt;
    }
    std::string value = plain_text(state_, node.index);
    if (value.find_first_not_of(" \t\r\n") == std::string::npos) {
        error("L005", node, fmt::format("{} is empty", what));
        return std::nullopt;
    }
    Place at = place(node);
    if (node.word && text_.words()[*node.word].kind == WordKind::string) {
        at = text_.place_inside(text_.words()[*node.word], 0, value.find('\n'));
    }
    return rules::Text{std::move(value), std::move(at)};
}

std::vector<rules::Text> ValueReader::texts(const Node& node, std::string_view what) {
    std::vector<rules::Text> all;
    for (const Node& item : items(node, what)) {
        if (auto one = text(item, what)) all.push_back(std::move(*one));
    }
    return all;
}

std::optional<double> ValueReader::number(const Node& node, std::string_view what, double lowest,
                                          double highest) {
    if (lua_type(state_, node.index) != LUA_TNUMBER) {
        error("L005", node, fmt::format("{} must be a number, not {}", what, kind_at(state_, node.index)));
        return std::nullopt;
    }
    const double value = lua_tonumber(state_, node.index);
    if (!(value >= lowest && value <= highest)) {
        error("L005", node,
              fmt::format("{} must be between {} and {}; it is {}", what, in_words(lowest), in_words(highest),
                          in_words(value)));
        return std::nullopt;
    }
    return value;
}

std::optional<int> ValueReader::integer(const Node& node, std::string_view what, int lowest, int highest) {
    const auto value = number(node, what, lowest, highest);
    if (!value) return std::nullopt;
    if (*value != std::floor(*value)) {
        error("L005", node, fmt::format("{} must be a whole number; it is {}", what, in_words(*value)));
        return std::nullopt;
    }
    return static_cast<int>(*value);
}

std::optional<bool> ValueReader::boolean(const Node& node, std::string_view what) {
    if (!lua_isboolean(state_, node.index)) {
        error("L005", node,
              fmt::format("{} must be true or false, not {}", what, kind_at(state_, node.index)));
        return std::nullopt;
    }
    return lua_toboolean(state_, node.index) != 0;
}

std::optional<std::string> ValueReader::one_of(const Node& node, std::string_view what,
                                               const std::vector<std::string>& words) {
    const auto value = text(node, what);
    if (!value) return std::nullopt;
    if (std::find(words.begin(), words.end(), value->value) != words.end()) return value->value;
    const std::string near = nearest(value->value, words);
    error("L005", node, fmt::format("{} is one of {}; not `{}`", what, fmt::join(words, ", "), value->value),
          near.empty() ? std::string() : fmt::format("did you mean `{}`?", near));
    return std::nullopt;
}

}  // namespace assay::lua
