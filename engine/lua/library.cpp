#include "lua/library.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <string_view>

#include "core/suggest.h"
#include "lua/handle.h"
#include "lua/sandbox.h"

namespace assay::lua {

namespace {

char environment_key;  // addresses of these name entries of the registry
char globals_key;

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

int repeat(lua_State* state) {
    std::size_t length = 0, between_length = 0;
    const char* text = luaL_checklstring(state, 1, &length);
    const lua_Integer times = luaL_checkinteger(state, 2);
    const char* between = luaL_optlstring(state, 3, "", &between_length);
    if (times <= 0 || length + between_length == 0) {
        lua_pushliteral(state, "");
        return 1;
    }
    const std::size_t most = Sandbox::of(state).limits().string_bytes;
    if (static_cast<lua_Unsigned>(times) > most / (length + between_length)) {
        return luaL_error(state, "the repeated text would be over %d KiB", static_cast<int>(most >> 10));
    }
    std::string all;
    all.reserve(static_cast<std::size_t>(times) * (length + between_length));
    for (lua_Integer i = 0; i < times; ++i) {
        if (i > 0) all.append(between, between_length);
        all.append(text, length);
    }
    Sandbox::of(state).charge(all.size() / 16);
    lua_pushlstring(state, all.data(), all.size());
    return 1;
}

// One conversion of string.format, "%-8.3f": flags, a width and precision of two digits at most, a letter.
struct Conversion {
    std::string spec;  // without the letter
    char letter = 0;
};

Conversion read_conversion(lua_State* state, const char*& at) {
    Conversion conversion{"%", 0};
    while (*at != 0 && std::strchr("-+ #0", *at) != nullptr && conversion.spec.size() < 6)
        conversion.spec += *at++;
    for (int part = 0; part < 2; ++part) {
        if (part == 1) {
            if (*at != '.') break;
            conversion.spec += *at++;
        }
        for (int digits = 0; digits < 2 && *at >= '0' && *at <= '9'; ++digits) conversion.spec += *at++;
    }
    conversion.letter = *at;
    if (conversion.letter == 0 || std::strchr("dixXfFeEgGs", conversion.letter) == nullptr) {
        luaL_error(
            state,
            "string.format knows %%d %%i %%x %%f %%e %%g %%s and %%%%, with a width and precision below 100");
    }
    ++at;
    return conversion;
}

std::string convert(lua_State* state, const Conversion& conversion, int argument) {
    char buffer[512];  // the longest is %99.99f of the largest number: 310 digits, a point, 99 more
    int length = 0;
    if (conversion.letter == 's') {
        luaL_checkany(state, argument);
        std::string text = plain_text(state, argument);
        if (conversion.spec == "%") return text;
        if (text.size() >= 100 && conversion.spec.find('.') == std::string::npos) return text;
        length = std::snprintf(buffer, sizeof buffer, (conversion.spec + "s").c_str(), text.c_str());
    } else if (std::strchr("dixX", conversion.letter) != nullptr) {
        const long long value = luaL_checkinteger(state, argument);
        length =
            std::snprintf(buffer, sizeof buffer, (conversion.spec + "ll" + conversion.letter).c_str(), value);
    } else {
        const double value = luaL_checknumber(state, argument);
        length = std::snprintf(buffer, sizeof buffer, (conversion.spec + conversion.letter).c_str(), value);
    }
    return {buffer, static_cast<std::size_t>(std::clamp(length, 0, static_cast<int>(sizeof buffer) - 1))};
}

int format(lua_State* state) {
    const char* at = luaL_checkstring(state, 1);
    const std::size_t most = Sandbox::of(state).limits().string_bytes;
    std::string all;
    int argument = 1;
    while (*at != 0) {
        if (*at != '%') {
            all += *at++;
        } else if (at[1] == '%') {
            all += '%';
            at += 2;
        } else {
            const Conversion conversion = read_conversion(state, ++at);
            all += convert(state, conversion, ++argument);
        }
        if (all.size() > most)
            return luaL_error(state, "the formatted text is over %d KiB", static_cast<int>(most >> 10));
    }
    Sandbox::of(state).charge(all.size() / 16);
    lua_pushlstring(state, all.data(), all.size());
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
    set_function(state, "format", &format);
    set_function(state, "rep", &repeat);
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

const std::vector<std::string>& global_names() {
    static const std::vector<std::string> names{"assert",   "error",    "ipairs", "math",   "pairs",
                                                "phrase",   "rule",     "select", "string", "table",
                                                "tonumber", "tostring", "type"};
    return names;
}

std::string advice_for(const std::string& missing) {
    static const std::string kPhrases = "declare what to look for with `phrase` and use s:find(...)";
    static const std::string kOutside = "a rule sees the report and nothing else";
    static const std::string kErrors = "an error ends the rule and is reported with its line";
    static const std::map<std::string, std::string> advice{
        {"print", "use out:log(...)"},
        {"io", kOutside},
        {"os", kOutside},
        {"package", kOutside},
        {"require", kOutside},
        {"dofile", kOutside},
        {"debug", kOutside},
        {"collectgarbage", kOutside},
        {"load", "a rule cannot run text as code"},
        {"loadstring", "a rule cannot run text as code"},
        {"loadfile", kOutside},
        {"coroutine", "a rule runs from top to bottom"},
        {"pcall", kErrors},
        {"xpcall", kErrors},
        {"next", "use pairs, or `next` in other words: `for _ in pairs(t) do ... end`"},
        {"setmetatable", "use plain tables and functions"},
        {"getmetatable", "use plain tables and functions"},
        {"rawget", "use t[key]"},
        {"rawset", "use t[key] = value"},
        {"rawlen", "use #t"},
        {"rawequal", "use =="},
        {"unpack", "use table.unpack"},
        {"utf8", "use s:find(...) and the words of sentences"},
        {"string.find", kPhrases},
        {"string.match", kPhrases},
        {"string.gmatch", kPhrases},
        {"string.gsub", kPhrases},
        {"string.dump", "a rule cannot run text as code"},
        {"math.random", "a rule gives the same answer every time"},
        {"math.randomseed", "a rule gives the same answer every time"},
    };
    const auto found = advice.find(missing);
    return found == advice.end() ? std::string() : found->second;
}

}  // namespace assay::lua
