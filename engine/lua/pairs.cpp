// `pairs` with an order of its own: Lua's differs from run to run.
#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "lua/handle.h"
#include "lua/library.h"
#include "lua/sandbox.h"

namespace assay::lua {

namespace {

// A key as `pairs` orders it.
struct Key {
    enum class Kind { number, text, boolean, handle } kind = Kind::number;
    bool is_integer = false;
    lua_Integer integer = 0;
    lua_Number number = 0;
    std::string_view text;
};

bool operator<(const Key& a, const Key& b) {
    if (a.kind != b.kind) return a.kind < b.kind;
    if (a.kind == Key::Kind::text) return a.text < b.text;
    if (a.kind != Key::Kind::number || (a.is_integer && b.is_integer)) return a.integer < b.integer;
    if (a.number != b.number) return a.number < b.number;
    return a.is_integer && !b.is_integer;
}

Key key_at(lua_State* state, int index) {
    Key key;
    switch (lua_type(state, index)) {
        case LUA_TNUMBER:
            key.is_integer = lua_isinteger(state, index) != 0;
            key.number = lua_tonumber(state, index);
            if (key.is_integer) key.integer = lua_tointeger(state, index);
            break;
        case LUA_TSTRING: {
            std::size_t length = 0;
            const char* text = lua_tolstring(state, index, &length);
            key.kind = Key::Kind::text;
            key.text = {text, length};
            break;
        }
        case LUA_TBOOLEAN:
            key.kind = Key::Kind::boolean;
            key.integer = lua_toboolean(state, index);
            break;
        case LUA_TLIGHTUSERDATA:
            key.kind = Key::Kind::handle;
            key.integer = static_cast<lua_Integer>(handle_at(state, index).bits());
            break;
        default:
            luaL_error(
                state,
                "pairs works on keys that are numbers, texts, true or false, or sentences; this one is a %s",
                luaL_typename(state, index));
    }
    return key;
}

// Upvalues: the table, its keys in order, their number, the last position.
int next_pair(lua_State* state) {
    const lua_Integer count = lua_tointeger(state, lua_upvalueindex(3));
    lua_Integer at = lua_tointeger(state, lua_upvalueindex(4));
    while (at < count) {
        ++at;
        lua_rawgeti(state, lua_upvalueindex(2), at);
        lua_pushvalue(state, -1);
        if (lua_rawget(state, lua_upvalueindex(1)) == LUA_TNIL) {  // removed since
            lua_pop(state, 2);
            continue;
        }
        lua_pushinteger(state, at);
        lua_replace(state, lua_upvalueindex(4));
        return 2;
    }
    lua_pushnil(state);
    return 1;
}

}  // namespace

int pairs(lua_State* state) {
    luaL_checktype(state, 1, LUA_TTABLE);
    lua_settop(state, 1);
    std::vector<Key> keys;
    for (lua_pushnil(state); lua_next(state, 1) != 0; lua_pop(state, 1)) {
        if ((keys.size() & 255) == 255) Sandbox::of(state).charge(256);
        keys.push_back(key_at(state, 2));
    }
    const auto steps = std::log2(static_cast<double>(keys.size() + 2));
    Sandbox::of(state).charge(static_cast<std::uint64_t>(steps) * keys.size());
    std::sort(keys.begin(), keys.end());
    lua_pushvalue(state, 1);
    lua_createtable(state, static_cast<int>(keys.size()), 0);
    lua_Integer at = 0;
    for (const Key& key : keys) {
        switch (key.kind) {
            case Key::Kind::number:
                if (key.is_integer) {
                    lua_pushinteger(state, key.integer);
                } else {
                    lua_pushnumber(state, key.number);
                }
                break;
            case Key::Kind::text:
                lua_pushlstring(state, key.text.data(), key.text.size());
                break;
            case Key::Kind::boolean:
                lua_pushboolean(state, static_cast<int>(key.integer));
                break;
            case Key::Kind::handle:
                push_handle(state, Handle::from_bits(static_cast<std::uint64_t>(key.integer)));
                break;
        }
        lua_rawseti(state, -2, ++at);
    }
    lua_pushinteger(state, at);
    lua_pushinteger(state, 0);
    lua_pushcclosure(state, &next_pair, 4);
    return 1;
}

}  // namespace assay::lua
