#include "lua/sandbox.h"

#include <gtest/gtest.h>

#include "lua/library.h"

namespace assay::lua {
namespace {

// Runs a script and gives its first result as text, or its error.
std::string run(std::string_view source, const Limits& limits = {}) {
    Sandbox box(limits);
    if (auto error = box.load(source))
        return "error at " + std::to_string(error->line) + ": " + error->message;
    if (auto error = box.call(0, 1)) return "error at " + std::to_string(error->line) + ": " + error->message;
    return plain_text(box.state(), -1);
}

TEST(Sandbox, RunsAScript) {
    EXPECT_EQ(run("local n = 0 for i = 1, 10 do n = n + i end return n"), "55");
}

TEST(Sandbox, NamesTheLineAndTheName) {
    EXPECT_EQ(run("local s\n\nreturn s.text"), "error at 3: `s` is nothing (nil) here, and has no fields");
    EXPECT_EQ(run("local t = {}\nreturn t.x.y"), "error at 2: `x` is nothing (nil) here, and has no fields");
    EXPECT_EQ(run("return 'a' .. {}"),
              "error at 1: a value is a table here, and cannot be joined with `..`; use tostring(...)");
    EXPECT_EQ(run("return {\n  1,\n  x y\n}"), "error at 3: '}' expected (to close '{' at line 1) near 'y'");
}

TEST(Sandbox, AnErrorOfTheScriptKeepsItsWords) {
    EXPECT_EQ(run("\nerror('no such council')"), "error at 2: no such council");
    EXPECT_EQ(run("error({})"), "error at 1: the script stopped with an error that is not a text");
    EXPECT_EQ(run("assert(false, 'wanted two')"), "error at 1: wanted two");
}

TEST(Sandbox, AnErrorInsideALibraryFunctionIsAtTheScriptsLine) {
    EXPECT_EQ(run("local x = 1\nreturn math.floor('a')"),
              "error at 2: bad argument #1 to 'floor' (number expected, got string)");
}

TEST(Sandbox, WhatIsLeftOutSaysWhatToUse) {
    EXPECT_EQ(run("print('x')"), "error at 1: `print` is not known here; use out:log(...)");
    EXPECT_EQ(run("return ('x'):find('x')"),
              "error at 1: `string` has no `find` in rules; declare what to look for with `phrase` and use "
              "s:find(...)");
    EXPECT_EQ(run("return tostrin(1)"), "error at 1: `tostrin` is not known here; did you mean `tostring`?");
}

TEST(Sandbox, GlobalsMustBeDeclared) {
    EXPECT_EQ(run("total = 1"),
              "error at 1: `total` is not declared; write `local total = ...` (or `local function`)");
}

TEST(Sandbox, PairsGoInOrder) {
    EXPECT_EQ(run("local t = {b = 1, a = 2, [3] = 3, [1.5] = 4, [-1] = 5, [true] = 6, z = 7}\n"
                  "local keys = {} for k in pairs(t) do keys[#keys + 1] = tostring(k) end\n"
                  "return table.concat(keys, ' ')"),
              "-1 1.5 3 a b z true");
}

TEST(Sandbox, PairsLeaveOutWhatWasRemovedOnTheWay) {
    EXPECT_EQ(run("local t = {a = 1, b = 2, c = 3} local n = 0\n"
                  "for k in pairs(t) do n = n + 1 t.b = nil end return n"),
              "2");
}

TEST(Sandbox, SortIsStableAndTakesAnOrder) {
    EXPECT_EQ(run("local t = {{2, 'a'}, {1, 'b'}, {2, 'c'}, {1, 'd'}, {0, 'e'}}\n"
                  "table.sort(t, function(x, y) return x[1] < y[1] end)\n"
                  "local out = {} for i, x in ipairs(t) do out[i] = x[2] end return table.concat(out)"),
              "ebdac");
    EXPECT_EQ(run("local t = {5, 3, 9, 1, 7, 2} table.sort(t) return table.concat(t, ',')"), "1,2,3,5,7,9");
    EXPECT_EQ(run("local t = {} table.sort(t) return #t"), "0");
    EXPECT_EQ(run("local t = {1, 'a'} table.sort(t)"), "error at 1: attempt to compare string with number");
}

TEST(Sandbox, TablesGrowAndShrink) {
    EXPECT_EQ(
        run("local t = {1, 2} table.insert(t, 3) table.insert(t, 1, 0) local gone = table.remove(t, 2)\n"
            "return gone .. ':' .. table.concat(t, ',') .. ':' .. table.remove(t) .. ':' .. #t"),
        "1:0,2,3:3:2");
    EXPECT_EQ(run("return table.remove({})"), "nil");
    EXPECT_EQ(run("return select('#', table.unpack({1, 2, nil, 4}, 1, 4))"), "4");
    EXPECT_EQ(run("table.insert({1}, 5, 1)"),
              "error at 1: bad argument #2 to 'insert' (position out of bounds)");
}

TEST(Sandbox, FormatAndRepeat) {
    EXPECT_EQ(run("return string.format('%d of %5.1f%% %s|%-4s|%x', 3, 12.345, true, 'ab', 255)"),
              "3 of  12.3% true|ab  |ff");
    EXPECT_EQ(run("return ('ab'):rep(3, '-')"), "ab-ab-ab");
    EXPECT_EQ(run("return ('x'):rep(-1)"), "");
}

TEST(Sandbox, NothingOfARunIsLeftForTheNext) {
    Sandbox box;
    ASSERT_FALSE(box.load("local n = (_ENV.seen or 0) + 1\n _ENV = {seen = n}\n return n"));
    for (int i = 0; i < 3; ++i) {
        lua_pushvalue(box.state(), 1);
        use_environment(box.state());
        const auto error = box.call(0, 1);
        ASSERT_TRUE(error);  // `seen` is not known: the environment is the sandbox's own again
        EXPECT_EQ(error->message, "`seen` is not known here");
    }
}

TEST(Sandbox, CountsInstructionsTheSameEveryTime) {
    std::uint64_t first = 0;
    for (int i = 0; i < 5; ++i) {
        Sandbox box;
        ASSERT_FALSE(box.load("local t = {} for i = 1, 5000 do t[i] = {i} end return #t"));
        ASSERT_FALSE(box.call(0, 1));
        if (i == 0) first = box.instructions();
        EXPECT_EQ(box.instructions(), first);
    }
    EXPECT_GT(first, 15000u);
    EXPECT_LT(first, 60000u);
}

TEST(Sandbox, AStateServesAgainAfterAnOrdinaryError) {
    Sandbox box;
    ASSERT_FALSE(box.load("error('first')"));
    ASSERT_TRUE(box.call(0, 1));
    EXPECT_EQ(lua_gettop(box.state()), 0);
    ASSERT_FALSE(box.load("return 7"));
    ASSERT_FALSE(box.call(0, 1));
    EXPECT_EQ(lua_tointeger(box.state(), -1), 7);
}

TEST(Sandbox, TooLittleMemoryForTheLibraryIsNoCrash) {
    Limits limits;
    limits.memory = 4000;
    const Sandbox box(limits);
    EXPECT_EQ(const_cast<Sandbox&>(box).state(), nullptr);
}

}  // namespace
}  // namespace assay::lua
