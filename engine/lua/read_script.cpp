#include "lua/read_script.h"

#include <fmt/format.h>

#include "lua/handle.h"
#include "lua/library.h"
#include "lua/message.h"
#include "lua/read_rule.h"
#include "lua/sandbox.h"
#include "lua/script_text.h"

namespace assay::lua {

namespace {

// What the functions `phrase` and `rule` fill while a script is loaded.
struct Loading {
    const ScriptText& text;
    Diagnostics& diagnostics;
    std::vector<std::vector<rules::Text>> groups;
    std::vector<std::optional<rules::RuleSpec>> rules;
    bool phrases_sound = true;
    std::size_t next_phrase_word = 0;
    std::size_t next_rule_word = 0;
};

std::uint32_t calling_line(lua_State* state) {
    lua_Debug record{};
    if (lua_getstack(state, 1, &record) == 0) return 0;
    lua_getinfo(state, "l", &record);
    return record.currentline > 0 ? static_cast<std::uint32_t>(record.currentline) : 0;
}

// The argument of this call in the text: the next one on its line, so that two on one line are told apart.
std::optional<std::size_t> find_argument(const Loading& loading, const char* function, std::uint32_t line,
                                         std::size_t& next) {
    auto word = loading.text.find_call(function, line, next);
    if (!word) word = loading.text.find_call(function, line, 0);
    if (word) next = *word;
    return word;
}

int declare_phrase(lua_State* state) {
    Loading& loading = *static_cast<Loading*>(Sandbox::of(state).host);
    const std::uint32_t line = calling_line(state);
    luaL_checkany(state, 1);
    lua_settop(state, 1);
    ValueReader reader(state, loading.text, line, loading.diagnostics);
    const Node node{1, find_argument(loading, "phrase", line, loading.next_phrase_word)};
    const std::size_t errors_before = loading.diagnostics.size();
    std::vector<rules::Text> phrases = read_phrases(reader, node, "a phrase", loading.groups);
    Sandbox::of(state).charge(100 + 10 * phrases.size());
    if (phrases.empty() && loading.diagnostics.size() == errors_before) {
        reader.error("L008", node, "there is no phrase here");
    }
    if (loading.diagnostics.size() != errors_before) loading.phrases_sound = false;
    loading.groups.push_back(std::move(phrases));
    push_handle(state, {HandleKind::phrase, 0, static_cast<std::uint32_t>(loading.groups.size() - 1)});
    return 1;
}

int declare_rule(lua_State* state) {
    Loading& loading = *static_cast<Loading*>(Sandbox::of(state).host);
    const std::uint32_t line = calling_line(state);
    luaL_checkany(state, 1);
    lua_settop(state, 1);
    Sandbox::of(state).charge(1000);
    ValueReader reader(state, loading.text, line, loading.diagnostics);
    const std::size_t errors_before = loading.diagnostics.size();
    auto spec =
        read_rule(reader, {1, find_argument(loading, "rule", line, loading.next_rule_word)}, loading.groups);
    if (loading.diagnostics.size() != errors_before) spec.reset();
    loading.rules.push_back(std::move(spec));
    lua_settop(state, 1);
    return 1;
}

int add_declarations(lua_State* state) {
    lua_pushcfunction(state, &declare_phrase);
    set_global(state, "phrase");
    lua_pushcfunction(state, &declare_rule);
    set_global(state, "rule");
    return 0;
}

// Where Lua says "near 'x'", the column of x on that line; of a text that does not end, its beginning.
Place place_of_error(const ScriptText& text, const ScriptError& error) {
    Place place = text.place(error.line);
    if (error.message.find("unfinished") != std::string::npos) {
        for (const Word& each : text.words()) {
            if (each.line == error.line && each.kind == WordKind::string) place = text.place(each);
        }
        return place;
    }
    const std::size_t near = error.message.rfind("near '");
    if (near == std::string::npos) return place;
    const std::size_t begin = near + 6;
    const std::string word = error.message.substr(begin, error.message.rfind('\'') - begin);
    for (const Word& each : text.words()) {
        if (each.line == error.line && !word.empty() && each.text == word) place = text.place(each);
    }
    return place;
}

// What is usually wrong where Lua expected the end of a table and met something else.
std::string advice_on(const ScriptError& error) {
    const std::size_t near = error.message.find("near '");
    if (error.message.find("'}' expected") == std::string::npos || near == std::string::npos) return {};
    const std::string word = error.message.substr(near + 6, error.message.find('\'', near + 6) - near - 6);
    return "Perhaps a comma is missing before `" + word + "`.";
}

void report(Loading& loading, const char* code, const ScriptError& error) {
    loading.diagnostics.push_back({code, Severity::error, place_of_error(loading.text, error),
                                   as_sentence(error.message), advice_on(error),
                                   std::string(loading.text.line(error.line))});
}

}  // namespace

std::vector<rules::RuleSpec> read_script(const std::string& file, const std::string& source,
                                         Diagnostics& diagnostics, const Limits& limits) {
    const ScriptText text(file, source);
    if (source.rfind("\xFF\xFE", 0) == 0 || source.rfind("\xFE\xFF", 0) == 0) {
        diagnostics.push_back({"L001",
                               Severity::error,
                               text.place(1),
                               "The file is not UTF-8 but UTF-16, as Notepad's \"Unicode\" writes it.",
                               "Save the file as UTF-8: in most editors under Save as, Encoding.",
                               {}});
        return {};
    }
    Loading loading{text, diagnostics, {}, {}};
    Sandbox box(limits);
    if (box.state() == nullptr || box.protect(&add_declarations, nullptr, 0)) {
        report(loading, "L002", {describe(Stop::memory, limits), 0, Stop::memory});
        return {};
    }
    if (const auto error = box.load(source)) {
        report(loading, "L001", *error);
        return {};
    }
    const std::size_t before = diagnostics.size();
    check_names(text, diagnostics);
    const bool names_known = diagnostics.size() == before;
    box.host = &loading;
    if (const auto error = box.call(0, 0)) {
        // A name that is not known was reported already, where it stands.
        if (names_known) report(loading, "L002", *error);
        return {};
    }
    if (loading.rules.empty() && names_known) {
        diagnostics.push_back({"L002", Severity::error, text.place(1), "The file declares no rule.",
                               "Write return rule { id = ..., evaluate = function(doc, out) ... end }.",
                               std::string(text.line(1))});
    }
    std::vector<rules::RuleSpec> specs;
    for (std::size_t i = 0; i < loading.rules.size(); ++i) {
        if (!loading.rules[i] || !names_known || !loading.phrases_sound) continue;
        rules::RuleSpec spec = std::move(*loading.rules[i]);
        spec.script->file = file;
        spec.script->source = source;
        spec.script->index = static_cast<std::uint32_t>(i);
        spec.script->phrases = loading.groups;
        specs.push_back(std::move(spec));
    }
    return specs;
}

const std::vector<CodePage>& code_pages() {
    static const std::vector<CodePage> pages{
        {"L001", "The script is not Lua",
         "Lua could not read the file. The message names the line and what it met there: often a comma "
         "between "
         "two keys, an `end` or a closing brace is missing a little above."},
        {"L002", "The script failed while it was loaded",
         "The part of the file outside `evaluate` ran into an error or a limit, or declared no rule. That "
         "part "
         "should declare phrases and rules and do no work."},
        {"L003", "A name is not known",
         "The script uses a name that it has not declared with `local` and that rules do not have. Often it "
         "is a "
         "misspelling. Functions that reach outside the rule (io, os, load, pcall, ...) do not exist here; "
         "docs/lua-rules.md lists what does."},
        {"L004", "A key is not known",
         "The table has a key that nothing reads, often misspelt. Unknown keys are errors, since a rule that "
         "says "
         "`scoer = 3` would otherwise count for nothing without a word."},
        {"L005", "A value is of the wrong kind",
         "The value is not what the key takes: a text where a number belongs, a level other than 1 to 4, or "
         "a "
         "word that is not one of those listed."},
        {"L006", "A key is given twice", "Lua would keep the last of the two without a word. Keep one."},
        {"L007", "A key is missing",
         "A rule needs `id`, `title`, `level`, `points` and `evaluate`; an example needs `text`."},
        {"L008", "There is no phrase",
         "`phrase` was given nothing to look for. Write one phrase a line, as docs/rule-language.md "
         "describes."},
    };
    return pages;
}

}  // namespace assay::lua
