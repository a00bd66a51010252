#include "rules/yaml_values.h"

#include <fmt/format.h>

namespace assay::rules {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

}  // namespace

std::string_view trimmed_end(std::string_view text) {
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

bool in_brackets(std::string_view line, std::size_t at) {
    int depth = 0;
    char quote = 0;
    for (std::size_t i = 0; i < at; ++i) {
        const char c = line[i];
        if (quote != 0) {
            if (c == '\\' && quote == '"') ++i;
            if (c == quote) quote = 0;
        } else if (c == '"' || (c == '\'' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '['))) {
            quote = c;
        } else if (c == '[' || c == '{') {
            ++depth;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return depth > 0;
}

std::size_t end_within(std::string_view line, std::size_t begin) {
    int depth = 0;
    std::size_t i = begin;
    for (; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '[' || c == '{') ++depth;
        if ((c == ']' || c == '}') && --depth < 0) break;
        if (c == ',' && depth == 0) break;
    }
    return begin + trimmed_end(line.substr(begin, i - begin)).size();
}

std::string_view key_before(std::string_view line, std::size_t value) {
    const std::string_view head = trimmed_end(line.substr(0, value));
    if (!head.ends_with(':')) return {};
    const std::size_t begin = head.find_last_of(" {[,", head.size() - 1);
    return line.substr(begin == kNone ? 0 : begin + 1, value - (begin == kNone ? 0 : begin + 1));
}

std::string quoted(std::string_view text) {
    if (text.find('"') == kNone) return fmt::format("\"{}\"", text);
    std::string out = "'";
    for (const char c : text) out.append(c == '\'' ? 2 : 1, c);
    return out + '\'';
}

}  // namespace assay::rules
