// table.insert, remove, concat, unpack, sort: like Lua's, but each counts the work it does, since the
// hook that counts instructions is asleep meanwhile. sort is stable, so that ties keep their order.
#include <algorithm>
#include <string>

#include "lua/library.h"
#include "lua/sandbox.h"

namespace assay::lua {

namespace {

constexpr std::uint64_t kBytesAStep = 16;

lua_Integer length_of(lua_State* state, int index) {
    return static_cast<lua_Integer>(lua_rawlen(state, index));
}

void charge(lua_State* state, lua_Integer work) {
    if (work > 0) Sandbox::of(state).charge(static_cast<std::uint64_t>(work));
}

int insert(lua_State* state) {
    check_own_table(state, 1);
    lua_settop(state, lua_gettop(state) > 3 ? 3 : lua_gettop(state));
    const lua_Integer end = length_of(state, 1) + 1;
    lua_Integer at = end;
    if (lua_gettop(state) == 3) {
        at = luaL_checkinteger(state, 2);
        luaL_argcheck(state, at >= 1 && at <= end, 2, "position out of bounds");
    } else {
        luaL_checkany(state, 2);
    }
    charge(state, end - at);
    for (lua_Integer i = end; i > at; --i) {
        lua_rawgeti(state, 1, i - 1);
        lua_rawseti(state, 1, i);
    }
    lua_rawseti(state, 1, at);
    return 0;
}

int remove(lua_State* state) {
    check_own_table(state, 1);
    const lua_Integer size = length_of(state, 1);
    lua_Integer at = luaL_optinteger(state, 2, size);
    if (lua_gettop(state) > 1)
        luaL_argcheck(state, size + 1 == at || (at >= 1 && at <= size + 1), 2, "position out of bounds");
    charge(state, size - at);
    lua_rawgeti(state, 1, at);
    for (; at < size; ++at) {
        lua_rawgeti(state, 1, at + 1);
        lua_rawseti(state, 1, at);
    }
    if (at >= 1) {
        lua_pushnil(state);
        lua_rawseti(state, 1, at);
    }
    return 1;
}

int concat(lua_State* state) {
    luaL_checktype(state, 1, LUA_TTABLE);
    std::size_t between_length = 0;
    const char* between = luaL_optlstring(state, 2, "", &between_length);
    const lua_Integer first = luaL_optinteger(state, 3, 1);
    const lua_Integer last = luaL_optinteger(state, 4, length_of(state, 1));
    const std::size_t most = Sandbox::of(state).limits().string_bytes;
    std::string all;
    for (lua_Integer i = first; i <= last; ++i) {
        const int type = lua_rawgeti(state, 1, i);
        if (type != LUA_TSTRING && type != LUA_TNUMBER) {
            return luaL_error(state, "table.concat joins texts and numbers; item %I is a %s", i,
                              luaL_typename(state, -1));
        }
        const std::string piece = plain_text(state, -1);
        lua_pop(state, 1);
        if (i > first) all.append(between, between_length);
        all += piece;
        if (all.size() > most)
            return luaL_error(state, "the joined text is over %d KiB", static_cast<int>(most >> 10));
        charge(state, 1 + static_cast<lua_Integer>((piece.size() + between_length) / kBytesAStep));
        if (i == LUA_MAXINTEGER) break;
    }
    lua_pushlstring(state, all.data(), all.size());
    return 1;
}

int unpack(lua_State* state) {
    luaL_checktype(state, 1, LUA_TTABLE);
    const lua_Integer first = luaL_optinteger(state, 2, 1);
    const lua_Integer last = luaL_optinteger(state, 3, length_of(state, 1));
    if (first > last) return 0;
    constexpr lua_Unsigned kMost = 200;
    const lua_Unsigned count = static_cast<lua_Unsigned>(last) - static_cast<lua_Unsigned>(first) + 1;
    if (count > kMost || count == 0) return luaL_error(state, "table.unpack gives 200 values at the most");
    luaL_checkstack(state, static_cast<int>(count), nullptr);
    for (lua_Unsigned i = 0; i < count; ++i) lua_rawgeti(state, 1, first + static_cast<lua_Integer>(i));
    return static_cast<int>(count);
}

int pack(lua_State* state) {
    const int count = lua_gettop(state);
    lua_createtable(state, count, 1);
    lua_insert(state, 1);
    for (int i = count; i >= 1; --i) lua_rawseti(state, 1, i);
    lua_pushinteger(state, count);
    lua_setfield(state, 1, "n");
    return 1;
}

// True when the value at -1 must come before the one at -2. Argument 2 is the script's own order or nil.
bool comes_before(lua_State* state) {
    if (lua_isnil(state, 2)) {
        std::size_t bytes = 0;
        if (lua_type(state, -1) == LUA_TSTRING) bytes = lua_rawlen(state, -1);
        charge(state, 4 + static_cast<lua_Integer>(bytes / kBytesAStep));
        return lua_compare(state, -1, -2, LUA_OPLT) != 0;
    }
    charge(state, 4);
    lua_pushvalue(state, 2);
    lua_pushvalue(state, -2);
    lua_pushvalue(state, -4);
    lua_call(state, 2, 1);
    const bool before = lua_toboolean(state, -1) != 0;
    lua_pop(state, 1);
    return before;
}

// Merges the runs [begin, middle) and [middle, end) of the table at `from` into the table at `to`.
void merge(lua_State* state, int from, int to, lua_Integer begin, lua_Integer middle, lua_Integer end) {
    lua_Integer left = begin, right = middle;
    for (lua_Integer out = begin; out < end; ++out) {
        bool take_right = left >= middle;
        if (!take_right && right < end) {
            lua_rawgeti(state, from, left);
            lua_rawgeti(state, from, right);
            take_right = comes_before(state);
            lua_pop(state, 2);
        }
        lua_rawgeti(state, from, take_right ? right++ : left++);
        lua_rawseti(state, to, out);
    }
}

int sort(lua_State* state) {
    check_own_table(state, 1);
    if (!lua_isnoneornil(state, 2)) luaL_checktype(state, 2, LUA_TFUNCTION);
    lua_settop(state, 2);
    const lua_Integer end = length_of(state, 1) + 1;
    lua_createtable(state, static_cast<int>(end - 1), 0);  // 3
    int from = 1, to = 3;
    for (lua_Integer run = 1; run < end - 1; run *= 2) {
        charge(state, end);
        for (lua_Integer begin = 1; begin < end; begin += 2 * run) {
            merge(state, from, to, begin, std::min(begin + run, end), std::min(begin + 2 * run, end));
        }
        std::swap(from, to);
    }
    if (from == 3) {
        for (lua_Integer i = 1; i < end; ++i) {
            lua_rawgeti(state, 3, i);
            lua_rawseti(state, 1, i);
        }
    }
    return 0;
}

}  // namespace

void add_table_library(lua_State* state) {
    static constexpr luaL_Reg kFunctions[] = {{"insert", &insert}, {"remove", &remove}, {"concat", &concat},
                                              {"unpack", &unpack}, {"pack", &pack},     {"sort", &sort},
                                              {nullptr, nullptr}};
    luaL_setfuncs(state, kFunctions, 0);
}

}  // namespace assay::lua
