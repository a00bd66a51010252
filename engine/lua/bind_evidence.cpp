// What sentences give: hits, contexts and metrics.
#include <algorithm>
#include <string>
#include <vector>

#include "lua/call.h"

namespace assay::lua {

namespace {

int hit_value(lua_State* state) {
    const Handle handle = check_handle(state, 1, HandleKind::hit, "value");
    const std::string name = luaL_optstring(state, 2, "value");
    for (const Capture& capture : Call::of(state).hits[handle.index].hit.captures) {
        if (capture.name != name) continue;
        lua_pushnumber(state, capture.value);
        push_text(state, capture.unit);
        return 2;
    }
    lua_pushnil(state);
    return 1;
}

bool has_cue(const ContextView& context, std::string_view kind) {
    return std::any_of(context.cues.begin(), context.cues.end(),
                       [&](const CueEffect& cue) { return cue.kind == kind; });
}

void push_cues(lua_State* state, const ContextView& context) {
    lua_createtable(state, static_cast<int>(context.cues.size()), 0);
    lua_Integer at = 0;
    for (const CueEffect& cue : context.cues) {
        lua_createtable(state, 0, 3);
        push_text(state, cue.kind);
        lua_setfield(state, -2, "kind");
        push_text(state, cue.cue);
        lua_setfield(state, -2, "cue");
        lua_pushnumber(state, cue.factor);
        lua_setfield(state, -2, "factor");
        lua_rawseti(state, -2, ++at);
    }
}

// The words of the first cue of a kind, or nil.
void push_cue_words(lua_State* state, const ContextView& context, std::string_view kind) {
    for (const CueEffect& cue : context.cues) {
        if (cue.kind == kind) return push_text(state, cue.cue);
    }
    lua_pushnil(state);
}

int hit_field(lua_State* state) {
    static const std::vector<std::string> kFields{"text", "from", "to", "sentence", "value"};
    const Handle handle = check_handle(state, 1, HandleKind::hit, "the hit");
    const std::string_view key = luaL_checkstring(state, 2);
    const Call& call = Call::of(state);
    const KnownHit& hit = call.hits[handle.index];
    if (key == "text") {
        push_text(state, call.view.text(hit.sentence, hit.hit.words));
    } else if (key == "from") {
        lua_pushinteger(state, lua_Integer{hit.hit.words.begin} + 1);
    } else if (key == "to") {
        lua_pushinteger(state, hit.hit.words.end);
    } else if (key == "sentence") {
        push_handle(state, {HandleKind::sentence, call.generation, hit.sentence});
    } else {
        unknown_field(state, HandleKind::hit, key, kFields);
    }
    return 1;
}

int context_field(lua_State* state) {
    static const std::vector<std::string> kFields{"negated",  "intended",   "partial", "quantifier",
                                                  "remedied", "contrasted", "speaker", "factor",
                                                  "dropped",  "flipped",    "cues"};
    const Handle handle = check_handle(state, 1, HandleKind::context, "the context");
    const std::string_view key = luaL_checkstring(state, 2);
    const ContextView& context = Call::of(state).contexts[handle.index];
    if (key == "negated") {
        lua_pushboolean(state, has_cue(context, "negation"));
    } else if (key == "intended") {
        lua_pushboolean(state, has_cue(context, "intention"));
    } else if (key == "partial") {
        lua_pushboolean(state, has_cue(context, "partial"));
    } else if (key == "quantifier") {
        push_cue_words(state, context, "quantifier");
    } else if (key == "remedied") {
        lua_pushboolean(state, has_cue(context, "remedy"));
    } else if (key == "contrasted") {
        lua_pushboolean(state, has_cue(context, "contrast"));
    } else if (key == "speaker") {
        if (context.speaker.empty()) {
            lua_pushnil(state);
        } else {
            push_text(state, context.speaker);
        }
    } else if (key == "factor") {
        lua_pushnumber(state, context.factor);
    } else if (key == "dropped") {
        lua_pushboolean(state, context.dropped);
    } else if (key == "flipped") {
        lua_pushboolean(state, context.flipped);
    } else if (key == "cues") {
        push_cues(state, context);
    } else {
        unknown_field(state, HandleKind::context, key, kFields);
    }
    return 1;
}

int metric_field(lua_State* state) {
    static const std::vector<std::string> kFields{"kind", "value", "unit", "from", "to", "sentence"};
    const Handle handle = check_handle(state, 1, HandleKind::metric, "the metric");
    const std::string_view key = luaL_checkstring(state, 2);
    const Call& call = Call::of(state);
    const auto& [sentence, reading] = call.metrics[handle.index];
    if (key == "kind") {
        push_text(state, reading.kind);
    } else if (key == "value") {
        lua_pushnumber(state, reading.value);
    } else if (key == "unit") {
        push_text(state, reading.unit);
    } else if (key == "from") {
        lua_pushinteger(state, lua_Integer{reading.words.begin} + 1);
    } else if (key == "to") {
        lua_pushinteger(state, reading.words.end);
    } else if (key == "sentence") {
        push_handle(state, {HandleKind::sentence, call.generation, sentence});
    } else {
        unknown_field(state, HandleKind::metric, key, kFields);
    }
    return 1;
}

}  // namespace

void bind_evidence(lua_State* state) {
    static constexpr luaL_Reg kNone[] = {{nullptr, nullptr}};
    static constexpr luaL_Reg kHitMethods[] = {{"value", &hit_value}, {nullptr, nullptr}};
    set_members(state, HandleKind::hit, kHitMethods, &hit_field);
    set_members(state, HandleKind::context, kNone, &context_field);
    set_members(state, HandleKind::metric, kNone, &metric_field);
}

}  // namespace assay::lua
