// doc: the evidence of the statement that is scored.
#include <algorithm>
#include <string>
#include <vector>

#include "lua/call.h"

namespace assay::lua {

namespace {

void push_sentence(lua_State* state, std::uint32_t sentence) {
    push_handle(state, {HandleKind::sentence, Call::of(state).generation, sentence});
}

// The next sentence, of one section where upvalue 1 names one. Arguments: doc, the last sentence or nil.
int next_sentence(lua_State* state) {
    check_handle(state, 1, HandleKind::document, "sentences");
    const Call& call = Call::of(state);
    std::uint32_t at = 0;
    if (!lua_isnil(state, 2)) at = check_handle(state, 2, HandleKind::sentence, "sentences").index + 1;
    const char* section = lua_tostring(state, lua_upvalueindex(1));
    while (at < call.view.sentence_count() && section != nullptr && call.view.section(at) != section) {
        Sandbox::of(state).charge(1);
        ++at;
    }
    if (at < call.view.sentence_count()) {
        push_sentence(state, at);
    } else {
        lua_pushnil(state);
    }
    return 1;
}

int sentences(lua_State* state) {
    check_handle(state, 1, HandleKind::document, "sentences");
    lua_settop(state, 2);
    if (!lua_isnil(state, 2)) luaL_checktype(state, 2, LUA_TSTRING);
    lua_pushcclosure(state, &next_sentence, 1);
    lua_pushvalue(state, 1);
    lua_pushnil(state);
    return 3;
}

int sentence(lua_State* state) {
    check_handle(state, 1, HandleKind::document, "sentence");
    const lua_Integer number = luaL_checkinteger(state, 2);
    if (number >= 1 && number <= static_cast<lua_Integer>(Call::of(state).view.sentence_count())) {
        push_sentence(state, static_cast<std::uint32_t>(number - 1));
    } else {
        lua_pushnil(state);
    }
    return 1;
}

int count(lua_State* state) {
    check_handle(state, 1, HandleKind::document, "count");
    const DocView& view = Call::of(state).view;
    lua_settop(state, 2);
    if (lua_isnil(state, 2)) {
        lua_pushinteger(state, view.sentence_count());
        return 1;
    }
    lua_Integer total = 0;
    if (lua_type(state, 2) == LUA_TSTRING) {
        const std::string section = lua_tostring(state, 2);
        Sandbox::of(state).charge(view.sentence_count());
        for (std::uint32_t i = 0; i < view.sentence_count(); ++i) total += view.section(i) == section ? 1 : 0;
    } else {
        const Handle phrase = check_handle(state, 2, HandleKind::phrase, "count");
        for (std::uint32_t i = 0; i < view.sentence_count(); ++i)
            total += find_hits(state, i, phrase.index).empty() ? 0 : 1;
    }
    lua_pushinteger(state, total);
    return 1;
}

int sections(lua_State* state) {
    check_handle(state, 1, HandleKind::document, "sections");
    const DocView& view = Call::of(state).view;
    Sandbox::of(state).charge(view.sentence_count());
    std::vector<std::string_view> ids;
    for (std::uint32_t i = 0; i < view.sentence_count(); ++i) {
        const std::string_view id = view.section(i);
        if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    }
    lua_createtable(state, static_cast<int>(ids.size()), 0);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        push_text(state, ids[i]);
        lua_rawseti(state, -2, static_cast<lua_Integer>(i) + 1);
    }
    return 1;
}

int find(lua_State* state) {
    check_handle(state, 1, HandleKind::document, "find");
    const Handle phrase = check_handle(state, 2, HandleKind::phrase, "find");
    const Call& call = Call::of(state);
    lua_createtable(state, 0, 0);
    lua_Integer at = 0;
    for (std::uint32_t i = 0; i < call.view.sentence_count(); ++i) {
        const Span hits = find_hits(state, i, phrase.index);
        for (std::uint32_t h = hits.begin; h < hits.end; ++h) {
            push_handle(state, {HandleKind::hit, call.generation, h});
            lua_rawseti(state, -2, ++at);
        }
    }
    return 1;
}

int other_field(lua_State* state) {
    static const std::vector<std::string> kFields{"sentences", "sentence", "count",
                                                  "sections",  "find",     "statement"};
    check_handle(state, 1, HandleKind::document, "the document");
    const std::string_view key = luaL_checkstring(state, 2);
    if (key != "statement") unknown_field(state, HandleKind::document, key, kFields);
    push_text(state, Call::of(state).view.statement());
    return 1;
}

}  // namespace

void bind_document(lua_State* state) {
    static constexpr luaL_Reg kMethods[] = {{"sentences", &sentences}, {"sentence", &sentence},
                                            {"count", &count},         {"sections", &sections},
                                            {"find", &find},           {nullptr, nullptr}};
    set_members(state, HandleKind::document, kMethods, &other_field);
}

}  // namespace assay::lua
