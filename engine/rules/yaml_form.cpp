#include "rules/yaml_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "rules/read_rules.h"
#include "rules/yaml_curly.h"
#include "rules/yaml_lost_lines.h"
#include "rules/yaml_quotes.h"
#include "rules/yaml_rows.h"

namespace assay::rules {

namespace {

constexpr std::string_view kNoBreak = "\u00A0";

// The length of a dash that is no hyphen, at a byte of a line; 0 where there is none.
std::size_t long_dash(const std::string& line, std::size_t at) {
    for (const std::string_view dash : {"–", "—", "−", "‐", "‑"}) {
        if (line.compare(at, dash.size(), dash) == 0) return dash.size();
    }
    return 0;
}

std::string_view key_of(const std::string& line, const YamlRow& row) {
    return std::string_view(line).substr(row.begin, row.colon - row.begin);
}

bool is_one_of(std::string_view word, const std::vector<std::string>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<YamlHint> no_break_space(const std::string& line, std::size_t l) {
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line.compare(i, kNoBreak.size(), kNoBreak) == 0)
            return YamlHint{{l, i},
                            "This line holds a non-breaking space among its blanks.",
                            "Replace it by an ordinary blank; such spaces come along with pasted text."};
        if (line[i] != ' ' && line[i] != '-') return std::nullopt;
    }
    return std::nullopt;
}

std::optional<YamlHint> wrong_dash(const std::vector<std::string>& lines, const YamlRows& file,
                                   std::size_t l) {
    const YamlRow& row = file.rows[l];
    const std::size_t length = long_dash(lines[l], row.indent);
    if (length == 0 || lines[l].compare(row.indent + length, 1, " ") != 0) return std::nullopt;
    const std::size_t before = row_above(file, l);
    const bool opened =
        before != kNowhere && file.rows[before].has_key() && file.rows[before].value == kNowhere;
    std::size_t fellow = before;
    while (fellow != kNowhere && file.rows[fellow].indent > row.indent) fellow = row_above(file, fellow);
    const bool among = fellow != kNowhere && file.rows[fellow].indent == row.indent;
    if (!opened && !among) return std::nullopt;
    return YamlHint{
        {l, row.indent},
        "A long dash begins this line; an entry of a list begins with a hyphen.",
        fmt::format("Write `- {}`.", lines[l].substr(std::min(lines[l].size(), row.indent + length + 1)))};
}

// "- text", then a deeper "- text", which YAML takes for more of the first.
std::optional<YamlHint> deeper_dash(const std::vector<std::string>& lines, const YamlRows& file,
                                    std::size_t l) {
    const YamlRow& row = file.rows[l];
    if (!row.dash || row.inside) return std::nullopt;
    const std::size_t before = row_above(file, l);
    if (before == kNowhere) return std::nullopt;
    const YamlRow& item = file.rows[before];
    if (!item.dash || item.has_key() || item.value == kNowhere || item.block || row.indent <= item.indent)
        return std::nullopt;
    if (std::string_view("\"'[{&*!|>").find(lines[before][item.value]) != std::string_view::npos)
        return std::nullopt;
    return YamlHint{
        {l, row.indent},
        fmt::format("This dash is deeper than the one in line {}, so the line goes on with that text.",
                    before + 1),
        fmt::format("Line the dashes up: {} blanks before each.", item.indent)};
}

// A key that stands as deep as the phrases above it.
std::optional<YamlHint> key_among_phrases(const std::vector<std::string>& lines, const YamlRows& file,
                                          std::size_t l) {
    static const std::vector<std::string> holders{"match", "regex", "capture", "phrases", "phrase",
                                                  "all",   "any",   "none",    "words",   "except"};
    const YamlRow& row = file.rows[l];
    const YamlRow& opener = file.rows[row.opener];
    if (!opener.has_key() || !is_one_of(key_of(lines[row.opener], opener), holders)) return std::nullopt;
    const std::size_t end = lines[l].find_first_not_of("abcdefghijklmnopqrstuvwxyz_", row.indent);
    if (end == std::string::npos || lines[l][end] != ':') return std::nullopt;
    const std::string word = lines[l].substr(row.indent, end - row.indent);
    if (!is_one_of(word, rule_keys())) return std::nullopt;
    return YamlHint{
        {l, row.indent},
        fmt::format("`{}:` is as deep as the phrases above it, so it was read as one of them.", word),
        fmt::format("Write it below `{}`: {} blanks before it.", key_of(lines[row.opener], opener),
                    opener.begin)};
}

std::optional<YamlHint> open_bracket(const std::vector<std::string>& lines, const YamlRows& file) {
    if (!file.unclosed) return std::nullopt;
    const char c = lines[file.unclosed->line][file.unclosed->byte];
    return YamlHint{*file.unclosed, fmt::format("The bracket {} is not closed.", c),
                    fmt::format("Add {} at the end of this line.", c == '[' ? ']' : '}')};
}

// A phrase that does not stand deeper than the key it belongs to.
std::optional<YamlHint> shallow_phrase(const std::vector<std::string>& lines, const YamlRows& file,
                                       std::size_t l) {
    const YamlRow& row = file.rows[l];
    if (row.empty || row.inside || row.in_block() || row.dash || row.has_key()) return std::nullopt;
    const std::size_t before = row_above(file, l);
    if (before == kNowhere || !file.rows[before].block) return std::nullopt;
    const YamlRow& opener = file.rows[before];
    return YamlHint{
        {l, row.indent},
        fmt::format("This line belongs to `{}` but does not stand deeper.", key_of(lines[before], opener)),
        fmt::format("Put {} blanks before it, as before every line of the block.", opener.begin + 2)};
}

std::optional<YamlHint> ragged(const std::vector<std::string>& lines, const YamlRows& file, std::size_t l) {
    const YamlRow& row = file.rows[l];
    if (row.empty || row.inside || row.in_block() || !row.has_key()) return std::nullopt;
    const std::size_t before = row_above(file, l);
    if (before == kNowhere) return std::nullopt;
    const YamlRow& last = file.rows[before];
    // A key that begins with a hyphen is a dash without its blank.
    if (last.has_key() && lines[before][last.begin] == '-') return std::nullopt;
    if (!last.has_key() || last.begin == row.begin || (last.value == kNowhere && row.begin > last.begin))
        return std::nullopt;
    // As deep as something it may belong to?
    std::size_t least = kNowhere;
    for (std::size_t up = before; up != kNowhere; up = row_above(file, up)) {
        const YamlRow& r = file.rows[up];
        if (r.indent >= least) continue;
        if (!row.dash && r.has_key() && r.begin == row.begin) return std::nullopt;
        if (row.dash && (r.indent == row.indent || (r.has_key() && r.begin == row.indent)))
            return std::nullopt;
        least = r.indent;
    }
    // The dash is at fault where the lines below it agree among themselves.
    const std::size_t after = row_below(file, l);
    const bool dash_at_fault =
        last.dash && after != kNowhere && file.rows[after].begin == row.begin && !file.rows[after].dash;
    const FilePoint at = dash_at_fault ? FilePoint{before, last.indent} : FilePoint{l, row.indent};
    return YamlHint{
        at,
        fmt::format("The key in line {} stands after {} blanks, the one in line {} after {}{}.", l + 1,
                    row.begin, before + 1, last.begin, last.dash ? " (the dash counts as one)" : ""),
        dash_at_fault && row.begin >= 2
            ? fmt::format("Line them up: put {} blanks before the dash.", row.begin - 2)
            : "Line them up: keys of one entry stand below one another."};
}

}  // namespace

std::optional<YamlHint> certain_mistake(const std::vector<std::string>& lines) {
    const YamlRows file = read_rows(lines);
    for (std::size_t l = 0; l < lines.size(); ++l) {
        if (auto hint = no_break_space(lines[l], l)) return hint;
        const YamlRow& row = file.rows[l];
        if (row.in_block()) {
            if (auto hint = key_among_phrases(lines, file, l)) return hint;
            continue;
        }
        if (row.empty || row.inside) continue;
        if (auto hint = colon_before_block(lines, l)) return hint;
        if (auto hint = colon_before_map(lines, file, l)) return hint;
        if (auto hint = curly_quotes(lines, file, l)) return hint;
        if (auto hint = entry_too_far_left(lines, file, l)) return hint;
        if (auto hint = wrong_dash(lines, file, l)) return hint;
        if (auto hint = deeper_dash(lines, file, l)) return hint;
    }
    return std::nullopt;
}

std::optional<YamlHint> form_mistake(const std::vector<std::string>& lines, std::size_t noticed) {
    const YamlRows file = read_rows(lines);
    if (noticed >= lines.size()) return std::nullopt;
    if (auto hint = quote_mistake(lines, file, noticed)) return hint;
    if (file.unclosed && file.unclosed->line <= noticed) return open_bracket(lines, file);
    if (auto hint = key_alone(lines, file, noticed)) return hint;
    // Lines without a key may be phrases that fell out of their block: the first of them is at fault.
    for (std::size_t l = noticed, steps = 0; l != kNowhere && steps < 4; l = row_above(file, l)) {
        if (auto hint = shallow_phrase(lines, file, l)) return hint;
        if (auto hint = lost_text(lines, file, l)) return hint;
        if (auto hint = ragged(lines, file, l)) return hint;
        steps += file.rows[l].has_key() ? 2 : 1;
    }
    return std::nullopt;
}

}  // namespace assay::rules
