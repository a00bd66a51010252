#include "lua/session.h"

#include <unordered_map>

#include "lua/call.h"
#include "lua/library.h"
#include "lua/sandbox.h"

namespace assay::lua {

namespace {

constexpr std::uint64_t kInstructionsPerSentence = 2000;
constexpr std::chrono::nanoseconds kTimePerInstruction{100};  // ten times what it takes
constexpr std::size_t kMostScripts = 256;                     // a workbench makes a new one with every edit

char evaluate_key;  // its address names an entry of the registry

int declare_phrase(lua_State* state) {
    Call& call = Call::of(state);
    if (call.evaluating) fail(state, "phrases are declared at the top of the file, outside `evaluate`");
    const std::uint32_t index = call.phrases_declared++;
    if (index >= call.phrase_groups) fail(state, "this phrase was not declared when the rule was loaded");
    push_handle(state, {HandleKind::phrase, 0, index});
    return 1;
}

int declare_rule(lua_State* state) {
    Call& call = Call::of(state);
    if (call.evaluating) fail(state, "rules are declared at the top of the file, outside `evaluate`");
    luaL_checktype(state, 1, LUA_TTABLE);
    if (call.rules_declared++ == call.wanted_rule) {
        lua_getfield(state, 1, "evaluate");
        lua_rawsetp(state, LUA_REGISTRYINDEX, &evaluate_key);
    }
    lua_settop(state, 1);
    return 1;
}

// Upvalue-free body of a run; argument: the main function of the script.
int run_script(lua_State* state) {
    Call& call = Call::of(state);
    lua_pushnil(state);
    lua_rawsetp(state, LUA_REGISTRYINDEX, &evaluate_key);
    lua_settop(state, 1);
    lua_call(state, 0, 0);
    if (lua_rawgetp(state, LUA_REGISTRYINDEX, &evaluate_key) != LUA_TFUNCTION)
        fail(state, "the rule was not declared again");
    lua_pushnil(state);
    lua_rawsetp(state, LUA_REGISTRYINDEX, &evaluate_key);
    call.evaluating = true;
    push_handle(state, {HandleKind::document, call.generation, 0});
    push_handle(state, {HandleKind::output, call.generation, 0});
    lua_call(state, 2, 0);
    return 0;
}

int add_bindings(lua_State* state) {
    lua_pushcfunction(state, &declare_phrase);
    set_global(state, "phrase");
    lua_pushcfunction(state, &declare_rule);
    set_global(state, "rule");
    bind_document(state);
    bind_sentence(state);
    bind_evidence(state);
    bind_output(state);
    return 0;
}

// A state with the script's main function at the bottom of its stack, or the reason why there is none.
struct Prepared {
    std::unique_ptr<Sandbox> box;
    std::optional<ScriptError> error;
};

Prepared prepare(const std::string& source, const Limits& limits) {
    Prepared prepared{std::make_unique<Sandbox>(limits), std::nullopt};
    if (prepared.box->state() == nullptr) {
        prepared.error = ScriptError{describe(Stop::memory, limits), 0, Stop::memory};
    } else {
        prepared.error = prepared.box->protect(&add_bindings, nullptr, 0);
        if (!prepared.error) prepared.error = prepared.box->load(source);
    }
    if (prepared.error) prepared.box.reset();
    return prepared;
}

}  // namespace

struct LuaSession::State {
    Limits limits;
    std::uint32_t generation = 0;
    std::unordered_map<std::string, std::unique_ptr<Sandbox>> boxes;  // by source
};

LuaSession::LuaSession(const Limits& limits) : state_(std::make_unique<State>()) {
    state_->limits = limits;
}
LuaSession::~LuaSession() = default;
LuaSession::LuaSession(LuaSession&&) noexcept = default;
LuaSession& LuaSession::operator=(LuaSession&&) noexcept = default;

ScriptRun LuaSession::run(const std::string& rule, const rules::ScriptSpec& script, const DocView& document) {
    State& self = *state_;
    Limits limits = self.limits;
    const std::uint64_t more = kInstructionsPerSentence * document.sentence_count();
    limits.instructions += more;
    limits.time += std::chrono::duration_cast<std::chrono::milliseconds>(more * kTimePerInstruction);

    const auto failed = [&](ScriptRun run, const ScriptError& error) {
        run.votes.clear();
        run.failure = ScriptFailure{rule, error.message, script.file, error.line};
        return run;
    };
    if (self.boxes.size() > kMostScripts) self.boxes.clear();
    std::unique_ptr<Sandbox>& box = self.boxes[script.source];
    if (!box) {
        Prepared prepared = prepare(script.source, limits);
        if (prepared.error) return failed({}, *prepared.error);
        box = std::move(prepared.box);
    }
    Call call{document, ++self.generation, static_cast<std::uint32_t>(script.phrases.size()), script.index};
    box->host = &call;
    box->set_limits(limits);
    lua_State* const state = box->state();
    lua_pushcfunction(state, &run_script);
    lua_pushvalue(state, 1);
    use_environment(state);
    const auto error = box->call(1, 0);
    box->host = nullptr;
    call.result.instructions = box->instructions();
    call.result.memory = box->peak_memory();
    if (!error) return std::move(call.result);
    if (error->stop != Stop::none) box.reset();
    return failed(std::move(call.result), *error);
}

}  // namespace assay::lua
