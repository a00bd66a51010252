// Scripts that mean harm. Each must end with an error that names a limit or a missing function, with
// nothing reached, within its limits of steps and memory, and soon after its limit of time.
#include <gtest/gtest.h>
#include <time.h>

#include <string>
#include <vector>

#include "lua/sandbox.h"

namespace assay::lua {
namespace {

struct Attack {
    const char* name;
    std::string source;
    const char* message;  // part of the message
    Stop stop = Stop::none;
};

std::ostream& operator<<(std::ostream& out, const Attack& attack) {
    return out << attack.name;
}

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

std::vector<Attack> attacks() {
    const char* const unknown = "is not known here";
    return {
        // Reaching out.
        {"os_execute", "os.execute('echo harm')", unknown},
        {"io_open", "return io.open('/etc/passwd')", unknown},
        {"require", "return require('os')", unknown},
        {"package", "return package.loadlib('libc.so.6', 'system')", unknown},
        {"dofile", "dofile('/etc/profile')", unknown},
        {"loadfile", "loadfile('/etc/profile')", unknown},
        {"load_text", "return load('return 1')()", unknown},
        {"load_bytecode", "return load('\\27Lua')", unknown},
        {"loadstring", "loadstring('x')", unknown},
        {"debug_hook", "debug.sethook()", unknown},
        {"debug_registry", "return debug.getregistry()", unknown},
        {"collectgarbage", "collectgarbage('stop')", unknown},
        {"globals_table", "return _G.os", unknown},
        {"environment", "return _ENV.os", unknown},
        {"dump", "return string.dump(function() end)", "has no `dump`"},
        {"dump_by_method", "return (''):dump()", "has no `dump`"},
        {"bytecode_chunk", std::string("\x1bLuaT\0\x19\x93\r\n\x1a\n", 12), "compiled Lua"},
        {"randomness", "return math.random()", "has no `random`"},
        {"clock", "return os.clock()", unknown},
        // Catching limits.
        {"pcall", "while true do pcall(function() while true do end end) end", unknown},
        {"xpcall", "xpcall(function() end, function() end)", unknown},
        {"coroutine", "coroutine.wrap(function() end)()", unknown},
        {"close_handler", "local x <close> = {} while true do end", "cannot be closed"},
        {"for_close_handler", "for i in function() end, nil, nil, {} do end while true do end",
         "cannot be closed"},
        {"error_with_handlers",
         "error({__gc = function() end, __tostring = function() while true do end end})", "not a text"},
        // Changing how things behave.
        {"setmetatable", "setmetatable({}, {__gc = function() while true do end end})", unknown},
        {"string_metatable", "getmetatable('').__index = nil", unknown},
        {"string_library", "string.upper = nil", "cannot be changed"},
        {"string_library_by_method", "local s = ('').sub s('x', 1) (''):rep(1).x = 1", "a string"},
        {"table_library_insert", "table.insert(table, 1)", "cannot be changed"},
        {"table_library_sort", "table.sort(string)", "cannot be changed"},
        {"math_library", "math.pi = 3", "cannot be changed"},
        {"environment_field", "_ENV.tostring = nil", "is not declared"},
        {"rawset", "rawset(string, 'find', 1)", unknown},
        {"constant_environment", "local _ENV <const> = 1 return (function() return x.y end)()",
         "has no fields"},
        // Patterns, that never end inside C.
        {"find", "return (('a'):rep(200)):find(('.-'):rep(50) .. 'b')", "has no `find`"},
        {"gsub", "return string.gsub('x', 'x', '%0')", "has no `gsub`"},
        {"match", "return ('x'):match('(.-)*')", "has no `match`"},
        {"gmatch", "for w in ('x'):gmatch('.') do end", "has no `gmatch`"},
        {"pack_size", "return string.pack('i16', 1)", "has no `pack`"},
        // Time.
        {"endless_while", "while true do end", "steps", Stop::instructions},
        {"endless_repeat", "repeat local x = 1 until false", "steps", Stop::instructions},
        {"endless_goto", "::again:: goto again", "steps", Stop::instructions},
        {"endless_for", "for i = 1, math.maxinteger do end", "steps", Stop::instructions},
        {"endless_iterator", "for i in function() return 1 end do end", "steps", Stop::instructions},
        {"endless_tail_call", "local function f() return f() end f()", "steps", Stop::instructions},
        {"endless_mutual", "local a, b function a() return b() end function b() return a() end a()", "steps",
         Stop::instructions},
        {"empty_repetition", "return (''):rep(math.maxinteger) .. x", "is not known"},
        {"sort_equal_texts",
         "local s, t = ('a'):rep(60000), {} for i = 1, 40000 do t[i] = s end table.sort(t)", "steps",
         Stop::instructions},
        {"sort_endless_order", "table.sort({3, 2, 1}, function() while true do end end)", "steps",
         Stop::instructions},
        {"insert_at_front", "local t = {} for i = 1, 60000 do table.insert(t, 1, i) end", "steps",
         Stop::instructions},
        {"remove_at_front",
         "local t = {} for i = 1, 60000 do t[i] = i end for i = 1, 60000 do table.remove(t, 1) end", "steps",
         Stop::instructions},
        {"concat_hole", "return table.concat({}, ',', 1, math.maxinteger)", "joins texts"},
        {"compare_long_texts",
         "local a, b = ('a'):rep(65000) .. 'b', ('a'):rep(65000) .. 'c' local n = 0\n"
         "while true do if a < b then n = n + 1 end end",
         "", Stop::instructions},
        {"upper_in_a_loop",
         "local s = ('a'):rep(65000) while true do local u = s:upper():lower():reverse() end", "",
         Stop::instructions},
        {"pairs_in_a_loop",
         "local t = {} for i = 1, 60000 do t[i] = i end while true do for k in pairs(t) do break end end",
         "steps", Stop::instructions},
        {"format_in_a_loop", "local s = ('a'):rep(60000) while true do local x = string.format('%s', s) end",
         "", Stop::instructions},
        {"concat_in_a_loop", "local s = ('a'):rep(60000) while true do local x = s .. 1 end", "",
         Stop::instructions},
        // Memory.
        {"rep_huge", "return ('x'):rep(1 << 40)", "repeated text"},
        {"rep_overflow", "return ('xx'):rep(math.maxinteger)", "repeated text"},
        {"rep_separator", "return ('x'):rep(1 << 20, ('y'):rep(60000))", "repeated text"},
        {"doubling", "local s = 'x' while true do s = s .. s end", "a text grew", Stop::text},
        {"many_texts", "local t, s = {}, ('x'):rep(60000) for i = 1, 1e9 do t[i] = s .. i end", "holds over",
         Stop::memory},
        {"growing_table", "local t = {} for i = 1, 1e9 do t[i] = i end", "a table, or", Stop::block},
        {"growing_hash", "local t = {} for i = 1, 1e9 do t['k' .. i] = i end", "", Stop::block},
        {"nested_tables", "local t = {} while true do t = {t} end", "", Stop::memory},
        {"closures", "local f = function() end while true do local g = f f = function() return g end end", "",
         Stop::memory},
        {"format_width", "return string.format('%1000000d', 1)", "string.format knows"},
        {"format_pointer", "return string.format('%p', {})", "string.format knows"},
        {"concat_huge", "local t = {} for i = 1, 5000 do t[i] = ('x'):rep(100) end return table.concat(t)",
         "joined text"},
        {"unpack_huge", "return table.unpack({}, 1, 1e7)", "200 values"},
        {"unpack_overflow", "return table.unpack({}, math.mininteger, math.maxinteger)", "200 values"},
        {"byte_huge", "local s = ('x'):rep(65000) local function f(...) return f(..., s:byte(1, -1)) end f()",
         "values of one call"},
        {"char_many", "local function f(...) return f(1, ...) end f()", ""},
        // Depth.
        {"recursion", "local function f() return 1 + f() end f()", "deeply", Stop::depth},
        {"recursion_through_sort",
         "local function f() table.sort({1, 2}, function() f() return true end) end f()", "deeply",
         Stop::depth},
        {"deep_brackets", "return " + repeated("(", 5000) + "1" + repeated(")", 5000), "deeply", Stop::depth},
        {"deep_tables", "return " + repeated("{", 5000) + repeated("}", 5000), "deeply", Stop::depth},
        {"deep_functions", repeated("local f = function() ", 3000) + repeated(" end", 3000), ""},
        {"many_locals", repeated("local x = 1\n", 300), "too many local variables"},
        {"long_line", "return " + repeated("1 + ", 40000) + "x", ""},
    };
}

double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

class AttackTest : public ::testing::TestWithParam<Attack> {};

TEST_P(AttackTest, IsContained) {
    const Limits limits{2'000'000, std::size_t{8} << 20, std::chrono::milliseconds(300)};
    Sandbox box(limits);
    const double begin = processor_seconds();
    std::optional<ScriptError> error = box.load(GetParam().source);
    if (!error) error = box.call(0, 0);
    const double seconds = processor_seconds() - begin;
    RecordProperty("milliseconds", std::to_string(seconds * 1000));
    ASSERT_TRUE(error);
    EXPECT_NE(error->message.find(GetParam().message), std::string::npos) << error->message;
    if (GetParam().stop == Stop::instructions) {
        // On a slow machine, or with sanitizers, time may be the first to run out.
        EXPECT_TRUE(error->stop == Stop::instructions || error->stop == Stop::time) << error->message;
    } else if (GetParam().stop != Stop::none) {
        EXPECT_EQ(error->stop, GetParam().stop) << error->message;
    }
    EXPECT_GT(error->line, 0u) << error->message;
    EXPECT_LE(box.peak_memory(), limits.memory);
    // The figure that the project promises, in the thread's own time: other programs do not count.
    EXPECT_LT(seconds, 0.3 + 0.1);
}

INSTANTIATE_TEST_SUITE_P(Sandbox, AttackTest, ::testing::ValuesIn(attacks()),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace assay::lua
