#include "lua/library.h"

#include <fmt/format.h>

#include "core/suggest.h"
#include "lua/handle.h"
#include "lua/sandbox.h"

namespace assay::lua {

namespace {

char environment_key;  // addresses of these name entries of the registry
char globals_key;

int to_string(lua_State* state) {
    luaL_checkany(state, 1);
    const std::string text = plain_text(state, 1);
    lua_pushlstring(state, text.data(), text.size());
    return 1;
}

int type_of(lua_State* state) {
    luaL_checkany(state, 1);
    if (lua_islightuserdata(state, 1) != 0) {
        lua_pushstring(state, name_of(handle_at(state, 1).kind));
    } else {
        lua_pushstring(state, luaL_typename(state, 1));
    }
    return 1;
}

// Upvalue: the name of the library, "" for globals.
int missing(lua_State* state) {
    const std::string library = lua_tostring(state, lua_upvalueindex(1));
    const std::string name =
        lua_type(state, 2) == LUA_TSTRING ? lua_tostring(state, 2) : plain_text(state, 2);
    std::string message = library.empty() ? fmt::format("`{}` is not known here", name)
                                          : fmt::format("`{}` has no `{}` in rules", library, name);
    std::string advice = advice_for(library.empty() ? name : library + "." + name);
    if (advice.empty() && library.empty()) {
        const std::string near = nearest(name, global_names());
        if (!near.empty()) advice = fmt::format("did you mean `{}`?", near);
    }
    if (!advice.empty()) message += "; " + advice;
    lua_pushlstring(state, message.data(), message.size());
    return lua_error(state);
}

// Upvalue: the name of the library, "" for globals.
int refuse_write(lua_State* state) {
    const std::string library = lua_tostring(state, lua_upvalueindex(1));
    const std::string name = plain_text(state, 2);
    const std::string message =
        library.empty()
            ? fmt::format("`{0}` is not declared; write `local {0} = ...` (or `local function`)", name)
            : fmt::format("`{}` cannot be changed", library);
    lua_pushlstring(state, message.data(), message.size());
    return lua_error(state);
}

// Takes the table on top of the stack and leaves an empty one in its place that reads from it and cannot
// be written to. Scripts cannot reach what is behind: there is no getmetatable.
void freeze(lua_State* state, const char* name) {
    lua_createtable(state, 0, 1);
    lua_pushstring(state, name);
    lua_pushcclosure(state, &missing, 1);
    lua_setfield(state, -2, "__index");
    lua_setmetatable(state, -2);  // of the real table: names that it lacks

    lua_createtable(state, 0, 0);
    lua_createtable(state, 0, 3);
    lua_pushvalue(state, -3);
    lua_setfield(state, -2, "__index");
    lua_pushstring(state, name);
    lua_pushcclosure(state, &refuse_write, 1);
    lua_setfield(state, -2, "__newindex");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_setmetatable(state, -2);
    lua_remove(state, -2);
}

// Copies fields of the table at `from` to the table on top of the stack.
void copy(lua_State* state, int from, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        lua_getfield(state, from, name);
        lua_setfield(state, -2, name);
    }
}

void set_function(lua_State* state, const char* name, lua_CFunction function) {
    lua_pushcfunction(state, function);
    lua_setfield(state, -2, name);
}

}  // namespace

std::string plain_text(lua_State* state, int index) {
    switch (lua_type(state, index)) {
        case LUA_TNIL:
        case LUA_TNONE:
            return "nil";
        case LUA_TBOOLEAN:
            return lua_toboolean(state, index) != 0 ? "true" : "false";
        case LUA_TNUMBER:
            if (lua_isinteger(state, index) != 0) return std::to_string(lua_tointeger(state, index));
            return fmt::format("{:.14g}", lua_tonumber(state, index));
        case LUA_TSTRING: {
            std::size_t length = 0;
            const char* text = lua_tolstring(state, index, &length);
            return {text, length};
        }
        case LUA_TLIGHTUSERDATA:
            return describe(handle_at(state, index));
        default:
            return luaL_typename(state, index);
    }
}

void check_own_table(lua_State* state, int index) {
    luaL_checktype(state, index, LUA_TTABLE);
    if (luaL_getmetafield(state, index, "__newindex") != LUA_TNIL)
        luaL_error(state, "this table cannot be changed");
}

int open_library(lua_State* state) {
    lua_gc(state, LUA_GCINC, 0, 0, 0);
    lua_settop(state, 0);
    luaL_requiref(state, "_G", luaopen_base, 0);        // 1
    luaL_requiref(state, "math", luaopen_math, 0);      // 2
    luaL_requiref(state, "string", luaopen_string, 0);  // 3

    lua_createtable(state, 0, 24);  // 4: the globals
    copy(state, 1, {"assert", "error", "ipairs", "select", "tonumber"});
    set_function(state, "pairs", &pairs);
    set_function(state, "tostring", &to_string);
    set_function(state, "type", &type_of);

    lua_createtable(state, 0, 24);
    copy(state, 2,
         {"abs", "ceil", "exp", "floor", "fmod", "huge", "log", "max", "maxinteger", "min", "mininteger",
          "modf", "pi", "sqrt", "tointeger", "type"});
    freeze(state, "math");
    lua_setfield(state, 4, "math");

    lua_createtable(state, 0, 12);
    add_table_library(state);
    freeze(state, "table");
    lua_setfield(state, 4, "table");

    lua_createtable(state, 0, 12);
    copy(state, 3, {"byte", "char", "len", "lower", "reverse", "sub", "upper"});
    add_string_functions(state);
    freeze(state, "string");
    // Methods of texts, s:upper(): the metatable that all texts share, without Lua's arithmetic on texts.
    lua_pushliteral(state, "");
    lua_createtable(state, 0, 2);
    lua_pushvalue(state, -3);
    lua_setfield(state, -2, "__index");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_setmetatable(state, -2);
    lua_pop(state, 1);
    lua_setfield(state, 4, "string");

    lua_pushvalue(state, 4);
    lua_rawsetp(state, LUA_REGISTRYINDEX, &globals_key);
    freeze(state, "");
    lua_rawsetp(state, LUA_REGISTRYINDEX, &environment_key);

    // Lua's own globals and loaded libraries go.
    lua_createtable(state, 0, 0);
    lua_rawseti(state, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    lua_pushnil(state);
    lua_setfield(state, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    open_handles(state);
    lua_settop(state, 0);
    lua_gc(state, LUA_GCCOLLECT, 0);
    return 0;
}

void set_global(lua_State* state, const char* name) {
    lua_rawgetp(state, LUA_REGISTRYINDEX, &globals_key);
    lua_insert(state, -2);
    lua_pushstring(state, name);
    lua_insert(state, -2);
    lua_rawset(state, -3);
    lua_pop(state, 1);
}

void use_environment(lua_State* state) {
    lua_rawgetp(state, LUA_REGISTRYINDEX, &environment_key);
    if (lua_setupvalue(state, -2, 1) == nullptr) lua_pop(state, 1);
}

}  // namespace assay::lua
