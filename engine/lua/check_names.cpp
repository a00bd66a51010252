// Names that a script uses and nobody has declared: a misspelt variable, or something that rules do not
// have. Lua itself would tell only when the line runs, which may be never in a test.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "core/suggest.h"
#include "lua/library.h"
#include "lua/message.h"
#include "lua/script_text.h"

namespace assay::lua {

namespace {

bool is_keyword(std::string_view word) {
    static constexpr std::array<std::string_view, 22> kKeywords{
        "and", "break", "do",  "else", "elseif", "end",    "false",  "for",  "function", "goto",  "if",
        "in",  "local", "nil", "not",  "or",     "repeat", "return", "then", "true",     "until", "while"};
    return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end();
}

bool is_sign(const Word& word, std::string_view sign) {
    return word.kind == WordKind::sign && word.text == sign;
}
bool is_name(const Word& word, std::string_view name) {
    return word.kind == WordKind::name && word.text == name;
}

// Every name that is declared anywhere: by local, as a parameter, by for. Scopes are not told apart.
std::set<std::string_view> declared_names(const std::vector<Word>& words) {
    std::set<std::string_view> names;
    const auto take_list = [&](std::size_t i) {  // a, b <const>, c
        while (i + 1 < words.size() && words[i].kind == WordKind::name && !is_keyword(words[i].text)) {
            names.insert(words[i].text);
            ++i;
            if (is_sign(words[i], "<") && i + 3 < words.size() && is_sign(words[i + 2], ">")) i += 3;
            if (!is_sign(words[i], ",")) break;
            ++i;
        }
    };
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if (is_name(words[i], "local")) {
            take_list(is_name(words[i + 1], "function") ? i + 2 : i + 1);
        } else if (is_name(words[i], "for")) {
            take_list(i + 1);
        } else if (is_name(words[i], "function")) {
            std::size_t open = i + 1;
            while (open + 1 < words.size() && !is_sign(words[open], "(")) ++open;
            take_list(open + 1);
        }
    }
    return names;
}

// True when the name at `i` is a key of a table in braces. `braces`: the innermost bracket or block is one.
bool is_key(const std::vector<Word>& words, std::size_t i, bool braces) {
    if (!braces || !is_sign(words[i + 1], "=")) return false;
    return is_sign(words[i - 1], "{") || is_sign(words[i - 1], ",") || is_sign(words[i - 1], ";");
}

// True when the script itself gives something this name: `beta = function`, `function names:beta`.
bool is_own_method(const std::vector<Word>& words, std::string_view name) {
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        if (!is_name(words[i], name)) continue;
        if (is_sign(words[i + 1], "=")) return true;
        if (i >= 3 && is_name(words[i - 3], "function")) return true;
    }
    return false;
}

// `doc:fnd(...)`: a method that no object of rules has, or not this one where its name says what it is.
void check_method(const ScriptText& text, const std::vector<Word>& words, std::size_t i,
                  Diagnostics& diagnostics) {
    static const std::vector<std::string> of_doc{"sentences", "sentence", "count", "find", "sections"};
    static const std::vector<std::string> of_out{"need", "met", "vote", "log"};
    static const std::vector<std::string> of_others{
        "find", "find_all", "near", "context", "metric", "metrics", "text", "value", "byte",
        "char", "format",   "len",  "lower",   "rep",    "reverse", "sub",  "upper"};
    const std::string receiver =
        i >= 2 && words[i - 2].kind == WordKind::name ? std::string(words[i - 2].text) : "";
    std::vector<std::string> known = receiver == "doc" ? of_doc : receiver == "out" ? of_out : of_others;
    if (receiver != "doc" && receiver != "out") {
        known.insert(known.end(), of_doc.begin(), of_doc.end());
        known.insert(known.end(), of_out.begin(), of_out.end());
    }
    const std::string name(words[i].text);
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    if (receiver != "doc" && receiver != "out" && is_own_method(words, name)) return;
    const std::string advice = advice_for("string." + name);
    const std::string near = nearest(name, known);
    diagnostics.push_back({"L003", Severity::error, text.place(words[i]),
                           fmt::format("There is no `{}:{}`.", receiver.empty() ? "…" : receiver, name),
                           !near.empty()     ? fmt::format("Did you mean `{}`?", near)
                           : !advice.empty() ? as_sentence(advice)
                                             : fmt::format("It can be {}.", fmt::join(known, ", ")),
                           std::string(text.line(words[i].line))});
}

}  // namespace

void check_names(const ScriptText& text, Diagnostics& diagnostics) {
    const std::vector<Word>& words = text.words();
    const std::set<std::string_view> declared = declared_names(words);
    std::set<std::string_view> reported;
    std::vector<char> open;  // '{', or anything else for other brackets and blocks
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const Word& word = words[i];
        if (word.kind == WordKind::sign) {
            if (word.text == "{" || word.text == "(" || word.text == "[") open.push_back(word.text[0]);
            if ((word.text == "}" || word.text == ")" || word.text == "]") && !open.empty()) open.pop_back();
        }
        if (word.kind != WordKind::name) continue;
        if (is_keyword(word.text)) {
            const std::string_view k = word.text;
            if (k == "function" || k == "if" || k == "do" || k == "repeat") open.push_back('b');
            if ((k == "end" || k == "until") && !open.empty()) open.pop_back();
            continue;
        }
        if (i > 0) {
            const Word& before = words[i - 1];
            const Word& after = words[i + 1];
            const bool called = is_sign(after, "(") || is_sign(after, "{") || after.kind == WordKind::string;
            if (is_sign(before, ":") && called) check_method(text, words, i, diagnostics);
            if (is_sign(before, ".") || is_sign(before, ":") || is_sign(before, "::") ||
                is_name(before, "goto"))
                continue;
            if (is_sign(before, "<") && is_sign(words[i + 1], ">")) continue;  // <const>
            if (is_key(words, i, !open.empty() && open.back() == '{')) continue;
        }
        const std::string name(word.text);
        const auto& known = global_names();
        if (name == "_ENV" || declared.count(word.text) != 0) continue;
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        if (!reported.insert(word.text).second) continue;
        std::string suggestion = advice_for(name);
        if (suggestion.empty()) {
            std::vector<std::string> candidates(declared.begin(), declared.end());
            candidates.insert(candidates.end(), known.begin(), known.end());
            const std::string near = nearest(name, candidates);
            suggestion = near.empty() ? fmt::format("declare it with `local {}`", name)
                                      : fmt::format("did you mean `{}`?", near);
        }
        diagnostics.push_back({"L003", Severity::error, text.place(word),
                               fmt::format("`{}` is not known here.", name),
                               as_sentence(std::move(suggestion)), std::string(text.line(word.line))});
    }
}

}  // namespace assay::lua
