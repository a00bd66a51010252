#include "rules/yaml_hints.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "rules/yaml_form.h"
#include "rules/yaml_quotes.h"
#include "text/char_class.h"

namespace assay::rules {

namespace {

constexpr std::size_t kNoLine = static_cast<std::size_t>(-1);

// A quoted text that does not end on the line where it begins.
struct LongQuote {
    FilePoint open;
    std::size_t closes = kNoLine;
};

bool opens_block(std::string_view line) {
    while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
    while (!line.empty() && (std::isdigit(static_cast<unsigned char>(line.back())) != 0 ||
                             line.back() == '+' || line.back() == '-'))
        line.remove_suffix(1);
    if (line.empty() || (line.back() != '|' && line.back() != '>')) return false;
    line.remove_suffix(1);
    return line.empty() || line.back() == ' ';
}

std::size_t indent_of(const std::string& line) {
    return std::min(line.find_first_not_of(' '), line.size());
}

std::vector<LongQuote> long_quotes(const std::vector<std::string>& lines) {
    std::vector<LongQuote> found;
    char quote = 0;
    FilePoint open;
    std::size_t block = kNoLine;  // indentation of the key whose block is being read
    int depth = 0;
    for (std::size_t l = 0; l < lines.size(); ++l) {
        const std::string& line = lines[l];
        const std::size_t indent = indent_of(line);
        if (block != kNoLine && quote == 0) {
            if (indent == line.size() || indent > block) continue;
            block = kNoLine;
        }
        char before = 0;
        for (std::size_t i = indent; i < line.size(); ++i) {
            const char c = line[i];
            if (quote != 0) {
                if (quote == '"' && c == '\\') {
                    ++i;
                } else if (c == quote) {
                    if (open.line != l) found.push_back({open, l});
                    quote = 0;
                }
                before = c;
                continue;
            }
            if (text::is_letter(c)) {  // most are, and none means anything to YAML
                before = c;
                continue;
            }
            const bool after_blank = i == indent || line[i - 1] == ' ';
            if (c == '#' && after_blank) break;
            const bool begins = before == 0 ||
                                (depth > 0 && (before == '[' || before == '{' || before == ',')) ||
                                ((before == ':' || before == '-') && after_blank);
            if ((c == '"' || c == '\'') && begins) {
                quote = c;
                open = {l, i};
            }
            if ((c == '[' || c == '{') && (begins || depth > 0)) ++depth;
            if ((c == ']' || c == '}') && depth > 0) --depth;
            if (c != ' ') before = c;
        }
        if (quote == 0 && depth == 0 && opens_block(line)) block = indent;
    }
    if (quote != 0) found.push_back({open, kNoLine});
    return found;
}

YamlHint quote_hint(const std::vector<std::string>& lines, const FilePoint& at) {
    if (auto hint = missing_quote(lines, at)) return *hint;
    return {at, "A quotation mark is not closed.", "Add the closing quotation mark at the end of this text."};
}

// The word at the beginning of a line (after a dash), and where it ends.
std::pair<std::size_t, std::size_t> first_word(const std::string& line) {
    std::size_t begin = indent_of(line);
    while (begin + 1 < line.size() && line[begin] == '-' && line[begin + 1] == ' ')
        begin = std::min(line.find_first_not_of(' ', begin + 1), line.size());
    std::size_t end = begin;
    while (end < line.size() &&
           (std::isalnum(static_cast<unsigned char>(line[end])) != 0 || line[end] == '_' || line[end] == '-'))
        ++end;
    return {begin, end};
}

std::optional<YamlHint> odd_line(const std::vector<std::string>& lines, std::size_t l) {
    const std::string& line = lines[l];
    const std::size_t indent = indent_of(line);
    if (indent == line.size() || line[indent] == '#') return std::nullopt;
    if (line[indent] == '-' && indent + 1 < line.size() && line[indent + 1] != ' ' &&
        line[indent + 1] != '-') {
        return YamlHint{{l, indent}, "A dash needs a blank after it.", "Write `- ` before the entry."};
    }
    const auto [begin, end] = first_word(line);
    if (begin == end) return std::nullopt;
    const std::string word = line.substr(begin, end - begin);
    if (end + 1 < line.size() && line[end] == ':' && line[end + 1] != ' ' && line[end + 1] != ':') {
        return YamlHint{{l, begin},
                        fmt::format("A blank is missing after `{}:`.", word),
                        fmt::format("Write `{}: {}`.", word, line.substr(end + 1))};
    }
    if (end < line.size() && line[end] == ' ' && line.find(':') == std::string::npos) {
        const std::size_t value = std::min(line.find_first_not_of(' ', end), line.size());
        return YamlHint{{l, begin},
                        fmt::format("A colon is missing after `{}`.", word),
                        fmt::format("Write `{}: {}`.", word, line.substr(value))};
    }
    return std::nullopt;
}

}  // namespace

std::optional<YamlHint> unclosed_quote(const std::vector<std::string>& lines) {
    const auto quotes = long_quotes(lines);
    if (quotes.empty() || quotes.back().closes != kNoLine) return std::nullopt;
    return quote_hint(lines, quotes.back().open);
}

std::optional<YamlHint> likely_mistake(const std::vector<std::string>& lines, std::size_t noticed) {
    for (const LongQuote& quote : long_quotes(lines)) {
        if (quote.open.line <= noticed && (quote.closes == kNoLine || quote.closes + 1 >= noticed))
            return quote_hint(lines, quote.open);
    }
    if (auto hint = form_mistake(lines, noticed)) return hint;
    if (noticed >= lines.size()) return std::nullopt;
    if (auto hint = odd_line(lines, noticed)) return hint;
    for (std::size_t l = noticed; l-- > 0;) {
        const std::size_t indent = indent_of(lines[l]);
        if (indent == lines[l].size() || lines[l][indent] == '#') continue;
        return odd_line(lines, l);
    }
    return std::nullopt;
}

}  // namespace assay::rules
