#include "serve/rule_edit.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <sstream>

#include "rules/rule_file_header.h"

namespace assay::serve {
namespace {

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text) {
    Lines lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::string joined(const Lines& lines) {
    std::string out;
    for (const std::string& line : lines) out += line + '\n';
    return out;
}

bool is_blank(const std::string& line) {
    return line.find_first_not_of(" \t\r") == std::string::npos;
}

std::size_t indent_of(const std::string& line) {
    const auto first = line.find_first_not_of(' ');
    return first == std::string::npos ? line.size() : first;
}

bool is_comment(const std::string& line) {
    const std::size_t at = indent_of(line);
    return at < line.size() && line[at] == '#';
}

/// Lines [begin, end) that belong to something whose first line is `begin - 1`: those indented deeper than
/// `column`, dashes at `column` too where `dashes`. Blank lines and comments at the end are left out.
std::size_t end_of(const Lines& lines, std::size_t begin, std::size_t column, bool dashes,
                   std::size_t limit) {
    std::size_t end = begin;
    for (std::size_t i = begin; i < limit; ++i) {
        if (is_blank(lines[i]) || is_comment(lines[i])) continue;
        const std::size_t indent = indent_of(lines[i]);
        const bool inside = indent > column || (dashes && indent == column && lines[i][indent] == '-');
        if (!inside) break;
        end = i + 1;
    }
    return end;
}

/// What stands after "key:" in a line whose key begins at `column`; none where it is another key.
std::optional<std::string> value_at(const std::string& line, std::size_t column, std::string_view key) {
    if (line.size() < column + key.size() + 1 || line.compare(column, key.size(), key) != 0 ||
        line[column + key.size()] != ':')
        return std::nullopt;
    std::string value = line.substr(column + key.size() + 1);
    const auto comment = value.find(" #");
    if (comment != std::string::npos) value.erase(comment);
    const auto first = value.find_first_not_of(" \t\r");
    if (first == std::string::npos) return "";
    value = value.substr(first, value.find_last_not_of(" \t\r") - first + 1);
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
        value = value.substr(1, value.size() - 2);
    return value;
}

/// A rule in its file: lines [begin, end), its keys at `column`.
struct RulePlace {
    std::size_t begin = 0, end = 0, column = 0;
};

std::optional<RulePlace> find_rule(const Lines& lines, const std::string& id) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::size_t column = indent_of(lines[i]);
        const bool dash = lines[i].compare(column, 2, "- ") == 0;
        if (dash) column = lines[i].find_first_not_of(' ', column + 1);
        if (column == std::string::npos || column >= lines[i].size()) continue;
        const auto value = value_at(lines[i], column, "id");
        if (!value || *value != id) continue;
        RulePlace place{i, 0, column};
        while (!(lines[place.begin].find_first_not_of(' ') < column &&
                 lines[place.begin][indent_of(lines[place.begin])] == '-')) {
            if (place.begin == 0) return std::nullopt;
            --place.begin;
        }
        place.end = end_of(lines, place.begin + 1, column - 1, false, lines.size());
        return place;
    }
    return std::nullopt;
}

/// The line of a rule's key; none where it has none.
std::optional<std::size_t> find_key(const Lines& lines, const RulePlace& rule, std::string_view key) {
    for (std::size_t i = rule.begin; i < rule.end; ++i) {
        const bool first = i == rule.begin;
        if (!first && indent_of(lines[i]) != rule.column) continue;
        if (value_at(lines[i], rule.column, key)) return i;
    }
    return std::nullopt;
}

Error by_hand(const char* what) {
    return {"by-hand",
            fmt::format("{} is written in a way that this edit cannot extend; write it by hand.", what)};
}

std::string blanks(std::size_t count) {
    return std::string(count, ' ');
}

/// Appends entries to a list below lines[key]; false where it is written in brackets.
bool append_to_list(Lines& lines, std::size_t key, std::size_t column, std::size_t limit, const Lines& entry,
                    std::size_t& at) {
    const std::string rest = lines[key].substr(lines[key].find(':') + 1);
    if (!is_blank(rest) && rest.find_first_not_of(" \t") != rest.find('#')) return false;
    const std::size_t end = end_of(lines, key + 1, column, true, limit);
    std::size_t dash = column + 2;
    for (std::size_t i = key + 1; i < end; ++i) {
        if (is_blank(lines[i]) || is_comment(lines[i])) continue;
        dash = indent_of(lines[i]);
        if (lines[i][dash] != '-') return false;
        break;
    }
    at = std::max(end, key + 1);
    Lines shifted;
    for (const std::string& line : entry) shifted.push_back(blanks(dash) + line);
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), shifted.begin(), shifted.end());
    return true;
}

}  // namespace

std::string yaml_scalar(const std::string& text) {
    const auto safe_start = [&] {
        const unsigned char c = text.empty() ? 0 : static_cast<unsigned char>(text.front());
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
    };
    static const std::vector<std::string> words{"true", "false", "null", "yes", "no", "on", "off", "y", "n"};
    std::string folded = text;
    std::transform(folded.begin(), folded.end(), folded.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const bool plain = safe_start() && text.back() != ':' && text.back() != ' ' &&
                       text.find(": ") == std::string::npos && text.find(" #") == std::string::npos &&
                       text.find_first_of("{}[],\"\n\r\t&*?|<>=!%@`") == std::string::npos &&
                       std::find(words.begin(), words.end(), folded) == words.end();
    if (plain) return text;
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n' || c == '\r' || c == '\t') {
            out += ' ';
        } else if (static_cast<unsigned char>(c) >= 0x20) {
            out += c;
        }
    }
    return out + '"';
}

Result<RuleEdit> add_rule(const std::string& text, const NewRule& rule) {
    Lines lines = lines_of(text.empty() ? std::string(assay::rules::kRuleFileHeader) : text);
    std::size_t key = lines.size();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto value = value_at(lines[i], 0, "rules");
        if (!value) continue;
        if (!value->empty()) return by_hand("The list of rules");
        key = i;
        break;
    }
    std::size_t dash = 2;
    std::size_t at = 0;
    if (key == lines.size()) {
        if (!text.empty() && !is_blank(lines.back())) lines.emplace_back();
        lines.emplace_back("rules:");
        at = lines.size();
    } else {
        at = std::max(end_of(lines, key + 1, 0, true, lines.size()), key + 1);
        for (std::size_t i = key + 1; i < at; ++i) {
            if (is_blank(lines[i]) || is_comment(lines[i])) continue;
            dash = indent_of(lines[i]);
            break;
        }
    }
    const std::string pad = blanks(dash + 2);
    Lines added;
    if (at > key + 1) added.emplace_back();
    added.push_back(blanks(dash) + "- id: " + yaml_scalar(rule.id));
    added.push_back(pad + "title: " + yaml_scalar(rule.title));
    if (rule.statements.size() == 1) {
        added.push_back(pad + "statement: " + yaml_scalar(rule.statements.front()));
    } else if (!rule.statements.empty()) {
        Lines scalars;
        for (const std::string& id : rule.statements) scalars.push_back(yaml_scalar(id));
        added.push_back(pad + fmt::format("statement: [{}]", fmt::join(scalars, ", ")));
    }
    added.push_back(pad + fmt::format("level: {}", rule.level));
    added.push_back(pad + fmt::format("points: {:g}", rule.points));
    added.push_back(pad + "about: {rationale: " + yaml_scalar(rule.rationale) + "}");
    added.push_back(pad + "match: |");
    for (const std::string& line : lines_of(rule.phrases)) {
        if (!is_blank(line)) added.push_back(pad + "  " + line.substr(line.find_first_not_of(" \t")));
    }
    if (!rule.example.empty()) {
        added.push_back(pad + "examples:");
        added.push_back(pad + "  match:");
        added.push_back(pad + "    - " + yaml_scalar(rule.example));
    }
    const auto line = static_cast<std::uint32_t>(at + (added.front().empty() ? 2 : 1));
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), added.begin(), added.end());
    return RuleEdit{joined(lines), line};
}

Result<RuleEdit> add_exceptions(const std::string& text, const std::string& id,
                                const std::vector<std::string>& phrases, const std::string& example) {
    Lines lines = lines_of(text);
    const auto rule = find_rule(lines, id);
    if (!rule) return Error{"not-found", fmt::format("The file has no rule `{}`.", id)};
    const std::string pad = blanks(rule->column);

    // From the back to the front, so that line numbers stay right.
    if (const auto examples = find_key(lines, *rule, "examples")) {
        const std::size_t end = end_of(lines, *examples + 1, rule->column, false, rule->end);
        const std::string entry = "- {text: " + yaml_scalar(example) + ", blocked_by: except}";
        std::size_t inner = rule->column + 2;
        std::optional<std::size_t> no_match;
        for (std::size_t i = *examples + 1; i < end; ++i) {
            if (is_blank(lines[i]) || is_comment(lines[i])) continue;
            if (i == *examples + 1) inner = indent_of(lines[i]);
            if (indent_of(lines[i]) == inner && value_at(lines[i], inner, "no_match")) no_match = i;
        }
        std::size_t at = 0;
        if (no_match) {
            (void)append_to_list(lines, *no_match, inner, end, {entry}, at);
        } else if (end > *examples + 1) {
            const Lines added{blanks(inner) + "no_match:", blanks(inner) + "  " + entry};
            lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(end), added.begin(), added.end());
        }
    }
    Lines entry;
    for (const std::string& phrase : phrases) {
        entry.push_back("- phrase: " + yaml_scalar(phrase));
        entry.push_back("  example: " + yaml_scalar(example));
    }
    std::size_t at = 0;
    if (const auto except = find_key(lines, *rule, "except")) {
        if (!append_to_list(lines, *except, rule->column, rule->end, entry, at))
            return by_hand("The rule's list of exceptions");
    } else {
        at = find_key(lines, *rule, "examples").value_or(rule->end);
        Lines added{pad + "except:"};
        for (const std::string& line : entry) added.push_back(pad + "  " + line);
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), added.begin(), added.end());
    }
    return RuleEdit{joined(lines), static_cast<std::uint32_t>(at + 1)};
}

}  // namespace assay::serve
