// out: what a rule says about the document.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "lua/call.h"
#include "lua/library.h"

namespace assay::lua {

namespace {

constexpr std::size_t kMostNeeds = 200;
constexpr std::size_t kMostVotes = 1000;
constexpr std::size_t kMostLogLines = 200;
constexpr std::size_t kMostLogBytes = 1000;

bool compare(double actual, std::string_view op, double wanted, bool& known) {
    known = true;
    if (op == ">=") return actual >= wanted;
    if (op == ">") return actual > wanted;
    if (op == "<=") return actual <= wanted;
    if (op == "<") return actual < wanted;
    if (op == "==") return actual == wanted;
    if (op == "~=") return actual != wanted;
    known = false;
    return false;
}

double number_argument(lua_State* state, int index, const char* what) {
    if (lua_type(state, index) == LUA_TBOOLEAN) return lua_toboolean(state, index);
    if (lua_type(state, index) != LUA_TNUMBER) {
        fail(state,
             fmt::format("out:need takes a number as {}, not a {}", what, luaL_typename(state, index)));
    }
    return lua_tonumber(state, index);
}

int need(lua_State* state) {
    check_handle(state, 1, HandleKind::output, "need");
    Need need;
    need.name = luaL_checkstring(state, 2);
    need.actual = number_argument(state, 3, "what was found");
    need.op = luaL_checkstring(state, 4);
    need.wanted = number_argument(state, 5, "what is wanted");
    bool known = false;
    need.met = compare(need.actual, need.op, need.wanted, known);
    if (!known) fail(state, fmt::format("out:need compares with >= > <= < == ~=, not `{}`", need.op));
    lua_Debug record{};
    if (lua_getstack(state, 1, &record) != 0 && lua_getinfo(state, "l", &record) != 0 &&
        record.currentline > 0) {
        need.line = static_cast<std::uint32_t>(record.currentline);
    }
    auto& needs = Call::of(state).result.needs;
    if (needs.size() >= kMostNeeds) fail(state, "a rule states 200 needs at the most");
    lua_pushboolean(state, need.met);
    needs.push_back(std::move(need));
    return 1;
}

int met(lua_State* state) {
    check_handle(state, 1, HandleKind::output, "met");
    const auto& needs = Call::of(state).result.needs;
    lua_pushboolean(state,
                    std::all_of(needs.begin(), needs.end(), [](const Need& need) { return need.met; }));
    return 1;
}

// Adds the sentence or hit at `index`; false where it is neither.
bool add_citation(lua_State* state, int index, std::vector<Citation>& cite) {
    if (lua_islightuserdata(state, index) == 0) return false;
    const HandleKind kind = handle_at(state, index).kind;
    if (kind == HandleKind::sentence) {
        cite.push_back({check_handle(state, index, kind, "vote").index, {}});
    } else if (kind == HandleKind::hit) {
        const KnownHit& hit = Call::of(state).hits[check_handle(state, index, kind, "vote").index];
        cite.push_back({hit.sentence, {hit.hit.words}});
    } else if (kind == HandleKind::metric) {
        const KnownMetric& metric = Call::of(state).metrics[check_handle(state, index, kind, "vote").index];
        cite.push_back({metric.sentence, {metric.reading.words}});
    } else {
        return false;
    }
    return true;
}

// One citation a sentence, in the order of the text.
std::vector<Citation> merged(std::vector<Citation> cite) {
    std::stable_sort(cite.begin(), cite.end(),
                     [](const Citation& a, const Citation& b) { return a.sentence < b.sentence; });
    std::vector<Citation> out;
    for (Citation& citation : cite) {
        if (out.empty() || out.back().sentence != citation.sentence) {
            out.push_back(std::move(citation));
        } else {
            out.back().words.insert(out.back().words.end(), citation.words.begin(), citation.words.end());
        }
    }
    for (Citation& citation : out) {
        std::sort(citation.words.begin(), citation.words.end());
        citation.words.erase(std::unique(citation.words.begin(), citation.words.end()), citation.words.end());
    }
    return out;
}

std::vector<Citation> read_cite(lua_State* state, int index) {
    std::vector<Citation> cite;
    if (add_citation(state, index, cite)) return cite;
    if (!lua_istable(state, index))
        fail(state, "out:vote needs `cite`: a sentence, a hit, or a list of them");
    const auto size = static_cast<lua_Integer>(lua_rawlen(state, index));
    Sandbox::of(state).charge(static_cast<std::uint64_t>(size) * 4);
    for (lua_Integer i = 1; i <= size; ++i) {
        lua_rawgeti(state, index, i);
        if (!add_citation(state, lua_gettop(state), cite)) {
            fail(state, fmt::format("item {} of `cite` is a {}; cite sentences, hits or metrics", i,
                                    luaL_typename(state, -1)));
        }
        lua_pop(state, 1);
    }
    if (cite.empty()) fail(state, "`cite` is empty: a vote must name the sentences it rests on");
    return merged(std::move(cite));
}

int vote(lua_State* state) {
    check_handle(state, 1, HandleKind::output, "vote");
    if (!lua_istable(state, 2)) fail(state, "write out:vote { cite = ..., strength = ... }");
    for (lua_pushnil(state); lua_next(state, 2) != 0; lua_pop(state, 1)) {
        const std::string key = plain_text(state, -2);
        if (key != "cite" && key != "strength")
            fail(state, fmt::format("out:vote takes `cite` and `strength`, not `{}`", key));
    }
    Vote vote;
    lua_getfield(state, 2, "strength");
    if (!lua_isnil(state, -1)) {
        if (lua_type(state, -1) != LUA_TNUMBER) fail(state, "`strength` must be a number from 0 to 1");
        vote.strength = lua_tonumber(state, -1);
        if (!(vote.strength >= 0 && vote.strength <= 1)) {
            fail(state, fmt::format("`strength` must be a number from 0 to 1; it is {:g}", vote.strength));
        }
    }
    lua_getfield(state, 2, "cite");
    vote.cite = read_cite(state, lua_gettop(state));
    auto& votes = Call::of(state).result.votes;
    if (votes.size() >= kMostVotes) fail(state, "a rule votes 1,000 times at the most");
    if (vote.strength > 0) votes.push_back(std::move(vote));
    return 0;
}

int log(lua_State* state) {
    check_handle(state, 1, HandleKind::output, "log");
    std::string line;
    for (int i = 2; i <= lua_gettop(state) && line.size() < kMostLogBytes; ++i) {
        if (i > 2) line += ' ';
        line += plain_text(state, i);
    }
    if (line.size() > kMostLogBytes) line.resize(kMostLogBytes);
    auto& lines = Call::of(state).result.log;
    if (lines.size() < kMostLogLines) lines.push_back(std::move(line));
    return 0;
}

int other_field(lua_State* state) {
    check_handle(state, 1, HandleKind::output, "out");
    unknown_field(state, HandleKind::output, luaL_checkstring(state, 2), {"need", "met", "vote", "log"});
}

}  // namespace

void bind_output(lua_State* state) {
    static constexpr luaL_Reg kMethods[] = {
        {"need", &need}, {"met", &met}, {"vote", &vote}, {"log", &log}, {nullptr, nullptr}};
    set_members(state, HandleKind::output, kMethods, &other_field);
}

}  // namespace assay::lua
