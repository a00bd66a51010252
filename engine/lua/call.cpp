#include "lua/call.h"

#include <fmt/format.h>

#include "core/suggest.h"
#include "lua/library.h"

namespace assay::lua {

namespace {

constexpr std::size_t kMostObjects = 200'000;
constexpr std::uint64_t kWorkPerSearch = 20;
constexpr std::uint64_t kWorkPerHit = 20;

Span search(lua_State* state, Call& call, std::uint32_t sentence, std::uint32_t group) {
    Span span{static_cast<std::uint32_t>(call.hits.size()), 0};
    for (PhraseHit& hit : call.view.find(sentence, group)) call.hits.push_back({sentence, std::move(hit)});
    span.end = static_cast<std::uint32_t>(call.hits.size());
    if (call.hits.size() > kMostObjects) fail(state, "the script has found over 200,000 hits");
    Sandbox::of(state).charge(kWorkPerHit * span.size());
    return span;
}

}  // namespace

void fail(lua_State* state, const std::string& message) {
    lua_pushlstring(state, message.data(), message.size());
    lua_error(state);
    std::abort();  // lua_error does not return
}

Handle check_handle(lua_State* state, int index, HandleKind kind, const char* method) {
    if (lua_islightuserdata(state, index) == 0 || handle_at(state, index).kind != kind) {
        const std::string got = lua_islightuserdata(state, index) != 0 ? name_of(handle_at(state, index).kind)
                                                                       : luaL_typename(state, index);
        if (index == 1)
            fail(state, fmt::format("`{0}` is asked of a {1}; write it with a colon: x:{0}(...)", method,
                                    name_of(kind)));
        fail(state, fmt::format("`{}` takes a {} here, not a {}{}", method, name_of(kind),
                                got == "nil" ? "nothing (nil)" : got,
                                kind == HandleKind::phrase
                                    ? "; declare it at the top of the file: local x = phrase [[...]]"
                                    : ""));
    }
    const Handle handle = handle_at(state, index);
    const Call& call = Call::of(state);
    if (kind != HandleKind::phrase && handle.generation != (call.generation & 0xffffff)) {
        fail(state, fmt::format("this {} belongs to an earlier document", name_of(kind)));
    }
    std::size_t count = 1;
    switch (kind) {
        case HandleKind::phrase:
            count = call.phrase_groups;
            break;
        case HandleKind::sentence:
            count = call.view.sentence_count();
            break;
        case HandleKind::hit:
            count = call.hits.size();
            break;
        case HandleKind::context:
            count = call.contexts.size();
            break;
        case HandleKind::metric:
            count = call.metrics.size();
            break;
        default:
            break;
    }
    if (handle.index >= count) fail(state, fmt::format("there is no such {}", name_of(kind)));
    return handle;
}

void unknown_field(lua_State* state, HandleKind kind, std::string_view key,
                   const std::vector<std::string>& known) {
    const std::string near = nearest(key, known);
    fail(state, fmt::format("a {} has no `{}`; {}", name_of(kind), key,
                            near.empty() ? fmt::format("it has {}", fmt::join(known, ", "))
                                         : fmt::format("did you mean `{}`?", near)));
}

void push_text(lua_State* state, std::string_view text) {
    lua_pushlstring(state, text.data(), text.size());
}

Span find_hits(lua_State* state, std::uint32_t sentence, std::uint32_t group) {
    Call& call = Call::of(state);
    Sandbox::of(state).charge(kWorkPerSearch);
    if (call.found.size() < call.phrase_groups) call.found.resize(call.phrase_groups);
    std::vector<Span>& found = call.found[group];
    if (found.empty()) found.resize(call.view.sentence_count(), kNotSearched);
    if (found[sentence] == kNotSearched) found[sentence] = search(state, call, sentence, group);
    return found[sentence];
}

}  // namespace assay::lua
