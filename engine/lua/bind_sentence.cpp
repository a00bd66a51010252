// s: a sentence.
#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "lua/call.h"

namespace assay::lua {

namespace {

constexpr std::uint64_t kWorkPerContext = 50;
constexpr std::uint64_t kWorkPerMetric = 20;
constexpr std::size_t kMostContexts = 200'000;

void push_hit(lua_State* state, std::uint32_t index) {
    push_handle(state, {HandleKind::hit, Call::of(state).generation, index});
}

int find(lua_State* state) {
    const Handle sentence = check_handle(state, 1, HandleKind::sentence, "find");
    const Handle phrase = check_handle(state, 2, HandleKind::phrase, "find");
    const Span hits = find_hits(state, sentence.index, phrase.index);
    if (hits.empty()) {
        lua_pushnil(state);
    } else {
        push_hit(state, hits.begin);
    }
    return 1;
}

int find_all(lua_State* state) {
    const Handle sentence = check_handle(state, 1, HandleKind::sentence, "find_all");
    const Handle phrase = check_handle(state, 2, HandleKind::phrase, "find_all");
    const Span hits = find_hits(state, sentence.index, phrase.index);
    lua_createtable(state, static_cast<int>(hits.size()), 0);
    for (std::uint32_t h = hits.begin; h < hits.end; ++h) {
        push_hit(state, h);
        lua_rawseti(state, -2, static_cast<lua_Integer>(h - hits.begin) + 1);
    }
    return 1;
}

// Words between two hits; 0 where they touch or overlap.
std::uint32_t distance(Span a, Span b) {
    if (a.end <= b.begin) return b.begin - a.end;
    if (b.end <= a.begin) return a.begin - b.end;
    return 0;
}

// The hit of its own sentence, for methods that take one.
const KnownHit& check_hit_of(lua_State* state, int index, Handle sentence, const char* method) {
    const Handle handle = check_handle(state, index, HandleKind::hit, method);
    const KnownHit& hit = Call::of(state).hits[handle.index];
    if (hit.sentence != sentence.index)
        fail(state, std::string("`") + method + "` was given a hit of another sentence");
    return hit;
}

int near(lua_State* state) {
    const Handle sentence = check_handle(state, 1, HandleKind::sentence, "near");
    const Span words = check_hit_of(state, 2, sentence, "near").hit.words;
    const std::uint32_t self = handle_at(state, 2).index;
    const Handle phrase = check_handle(state, 3, HandleKind::phrase, "near");
    const lua_Integer within = luaL_checkinteger(state, 4);
    const Span hits = find_hits(state, sentence.index, phrase.index);
    Sandbox::of(state).charge(hits.size());
    std::uint32_t best = 0;
    lua_Integer best_distance = std::numeric_limits<lua_Integer>::max();
    for (std::uint32_t h = hits.begin; h < hits.end; ++h) {
        const lua_Integer here = distance(words, Call::of(state).hits[h].hit.words);
        if (h != self && here <= within && here < best_distance) {
            best = h;
            best_distance = here;
        }
    }
    if (best_distance == std::numeric_limits<lua_Integer>::max()) {
        lua_pushnil(state);
    } else {
        push_hit(state, best);
    }
    return 1;
}

int context(lua_State* state) {
    const Handle sentence = check_handle(state, 1, HandleKind::sentence, "context");
    Call& call = Call::of(state);
    Span words{0, call.view.word_count(sentence.index)};
    if (!lua_isnoneornil(state, 2)) words = check_hit_of(state, 2, sentence, "context").hit.words;
    Sandbox::of(state).charge(kWorkPerContext);
    if (call.contexts.size() >= kMostContexts) fail(state, "the script has asked for over 200,000 contexts");
    call.contexts.push_back(call.view.context(sentence.index, words));
    push_handle(state,
                {HandleKind::context, call.generation, static_cast<std::uint32_t>(call.contexts.size() - 1)});
    return 1;
}

Span metrics_of(lua_State* state, std::uint32_t sentence) {
    Call& call = Call::of(state);
    Sandbox::of(state).charge(kWorkPerMetric);
    const auto known = call.measured.find(sentence);
    if (known != call.measured.end()) return known->second;
    Span span{static_cast<std::uint32_t>(call.metrics.size()), 0};
    for (Reading& reading : call.view.metrics(sentence))
        call.metrics.push_back({sentence, std::move(reading)});
    span.end = static_cast<std::uint32_t>(call.metrics.size());
    Sandbox::of(state).charge(kWorkPerMetric * span.size());
    call.measured.emplace(sentence, span);
    return span;
}

std::string kind_argument(lua_State* state, int index) {
    static const std::vector<std::string> kKinds{"percent", "count", "ratio", "duration", "rate", "money"};
    if (lua_isnoneornil(state, index)) return {};
    std::string kind = luaL_checkstring(state, index);
    if (std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end()) {
        fail(state, "there are no metrics of kind `" + kind +
                        "`; kinds are percent, count, ratio, duration, rate, money");
    }
    return kind;
}

// The first metric of a kind, or all of them.
int pick_metrics(lua_State* state, bool all) {
    const Handle sentence = check_handle(state, 1, HandleKind::sentence, all ? "metrics" : "metric");
    const std::string kind = kind_argument(state, 2);
    const Span metrics = metrics_of(state, sentence.index);
    const Call& call = Call::of(state);
    if (all) lua_createtable(state, 0, 0);
    lua_Integer at = 0;
    for (std::uint32_t m = metrics.begin; m < metrics.end; ++m) {
        if (!kind.empty() && call.metrics[m].reading.kind != kind) continue;
        push_handle(state, {HandleKind::metric, call.generation, m});
        if (!all) return 1;
        lua_rawseti(state, -2, ++at);
    }
    if (!all) lua_pushnil(state);
    return 1;
}

int metric(lua_State* state) {
    return pick_metrics(state, false);
}
int metrics(lua_State* state) {
    return pick_metrics(state, true);
}

int text(lua_State* state) {
    const Handle sentence = check_handle(state, 1, HandleKind::sentence, "text");
    const std::string all = Call::of(state).view.text(sentence.index);
    Sandbox::of(state).charge(10 + all.size() / 16);
    push_text(state, all);
    return 1;
}

int other_field(lua_State* state) {
    static const std::vector<std::string> kFields{"find",    "find_all",  "near", "context",
                                                  "metric",  "metrics",   "text", "number",
                                                  "section", "paragraph", "words"};
    const Handle sentence = check_handle(state, 1, HandleKind::sentence, "the sentence");
    const std::string_view key = luaL_checkstring(state, 2);
    const DocView& view = Call::of(state).view;
    if (key == "number") {
        lua_pushinteger(state, lua_Integer{sentence.index} + 1);
    } else if (key == "section") {
        push_text(state, view.section(sentence.index));
    } else if (key == "paragraph") {
        lua_pushinteger(state, lua_Integer{view.paragraph(sentence.index)} + 1);
    } else if (key == "words") {
        lua_pushinteger(state, view.word_count(sentence.index));
    } else {
        unknown_field(state, HandleKind::sentence, key, kFields);
    }
    return 1;
}

}  // namespace

void bind_sentence(lua_State* state) {
    static constexpr luaL_Reg kMethods[] = {
        {"find", &find},     {"find_all", &find_all}, {"near", &near}, {"context", &context},
        {"metric", &metric}, {"metrics", &metrics},   {"text", &text}, {nullptr, nullptr}};
    set_members(state, HandleKind::sentence, kMethods, &other_field);
}

}  // namespace assay::lua
