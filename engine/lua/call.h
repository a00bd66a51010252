// One run of a script over one document: what its handles stand for, and what it has said so far.
#pragma once

#include <lua.hpp>
#include <map>
#include <string>
#include <string_view>
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

inline constexpr Span kNotSearched{1, 0};

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
    /// Indices into hits, by group, then sentence: kNotSearched until asked for; a group not asked for has
    /// none.
    std::vector<std::vector<Span>> found{};
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

/// Tell handles of their kinds what they have.
void bind_document(lua_State* state);
void bind_sentence(lua_State* state);
void bind_evidence(lua_State* state);  ///< hits, contexts, metrics
void bind_output(lua_State* state);

}  // namespace assay::lua
