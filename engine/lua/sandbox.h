// A Lua state that can be trusted with a script that cannot: few functions, and limits that no script
// can catch. Headers of this folder are the only ones that see Lua.
#pragma once

#include <chrono>
#include <cstdint>
#include <lua.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "lua/limits.h"

namespace assay::lua {

/// Why a call ended early: in plain words, with the line of the script (0: unknown).
struct ScriptError {
    std::string message;
    std::uint32_t line = 0;
    Stop stop = Stop::none;
};

/// One state with the library of library.h and nothing else. After an error with a `stop` the state
/// must be thrown away. Not thread-safe; different sandboxes are independent.
class Sandbox {
public:
    explicit Sandbox(const Limits& limits = {});
    ~Sandbox();
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;

    /// The state, or null where memory did not suffice to make it. Functions that may raise a Lua error are
    /// called inside protect() only.
    lua_State* state() { return state_.get(); }

    /// Compiles a script (text, never bytecode) and leaves its main function on the stack.
    std::optional<ScriptError> load(std::string_view source);

    /// Calls the function below `arguments` values on the stack under the limits, which begin anew, and
    /// leaves `results` values; on an error, none.
    std::optional<ScriptError> call(int arguments, int results);

    /// Runs a C function in protected mode without limits beyond those of memory: for the host's own
    /// preparations. The stack is as `call` leaves it.
    std::optional<ScriptError> protect(lua_CFunction function, void* argument, int results);

    /// Limits of the calls to come.
    void set_limits(const Limits& limits) { limits_ = limits; }
    const Limits& limits() const { return limits_; }

    /// Instructions of the last call; for a call of over a thousand, to the next lower multiple of 1,024
    /// above that.
    std::uint64_t instructions() const { return used_; }
    /// The most bytes that the last call held at a time, beyond those held before it.
    std::size_t peak_memory() const { return peak_ > baseline_ ? peak_ - baseline_ : 0; }

    /// The sandbox of a state, for functions that Lua calls.
    static Sandbox& of(lua_State* state) { return **static_cast<Sandbox**>(lua_getextraspace(state)); }

    /// Counts work done by a library function; raises a Lua error beyond the limit.
    void charge(std::uint64_t work);

    /// For the host's functions: something to point at, set before a call. Null by default.
    void* host = nullptr;

private:
    struct Close {
        void operator()(lua_State* state) const { lua_close(state); }
    };

    static void* allocate(void* self, void* block, std::size_t old_size, std::size_t new_size);
    static void on_count(lua_State* state, lua_Debug* record);
    static int on_error(lua_State* state);
    static std::uint32_t line_of(lua_State* state);

    bool admits(bool fresh, std::size_t kind, std::size_t old_size, std::size_t new_size);
    bool out_of_time();
    void start();
    [[noreturn]] void stop_now(Stop stop);
    std::optional<ScriptError> outcome(int status);

    Limits limits_;
    std::uint64_t used_ = 0;
    std::size_t held_ = 0, peak_ = 0, baseline_ = 0;
    std::size_t unchecked_bytes_ = 0;  // allocated since the clock was last read
    bool running_ = false;             // instructions and time count
    std::chrono::steady_clock::time_point deadline_;
    std::optional<std::chrono::nanoseconds> processor_deadline_;  // set once a call is no longer short
    Stop stop_ = Stop::none;                                      // raised by on_count or charge
    Stop refusal_ = Stop::none;                                   // why the allocator last refused
    std::uint32_t line_ = 0;                                      // of the last refusal or error
    std::string message_;
    std::unique_ptr<lua_State, Close> state_;  // last: closing it calls the allocator
};

/// What went beyond which limit, in words.
std::string describe(Stop stop, const Limits& limits);

}  // namespace assay::lua
