// The functions of `string` that are not Lua's own: those can be made to take all memory.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string>

#include "lua/library.h"
#include "lua/sandbox.h"

namespace assay::lua {

namespace {

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

}  // namespace

void add_string_functions(lua_State* state) {
    lua_pushcfunction(state, &format);
    lua_setfield(state, -2, "format");
    lua_pushcfunction(state, &repeat);
    lua_setfield(state, -2, "rep");
}

}  // namespace assay::lua
