#include "rules/yaml_lost_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "rules/read_rules.h"

namespace assay::rules {

namespace {

// Keys of rule files but those of a rule.
constexpr std::array<std::string_view, 35> kInnerKeys{
    "lists",     "groups",  "cues",    "rules",   "capture",     "test",         "unit",
    "better",    "in",      "phrases", "phrase",  "example",     "text",         "blocked_by",
    "no_match",  "todo",    "within",  "kind",    "direction",   "factor",       "applies_to",
    "pseudo",    "speaker", "cap",     "section", "not_section", "author",       "since",
    "rationale", "source",  "report",  "at",      "hash",        "per_document", "per_paragraph"};

bool is_known_key(std::string_view word) {
    const std::vector<std::string>& keys = rule_keys();
    return std::find(keys.begin(), keys.end(), word) != keys.end() ||
           std::find(kInnerKeys.begin(), kInnerKeys.end(), word) != kInnerKeys.end();
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
    text.remove_prefix(begin);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

std::string_view word_at(std::string_view line, std::size_t begin) {
    const std::size_t end =
        std::min(line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", begin), line.size());
    return line.substr(begin, end - begin);
}

std::string_view key_of(const std::string& line, const YamlRow& row) {
    return std::string_view(line).substr(row.begin, row.colon - row.begin);
}

std::string blanks(std::size_t count) {
    return fmt::format("{} blank{}", count, count == 1 ? "" : "s");
}

bool is_text_entry(const YamlRow& row) {
    return row.dash && !row.has_key() && row.value != kNowhere;
}

// Entries that begin with these keys have no plain texts beside them.
bool begins_map(std::string_view key) {
    return key == "id" || key == "kind" || key == "phrase" || key == "pseudo";
}

// The entry whose list a line may have been meant for, or the key that opens the list.
std::size_t nearest_list(const YamlRows& file, std::size_t l) {
    for (std::size_t up = row_above(file, l); up != kNowhere; up = row_above(file, up)) {
        const YamlRow& row = file.rows[up];
        if (row.dash || (row.has_key() && row.value == kNowhere)) return up;
    }
    return kNowhere;
}

}  // namespace

std::optional<YamlHint> colon_before_block(const std::vector<std::string>& lines, std::size_t l) {
    const std::string_view text = trimmed(lines[l]);
    const auto is_bar = [&](std::size_t i) { return i < text.size() && (text[i] == '|' || text[i] == '>'); };
    // `|`, or `|-`
    const std::size_t bar = text.size() - (is_bar(text.size() - 1) ? 1 : 2);
    if (!is_bar(bar)) return std::nullopt;
    const bool colon = bar > 0 && text[bar - 1] == ':';
    const std::string_view key = trimmed(text.substr(0, colon ? bar - 1 : bar));
    if (!is_known_key(key)) return std::nullopt;
    return YamlHint{{l, lines[l].find(key) + (colon ? 0 : key.size())},
                    colon ? fmt::format("A blank is missing after `{}:`.", key)
                          : fmt::format("A colon is missing after `{}`.", key),
                    fmt::format("Write `{}: {}`.", key, text.substr(bar))};
}

std::optional<YamlHint> entry_too_far_left(const std::vector<std::string>& lines, const YamlRows& file,
                                           std::size_t l) {
    const YamlRow& row = file.rows[l];
    if (!is_text_entry(row) || row.inside) return std::nullopt;
    const std::size_t before = row_above(file, l);
    if (before == kNowhere || file.rows[before].indent <= row.indent) return std::nullopt;
    const bool plain = std::string_view("[{").find(lines[l][row.value]) == std::string_view::npos;
    for (std::size_t up = before; up != kNowhere; up = row_above(file, up)) {
        const YamlRow& other = file.rows[up];
        if (other.indent < row.indent) break;
        if (other.indent > row.indent) continue;
        const bool fellow = other.dash && !(plain && other.has_key() && begins_map(key_of(lines[up], other)));
        if (fellow) return std::nullopt;
        break;
    }
    const std::size_t list = nearest_list(file, l);
    if (list == kNowhere) return std::nullopt;
    const YamlRow& owner = file.rows[list];
    if (owner.has_key() && owner.value == kNowhere)
        return YamlHint{{l, row.indent},
                        fmt::format("This dash stands too far left to belong to `{}:` in line {}.",
                                    key_of(lines[list], owner), list + 1),
                        fmt::format("Put {} before the dash.", blanks(owner.begin + 2))};
    return YamlHint{{l, row.indent},
                    fmt::format("This dash stands after {}, the one in line {} after {}.", blanks(row.indent),
                                list + 1, owner.indent),
                    fmt::format("Line the dashes up: put {} before this one.", blanks(owner.indent))};
}

std::optional<YamlHint> colon_before_map(const std::vector<std::string>& lines, const YamlRows& file,
                                         std::size_t l) {
    const YamlRow& row = file.rows[l];
    const std::string_view line = lines[l];
    if (row.has_key() || row.begin == line.size()) return std::nullopt;
    const std::string_view key = word_at(line, row.begin);
    const std::string_view rest = trimmed(line.substr(row.begin + key.size()));
    if (!is_known_key(key) || rest.size() < 2 || rest.front() != '{') return std::nullopt;
    const std::string_view inner = word_at(rest, 1);
    if (inner.empty() || !rest.substr(1 + inner.size()).starts_with(':')) return std::nullopt;
    return YamlHint{{l, row.begin + key.size()},
                    fmt::format("A colon is missing after `{}`.", key),
                    fmt::format("Write `{}: {}`.", key, rest)};
}

std::optional<YamlHint> key_alone(const std::vector<std::string>& lines, const YamlRows& file,
                                  std::size_t noticed) {
    for (std::size_t l = noticed + 1; l-- > 0;) {
        const YamlRow& row = file.rows[l];
        if (row.empty || row.inside || row.in_block() || row.has_key() || row.value == kNowhere) continue;
        const std::string_view line = lines[l];
        const std::string_view key = word_at(line, row.begin);
        const std::string_view rest = trimmed(line.substr(row.begin + key.size()));
        if (!is_known_key(key) || (!rest.empty() && !rest.starts_with('#'))) continue;
        return YamlHint{{l, row.begin + key.size()},
                        fmt::format("A colon is missing after `{}`.", key),
                        fmt::format("Write `{}:`.", key)};
    }
    return std::nullopt;
}

std::optional<YamlHint> lost_text(const std::vector<std::string>& lines, const YamlRows& file,
                                  std::size_t l) {
    const YamlRow& row = file.rows[l];
    if (row.empty || row.inside || row.in_block() || row.dash || row.has_key() || row.value == kNowhere)
        return std::nullopt;
    const std::string_view text = trimmed(lines[l]);
    std::size_t before = row_above(file, l);
    // Lines that go on with a text belong to it.
    while (before != kNowhere && !file.rows[before].dash && !file.rows[before].has_key())
        before = row_above(file, before);
    if (before == kNowhere) return std::nullopt;
    const YamlRow& owner = file.rows[before];
    if (owner.has_key()) {
        if (owner.value != kNowhere || owner.block || row.indent > owner.begin ||
            is_known_key(word_at(lines[l], row.begin)))
            return std::nullopt;
        return YamlHint{
            {l, row.indent},
            fmt::format("This line stands too far left to belong to `{}:` in line {}, and has no dash.",
                        key_of(lines[before], owner), before + 1),
            fmt::format("Put {} and a dash before it: `{}- {}`.", blanks(owner.begin + 2),
                        std::string(owner.begin + 2, ' '), text)};
    }
    if (!is_text_entry(owner) || row.indent > owner.indent) return std::nullopt;
    if (row.indent < owner.indent && is_known_key(word_at(lines[l], row.begin))) return std::nullopt;
    const std::string more = fmt::format("put {} before it", blanks(owner.begin));
    const std::string entry = fmt::format("put {} and a dash before it: `- {}`", blanks(owner.indent), text);
    const bool begins = std::isupper(static_cast<unsigned char>(text.front())) != 0;
    return YamlHint{
        {l, row.indent},
        begins ? "This entry has no dash."
               : fmt::format("This line does not stand deeper than the text in line {} that it "
                             "seems to go on with.",
                             before + 1),
        begins ? fmt::format("Write `- {}`, with {} before the dash. If it goes on with line {}, {}.", text,
                             blanks(owner.indent), before + 1, more)
               : fmt::format("P{}. If it is an entry of its own, {}.", more.substr(1), entry)};
}

}  // namespace assay::rules
