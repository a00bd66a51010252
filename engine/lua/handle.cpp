#include "lua/handle.h"

#include <fmt/format.h>

namespace assay::lua {

namespace {

char methods_key;  // addresses of these name entries of the registry: tables by kind
char fields_key;

// Upvalues: tables of methods, and functions for other keys, by kind.
int index_handle(lua_State* state) {
    const Handle handle = handle_at(state, 1);
    const auto kind = static_cast<lua_Integer>(handle.kind);
    lua_settop(state, 2);
    if (lua_rawgeti(state, lua_upvalueindex(1), kind) == LUA_TTABLE) {
        lua_pushvalue(state, 2);
        if (lua_rawget(state, 3) == LUA_TFUNCTION) return 1;
    }
    if (lua_rawgeti(state, lua_upvalueindex(2), kind) != LUA_TFUNCTION) {
        return luaL_error(state, "a %s has no fields", name_of(handle.kind));
    }
    lua_pushvalue(state, 1);
    lua_pushvalue(state, 2);
    lua_call(state, 2, 1);
    return 1;
}

int refuse_field(lua_State* state) {
    return luaL_error(state, "a %s cannot be changed", name_of(handle_at(state, 1).kind));
}

}  // namespace

const char* name_of(HandleKind kind) {
    switch (kind) {
        case HandleKind::phrase:
            return "phrase";
        case HandleKind::document:
            return "document";
        case HandleKind::sentence:
            return "sentence";
        case HandleKind::hit:
            return "hit";
        case HandleKind::context:
            return "context";
        case HandleKind::metric:
            return "metric";
        case HandleKind::output:
            return "output";
        case HandleKind::none:
            break;
    }
    return "object";
}

std::string describe(Handle handle) {
    if (handle.kind == HandleKind::document || handle.kind == HandleKind::output) return name_of(handle.kind);
    return fmt::format("{} {}", name_of(handle.kind), handle.index + 1);
}

void push_handle(lua_State* state, Handle handle) {
    // Never followed as a pointer: Lua compares and copies light userdata, nothing else.
    // NOLINTNEXTLINE(performance-no-int-to-ptr)
    lua_pushlightuserdata(state, reinterpret_cast<void*>(handle.bits()));
}

Handle handle_at(lua_State* state, int index) {
    return Handle::from_bits(reinterpret_cast<std::uint64_t>(lua_touserdata(state, index)));
}

void open_handles(lua_State* state) {
    lua_pushlightuserdata(state, nullptr);
    lua_createtable(state, 0, 3);
    for (const void* key : {&methods_key, &fields_key}) {
        lua_createtable(state, kHandleKinds, 0);
        lua_pushvalue(state, -1);
        lua_rawsetp(state, LUA_REGISTRYINDEX, key);
    }
    lua_pushcclosure(state, &index_handle, 2);
    lua_setfield(state, -2, "__index");
    lua_pushcfunction(state, &refuse_field);
    lua_setfield(state, -2, "__newindex");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_setmetatable(state, -2);
    lua_pop(state, 1);
}

void set_members(lua_State* state, HandleKind kind, const luaL_Reg* methods, lua_CFunction field) {
    const auto index = static_cast<lua_Integer>(kind);
    lua_rawgetp(state, LUA_REGISTRYINDEX, &methods_key);
    lua_createtable(state, 0, 0);
    luaL_setfuncs(state, methods, 0);
    lua_rawseti(state, -2, index);
    lua_pop(state, 1);
    lua_rawgetp(state, LUA_REGISTRYINDEX, &fields_key);
    lua_pushcfunction(state, field);
    lua_rawseti(state, -2, index);
    lua_pop(state, 1);
}

}  // namespace assay::lua
