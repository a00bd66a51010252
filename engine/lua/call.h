// One run of a script over one document: what its handles stand for, and what it has said so far.
#pragma once

#include <lua.hpp>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lua/doc_view.h"
#include "lua/handle.h"
#include "lua/sandbox.h"
#include "lua/session.h"

namespace assay::lua {

/// A hit that the script has been given.
struct KnownHit {
    std::uint32_t sentence = 0;
    PhraseHit hit;
};

struct KnownMetric {
    std::uint32_t sentence = 0;
    Reading reading;
};

/// Lives while the script runs; Sandbox::host points to it.
struct Call {
    const DocView& view;
    std::uint32_t generation;
    std::uint32_t phrase_groups;  ///< how many the script declares
    std::uint32_t wanted_rule;    ///< index of the rule whose `evaluate` is to run
    bool evaluating = false;
    std::uint32_t phrases_declared = 0;
    std::uint32_t rules_declared = 0;
    std::vector<KnownHit> hits{};
    std::vector<ContextView> contexts{};
    std::vector<KnownMetric> metrics{};
    std::map<std::pair<std::uint32_t, std::uint32_t>, Span>
        found{};                               ///< (sentence, group): indices into hits
    std::map<std::uint32_t, Span> measured{};  ///< sentence: indices into metrics
    ScriptRun result{};

    static Call& of(lua_State* state) { return *static_cast<Call*>(Sandbox::of(state).host); }
};

/// The handle at `index`, of that kind and of this run; raises an error otherwise, which names the method
/// and, for the object itself (index 1), reminds of the colon.
Handle check_handle(lua_State* state, int index, HandleKind kind, const char* method);

/// Raises "a sentence has no `sectoin`; did you mean `section`?".
[[noreturn]] void unknown_field(lua_State* state, HandleKind kind, std::string_view key,
                                const std::vector<std::string>& known);

/// Raises an error with this message.
[[noreturn]] void fail(lua_State* state, const std::string& message);

void push_text(lua_State* state, std::string_view text);

/// The hits of a group in a sentence, as indices into Call::hits.
Span find_hits(lua_State* state, std::uint32_t sentence, std::uint32_t group);

/// What handles answer: called with object and key.
int document_field(lua_State* state);
int sentence_field(lua_State* state);
int hit_field(lua_State* state);
int context_field(lua_State* state);
int metric_field(lua_State* state);
int output_field(lua_State* state);

}  // namespace assay::lua
