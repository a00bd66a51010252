// What a script may call: a few functions of Lua, others of our own in their place, all read-only.
//
// Left out, with everything that reaches outside (io, os, package, debug), runs text as code (load and
// its kin), catches errors (pcall, xpcall, coroutine), changes how values behave (setmetatable and its
// kin), works without end inside C (patterns), or differs from run to run (random, clocks, addresses).
// Order of iteration: `pairs` goes by number, then text, then false, true.
#pragma once

#include <lua.hpp>
#include <string>
#include <vector>

namespace assay::lua {

/// A lua_CFunction: makes the library and the environment of scripts in a fresh state.
int open_library(lua_State* state);

/// Adds a global to the environment of all scripts, taking its value from the top of the stack.
void set_global(lua_State* state, const char* name);

/// Makes the environment that of the script whose main function is on top of the stack. To be done
/// before each run, since a script may replace its environment.
void use_environment(lua_State* state);

/// The names a script may use without declaring them, in the order of the alphabet: functions and
/// libraries, and those that set_global adds.
const std::vector<std::string>& global_names();

/// What to use in place of a global, or a member of a library ("string.find"), that scripts do not
/// have; empty where there is nothing to say.
std::string advice_for(const std::string& missing);

/// `tostring` as scripts see it: without addresses, and without calling back into the script.
std::string plain_text(lua_State* state, int index);

/// Writes the functions of `table` into the table on top of the stack.
void add_table_library(lua_State* state);

/// Writes `format` and `rep` into the table on top of the stack: Lua's, within the sandbox's limits.
void add_string_functions(lua_State* state);

/// `pairs` for scripts: numbers first, then texts, false and true, sentences, each in their order. Charges
/// for sorting.
int pairs(lua_State* state);

/// Raises an error unless the value at `index` is a table that the script may change.
void check_own_table(lua_State* state, int index);

}  // namespace assay::lua
