#include "lua/sandbox.h"

#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "lua/library.h"
#include "lua/message.h"

namespace assay::lua {

namespace {

// The first thousand instructions are counted finely, so that a small rule has a figure of its own;
// after that the hook's own cost matters more.
constexpr int kFineStep = 32;
constexpr int kStep = 1024;
constexpr std::size_t kLongText = 128;
constexpr std::size_t kBytesAStep = 16;  // filling a text is work like any other
constexpr std::size_t kBytesBetweenClocks = 64 << 10;
constexpr std::uint64_t kShortCall = 8192;
constexpr std::size_t kWorthCollecting = 1 << 20;
constexpr int kDeepChain = 4000;  // calls; a chain that fills a block is longer than this

std::chrono::nanoseconds processor_time() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

bool is_deep(lua_State* state) {
    lua_Debug record{};
    return lua_getstack(state, kDeepChain, &record) != 0;
}

}  // namespace

Sandbox::Sandbox(const Limits& limits) : limits_(limits) {
    state_.reset(lua_newstate(&Sandbox::allocate, this));
    if (!state_) return;
    *static_cast<Sandbox**>(lua_getextraspace(state_.get())) = this;
    if (protect(&open_library, nullptr, 0)) state_.reset();
}

Sandbox::~Sandbox() = default;

void* Sandbox::allocate(void* self, void* block, std::size_t old_size, std::size_t new_size) {
    Sandbox& box = *static_cast<Sandbox*>(self);
    // For a new block Lua passes the kind of object in place of the old size.
    const std::size_t kind = block == nullptr ? old_size : 0;
    const std::size_t old_bytes = block == nullptr ? 0 : old_size;
    if (new_size == 0) {
        std::free(block);
        box.held_ -= old_bytes;
        return nullptr;
    }
    if (new_size > old_bytes && !box.admits(block == nullptr, kind, old_bytes, new_size)) return nullptr;
    void* moved = std::realloc(block, new_size);
    if (moved == nullptr) return nullptr;
    box.held_ += new_size - old_bytes;
    box.peak_ = std::max(box.peak_, box.held_);
    return moved;
}

// Lua answers a refusal with a full collection, asks again, and only then raises its error, past any
// handler: so the reason and the line are noted here.
bool Sandbox::admits(bool fresh, std::size_t kind, std::size_t old_size, std::size_t new_size) {
    Stop refusal = Stop::none;
    if (fresh && kind == LUA_TSTRING && new_size > limits_.string_bytes + 64) {
        refusal = Stop::text;
    } else if (new_size > limits_.block_bytes) {
        refusal = Stop::block;
    } else if (held_ - old_size + new_size > baseline_ + limits_.memory) {
        refusal = Stop::memory;
    } else if (running_) {
        unchecked_bytes_ += new_size;
        // Not so for other blocks: whether the stack must grow, or a short text is known, depends on earlier
        // calls.
        if (fresh && kind == LUA_TSTRING && new_size > kLongText)
            used_ += new_size / kBytesAStep;  // the next count sees it
        if (unchecked_bytes_ > kBytesBetweenClocks) {
            unchecked_bytes_ = 0;
            if (out_of_time()) refusal = Stop::time;
        }
    }
    if (refusal == Stop::none) return true;
    if (refusal == Stop::block && state_ && is_deep(state_.get())) refusal = Stop::depth;
    refusal_ = refusal;
    if (state_) line_ = line_of(state_.get());
    if (refusal == Stop::time) unchecked_bytes_ = kBytesBetweenClocks;  // refuse the second request too
    return false;
}

// The wall clock is cheap to read, the thread's own is a system call: ask it only when a call is no longer
// short, and when the wall clock says that time is over.
bool Sandbox::out_of_time() {
    if (!processor_deadline_ && used_ >= kShortCall) processor_deadline_ = processor_time() + limits_.time;
    const auto now = std::chrono::steady_clock::now();
    if (now < deadline_) return false;
    const auto spent = processor_time();
    if (!processor_deadline_) processor_deadline_ = spent + limits_.time;
    if (spent >= *processor_deadline_) return true;
    deadline_ =
        now + std::max<std::chrono::nanoseconds>(*processor_deadline_ - spent, std::chrono::milliseconds(1));
    return false;
}

void Sandbox::start() {
    used_ = 0;
    baseline_ = held_;
    peak_ = held_;
    unchecked_bytes_ = 0;
    stop_ = Stop::none;
    refusal_ = Stop::none;
    line_ = 0;
    message_.clear();
    deadline_ = std::chrono::steady_clock::now() + limits_.time;
    processor_deadline_.reset();
}

void Sandbox::on_count(lua_State* state, lua_Debug*) {
    Sandbox& box = of(state);
    const int step = lua_gethookcount(state);
    if (step == kFineStep && box.used_ >= kStep) lua_sethook(state, &Sandbox::on_count, LUA_MASKCOUNT, kStep);
    box.used_ += static_cast<std::uint64_t>(step);
    if (box.used_ > box.limits_.instructions) box.stop_now(Stop::instructions);
    if (box.out_of_time()) box.stop_now(Stop::time);
}

void Sandbox::charge(std::uint64_t work) {
    used_ += work;
    if (!running_) return;
    if (used_ > limits_.instructions) stop_now(Stop::instructions);
    if (work > 1000 && out_of_time()) stop_now(Stop::time);
}

void Sandbox::stop_now(Stop stop) {
    stop_ = stop;
    line_ = line_of(state_.get());
    lua_pushnil(state_.get());
    lua_error(state_.get());
    std::abort();  // lua_error does not return
}

// The line that the innermost function of the script is at. Allocates nothing.
std::uint32_t Sandbox::line_of(lua_State* state) {
    lua_Debug record{};
    for (int level = 0; lua_getstack(state, level, &record) != 0; ++level) {
        lua_getinfo(state, "l", &record);
        if (record.currentline > 0) return static_cast<std::uint32_t>(record.currentline);
    }
    return 0;
}

int Sandbox::on_error(lua_State* state) {
    Sandbox& box = of(state);
    if (box.stop_ != Stop::none) return 1;
    box.line_ = line_of(state);
    if (lua_type(state, 1) == LUA_TSTRING) {
        std::size_t length = 0;
        const char* text = lua_tolstring(state, 1, &length);
        box.message_.assign(text, length);
    } else {
        box.message_ = "the script stopped with an error that is not a text";
    }
    return 1;
}

std::optional<ScriptError> Sandbox::outcome(int status) {
    if (status == LUA_OK) return std::nullopt;
    if (lua_gettop(state_.get()) > 0) lua_pop(state_.get(), 1);
    Stop stop = stop_;
    if (stop == Stop::none && status == LUA_ERRMEM) stop = refusal_ == Stop::none ? Stop::memory : refusal_;
    // The buffers of Lua's string functions raise a plain error instead.
    if (stop == Stop::none && message_ == "not enough memory") stop = refusal_;
    if (stop == Stop::none && (status == LUA_ERRERR || is_overflow(message_))) stop = Stop::depth;
    if (stop != Stop::none) return ScriptError{describe(stop, limits_), line_, stop};
    // Lua passes on what is not a Lua error with a status of its own (a C++ exception: memory ran out).
    if (status != LUA_ERRRUN && status != LUA_ERRSYNTAX) {
        return ScriptError{describe(Stop::memory, limits_), line_, Stop::memory};
    }
    const PlainMessage plain = plain_message(message_);
    return ScriptError{plain.text, plain.line != 0 ? plain.line : line_, Stop::none};
}

std::optional<ScriptError> Sandbox::load(std::string_view source) {
    start();
    // Lua would say so too, in other words.
    if (!source.empty() && source.front() == LUA_SIGNATURE[0]) {
        return ScriptError{"the file is compiled Lua; only Lua text is read", 1, Stop::none};
    }
    if (source.size() > limits_.block_bytes) {
        return ScriptError{fmt::format("the file is over {} KiB", limits_.block_bytes >> 10), 1, Stop::none};
    }
    struct Rest {
        std::string_view text;
    } rest{source};
    const auto read = [](lua_State*, void* data, std::size_t* size) -> const char* {
        const std::string_view text = std::exchange(static_cast<Rest*>(data)->text, {});
        *size = text.size();
        return text.data();
    };
    const int status = lua_load(state_.get(), read, &rest, kChunkName, "t");
    if (status != LUA_OK && lua_type(state_.get(), -1) == LUA_TSTRING)
        message_ = lua_tostring(state_.get(), -1);
    if (auto error = outcome(status)) {
        error->line = std::max(error->line, 1u);  // nesting that is too deep has no line of its own
        return error;
    }
    use_environment(state_.get());
    return std::nullopt;
}

std::optional<ScriptError> Sandbox::call(int arguments, int results) {
    lua_State* const state = state_.get();
    start();
    const int function = lua_gettop(state) - arguments;
    lua_pushcfunction(state, &Sandbox::on_error);
    lua_insert(state, function);
    lua_sethook(state, &Sandbox::on_count, LUA_MASKCOUNT, kFineStep);
    running_ = true;
    const int status = lua_pcall(state, arguments, results, function);
    running_ = false;
    lua_sethook(state, nullptr, 0, 0);
    lua_remove(state, function);
    auto error = outcome(status);
    // What this call leaves behind must not be held against the next.
    if (peak_memory() > kWorthCollecting) lua_gc(state, LUA_GCCOLLECT);
    return error;
}

std::optional<ScriptError> Sandbox::protect(lua_CFunction function, void* argument, int results) {
    lua_State* const state = state_.get();
    start();
    const int base = lua_gettop(state) + 1;
    lua_pushcfunction(state, &Sandbox::on_error);
    lua_pushcfunction(state, function);
    lua_pushlightuserdata(state, argument);
    const int status = lua_pcall(state, 1, results, base);
    lua_remove(state, base);
    return outcome(status);
}

std::string describe(Stop stop, const Limits& limits) {
    switch (stop) {
        case Stop::instructions:
            return fmt::format("the script ran for over {} steps; look for a loop that does not end",
                               limits.instructions);
        case Stop::time:
            return fmt::format("the script ran for over {} ms; look for a loop that does not end",
                               limits.time.count());
        case Stop::memory:
            return fmt::format("the script holds over {} MiB; look for a table or text that grows in a loop",
                               limits.memory >> 20);
        case Stop::text:
            return fmt::format("a text grew over {} KiB", limits.string_bytes >> 10);
        case Stop::block:
            return fmt::format("a table, or the values of one call, grew over {} KiB",
                               limits.block_bytes >> 10);
        case Stop::depth:
            return "functions call one another too deeply; look for one that calls itself without end";
        case Stop::none:
            break;
    }
    return {};
}

}  // namespace assay::lua
