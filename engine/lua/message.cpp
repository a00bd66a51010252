#include "lua/message.h"

#include <array>
#include <cctype>
#include <utility>

namespace assay::lua {

namespace {

bool take(std::string_view& text, std::string_view prefix) {
    if (text.substr(0, prefix.size()) != prefix) return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::uint32_t take_place(std::string_view& text) {
    std::string_view rest = text;
    if (!take(rest, "rule:")) return 0;
    std::uint32_t line = 0;
    std::size_t digits = 0;
    while (digits < rest.size() && digits < 9 &&
           std::isdigit(static_cast<unsigned char>(rest[digits])) != 0) {
        line = line * 10 + static_cast<std::uint32_t>(rest[digits++] - '0');
    }
    rest.remove_prefix(digits);
    if (digits == 0 || !take(rest, ": ")) return 0;
    text = rest;
    return line;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

// "(local 's')", "(field 'x')", "(upvalue 'n')", "(global 'g')", "(constant 'c')", "(method 'm')".
std::string named_thing(std::string_view rest) {
    const std::size_t open = rest.find('\'');
    const std::size_t close = open == std::string_view::npos ? open : rest.find('\'', open + 1);
    if (close == std::string_view::npos) return {};
    return "`" + std::string(rest.substr(open + 1, close - open - 1)) + "`";
}

std::string kind_of(std::string_view type) {
    if (type == "nil") return "nothing (nil)";
    if (type == "userdata" || type == "light userdata") return "a sentence, hit or other object";
    if (type == "boolean") return "true or false";
    return "a " + std::string(type);
}

// "attempt to VERB a TYPE value (local 'x')" in other words; empty where it is another message.
std::string plain_attempt(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kVerbs{{
        {"index a ", "and has no fields"},
        {"call a ", "and cannot be called"},
        {"perform arithmetic on a ", "and cannot be calculated with"},
        {"concatenate a ", "and cannot be joined with `..`; use tostring(...)"},
    }};
    if (!take(text, "attempt to ")) return {};
    for (const auto& [verb, consequence] : kVerbs) {
        std::string_view rest = text;
        if (!take(rest, verb)) continue;
        const std::size_t end = rest.find(" value");
        if (end == std::string_view::npos) return {};
        const std::string name = named_thing(rest.substr(end));
        return (name.empty() ? "a value" : name) + " is " + kind_of(rest.substr(0, end)) + " here, " +
               std::string(consequence);
    }
    return {};
}

}  // namespace

PlainMessage plain_message(std::string_view message) {
    PlainMessage plain;
    plain.line = take_place(message);
    std::string text = plain_attempt(message);
    if (text.empty()) text = std::string(message);
    if (text.find("non-closable") != std::string::npos)
        text = named_thing(text) + " cannot be closed; leave <close> out";
    replace_all(text, "light userdata", "object");
    replace_all(text, "userdata", "object");
    replace_all(text, "near <eof>", "at the end of the file");
    replace_all(text, "<eof>", "the end of the file");
    replace_all(text, "<name>", "a name");
    plain.text = std::move(text);
    return plain;
}

std::string as_sentence(std::string text) {
    if (text.empty()) return text;
    text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    static constexpr std::string_view kEnds = ".?!";
    if (kEnds.find(text.back()) == std::string_view::npos) text += '.';
    return text;
}

bool is_overflow(std::string_view message) {
    return message.find("stack overflow") != std::string_view::npos ||
           message.find("too many C levels") != std::string_view::npos ||
           message.find("too many results to unpack") != std::string_view::npos;
}

}  // namespace assay::lua
