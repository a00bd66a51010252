#include "rules/yaml_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "rules/read_rules.h"
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

// The line above that says something, blocks and continued lines left out.
std::size_t above(const YamlRows& file, std::size_t l) {
    while (l-- > 0) {
        const YamlRow& row = file.rows[l];
        if (!row.empty && !row.in_block() && !row.inside) return l;
    }
    return kNowhere;
}

std::size_t below(const YamlRows& file, std::size_t l) {
    while (++l < file.rows.size()) {
        const YamlRow& row = file.rows[l];
        if (!row.empty && !row.in_block() && !row.inside) return l;
    }
    return kNowhere;
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
    const std::size_t before = above(file, l);
    const bool opened =
        before != kNowhere && file.rows[before].has_key() && file.rows[before].value == kNowhere;
    const bool among = before != kNowhere && file.rows[before].indent == row.indent;
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
    const std::size_t before = above(file, l);
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

std::optional<YamlHint> quote_too_early(const std::vector<std::string>& lines, const YamlRows& file) {
    if (!file.quote_ends) return std::nullopt;
    const auto& [open, close] = *file.quote_ends;
    const std::string& line = lines[open.line];
    const char quote = line[open.byte];
    const std::size_t last = line.rfind(quote);
    const bool apostrophe = quote == '\'' && last > close;
    const std::string whole =
        apostrophe ? line.substr(open.byte + 1, last - open.byte - 1) : line.substr(open.byte);
    const char other = quote == '"' ? '\'' : '"';
    const bool simple = whole.find(other) == std::string::npos && !file.rows[open.line].inside;
    return YamlHint{{open.line, close},
                    apostrophe ? "This apostrophe ends the text."
                               : "The text ends at this quotation mark, but the line goes on.",
                    apostrophe ? (simple ? fmt::format("Use double quotes: \"{}\".", whole)
                                         : "Use double quotes around the text.")
                    : simple   ? fmt::format("Put the whole text in quotes: {0}{1}{0}.", other, whole)
                               : "Put the whole text in quotes, or leave the inner quotation marks out."};
}

std::optional<YamlHint> bracket_first(const std::vector<std::string>& lines, const YamlRows& file) {
    if (!file.bracket_ends) return std::nullopt;
    const auto& [open, close] = *file.bracket_ends;
    const std::string& line = lines[open.line];
    const YamlRow& row = file.rows[open.line];
    std::size_t end = line.size();
    const bool alone = open.byte == row.value;
    if (!alone) end = std::min(line.find_first_of(",}]", close + 1), line.size());
    while (end > open.byte && line[end - 1] == ' ') --end;
    const std::string text = line.substr(open.byte, end - open.byte);
    const bool match = alone && row.has_key() && key_of(line, row) == "match";
    return YamlHint{
        open, fmt::format("A value that begins with {} must be in quotes.", line[open.byte]),
        fmt::format("Write \"{}\"{}.", text, match ? ", or the phrases below `match: |`, one a line" : "")};
}

// `test: >= 80`
std::optional<YamlHint> bare_comparison(const std::vector<std::string>& lines, const YamlRows& file,
                                        std::size_t l) {
    const std::string& line = lines[l];
    if (file.rows[l].in_block() || file.rows[l].empty) return std::nullopt;
    for (std::size_t at = line.find(": >"); at != std::string::npos; at = line.find(": >", at + 1)) {
        const std::size_t digit = line.find_first_not_of("=> ", at + 2);
        if (digit == std::string::npos || line[digit] < '0' || line[digit] > '9') continue;
        const std::size_t end = std::min(line.find_first_of(",} ", digit), line.size());
        const std::size_t key = line.find_last_of(" {,", at) + 1;
        return YamlHint{{l, at + 2},
                        "A value that begins with > must be in quotes.",
                        fmt::format("Write `{}: \"{}\"`.", line.substr(key, at - key),
                                    line.substr(at + 2, end - at - 2))};
    }
    return std::nullopt;
}

// A phrase that does not stand deeper than the key it belongs to.
std::optional<YamlHint> shallow_phrase(const std::vector<std::string>& lines, const YamlRows& file,
                                       std::size_t l) {
    const YamlRow& row = file.rows[l];
    if (row.empty || row.inside || row.in_block() || row.dash || row.has_key()) return std::nullopt;
    const std::size_t before = above(file, l);
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
    const std::size_t before = above(file, l);
    if (before == kNowhere) return std::nullopt;
    const YamlRow& last = file.rows[before];
    // A key that begins with a hyphen is a dash without its blank.
    if (last.has_key() && lines[before][last.begin] == '-') return std::nullopt;
    if (!last.has_key() || last.begin == row.begin || (last.value == kNowhere && row.begin > last.begin))
        return std::nullopt;
    // As deep as something it may belong to?
    std::size_t least = kNowhere;
    for (std::size_t up = before; up != kNowhere; up = above(file, up)) {
        const YamlRow& r = file.rows[up];
        if (r.indent >= least) continue;
        if (!row.dash && r.has_key() && r.begin == row.begin) return std::nullopt;
        if (row.dash && (r.indent == row.indent || (r.has_key() && r.begin == row.indent)))
            return std::nullopt;
        least = r.indent;
    }
    // The dash is at fault where the lines below it agree among themselves.
    const std::size_t after = below(file, l);
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
        if (auto hint = wrong_dash(lines, file, l)) return hint;
        if (auto hint = deeper_dash(lines, file, l)) return hint;
    }
    return std::nullopt;
}

std::optional<YamlHint> form_mistake(const std::vector<std::string>& lines, std::size_t noticed) {
    const YamlRows file = read_rows(lines);
    if (noticed >= lines.size()) return std::nullopt;
    const auto reached = [&](const FilePoint& at) { return at.line <= noticed; };
    if (file.quote_ends && reached(file.quote_ends->open)) return quote_too_early(lines, file);
    if (file.bracket_ends && reached(file.bracket_ends->open)) return bracket_first(lines, file);
    for (std::size_t l = 0; l <= noticed; ++l) {
        if (auto hint = bare_comparison(lines, file, l)) return hint;
    }
    if (file.unclosed && reached(*file.unclosed)) return open_bracket(lines, file);
    // Lines without a key may be phrases that fell out of their block: the first of them is at fault.
    for (std::size_t l = noticed, steps = 0; l != kNowhere && steps < 4; l = above(file, l)) {
        if (auto hint = shallow_phrase(lines, file, l)) return hint;
        if (auto hint = ragged(lines, file, l)) return hint;
        steps += file.rows[l].has_key() ? 2 : 1;
    }
    return std::nullopt;
}

}  // namespace assay::rules
