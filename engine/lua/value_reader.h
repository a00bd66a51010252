// Reading the table of a rule strictly: every value has a place, every key must be known.
#pragma once

#include <lua.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lua/script_text.h"

namespace assay::lua {

/// A value on the Lua stack and, where it was written out in braces, its first word in the text.
struct Node {
    int index = 0;
    std::optional<std::size_t> word;
};

/// Reads values of one script. Leaves the Lua stack higher than it found it: the caller resets it.
/// May raise Lua errors when memory runs out.
class ValueReader {
public:
    /// `fallback` is the line for values that were not written out in braces.
    ValueReader(lua_State* state, const ScriptText& text, std::uint32_t fallback, Diagnostics& diagnostics)
        : state_(state), text_(text), fallback_(fallback), diagnostics_(diagnostics) {}

    Place place(const Node& node) const;
    void error(std::string code, const Node& node, std::string message, std::string suggestion = {});

    /// True when the node is a table; reports keys that are not in `known`, and keys given twice. `what`
    /// names the thing: "a rule".
    bool table(const Node& node, std::string_view what, const std::vector<std::string>& known);
    /// The value of a key; nothing where there is none.
    std::optional<Node> field(const Node& table, const char* key);
    /// The items of a list, or the value itself taken as a list of one.
    std::vector<Node> items(const Node& node, std::string_view what);

    std::optional<rules::Text> text(const Node& node, std::string_view what);
    std::vector<rules::Text> texts(const Node& node, std::string_view what);
    std::optional<double> number(const Node& node, std::string_view what, double lowest, double highest);
    std::optional<int> integer(const Node& node, std::string_view what, int lowest, int highest);
    std::optional<bool> boolean(const Node& node, std::string_view what);
    std::optional<std::string> one_of(const Node& node, std::string_view what,
                                      const std::vector<std::string>& words);

    lua_State* state() const { return state_; }
    const ScriptText& script() const { return text_; }

private:
    lua_State* state_;
    const ScriptText& text_;
    std::uint32_t fallback_;
    Diagnostics& diagnostics_;
};

}  // namespace assay::lua
