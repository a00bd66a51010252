#include "rules/yaml_quotes.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "rules/yaml_values.h"

namespace assay::rules {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

// The word at an end of a text, or all of the text where that is too short to be found in the line.
std::string_view last_word(std::string_view text) {
    const std::string_view word = text.substr(text.find_last_of(' ') + 1);
    return word.size() > 2 ? word : text;
}

std::string_view first_word(std::string_view text) {
    const std::string_view word = text.substr(0, text.find(' '));
    return word.size() > 2 ? word : text;
}

std::optional<YamlHint> quote_too_early(const std::vector<std::string>& lines, const YamlRows& file) {
    const auto& [open, close] = *file.quote_ends;
    const std::string& line = lines[open.line];
    const char quote = line[open.byte];
    if (quote == '"') {
        if (auto hint = missing_quote(lines, open)) return hint;
    }
    const bool within = in_brackets(line, open.byte);
    const std::size_t end = within ? end_within(line, close + 1) : line.size();
    const std::size_t last = line.rfind(quote);
    const bool apostrophe = quote == '\'' && last > close;
    const std::string whole = apostrophe ? line.substr(open.byte + 1, last - open.byte - 1)
                                         : line.substr(open.byte, end - open.byte);
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

// A text without quotation marks that ends with one.
YamlHint lacks_first(std::size_t l, std::size_t begin, std::string_view key, std::string_view text) {
    text.remove_suffix(1);
    return {{l, begin},
            fmt::format("A quotation mark is missing before `{}`.", first_word(text)),
            fmt::format("Write `{}{}`.", key, quoted(text))};
}

std::optional<YamlHint> bracket_first(const std::vector<std::string>& lines, const YamlRows& file) {
    const auto& [open, close] = *file.bracket_ends;
    const std::string& line = lines[open.line];
    const YamlRow& row = file.rows[open.line];
    const bool alone = open.byte == row.value;
    const std::size_t end = alone ? trimmed_end(line).size() : end_within(line, open.byte);
    const std::string_view text = std::string_view(line).substr(open.byte, end - open.byte);
    const bool match = alone && row.has_key() && line.compare(row.begin, row.colon - row.begin, "match") == 0;
    if (!alone && text.ends_with('"') && text.find('"') == text.size() - 1)
        return lacks_first(open.line, open.byte, key_before(line, open.byte), text);
    return YamlHint{open, fmt::format("A value that begins with {} must be in quotes.", line[open.byte]),
                    fmt::format("Write {}{}.", quoted(text),
                                match ? ", or the phrases below `match: |`, one a line" : "")};
}

// `{capture: waited {duration}, …}`
std::optional<YamlHint> bracket_inside(const std::vector<std::string>& lines, const YamlRows& file) {
    const FilePoint& at = *file.bare_bracket;
    const std::string_view line = lines[at.line];
    std::size_t begin = at.byte;
    while (begin > 0 && std::string_view("[{,").find(line[begin - 1]) == kNone &&
           !(line[begin - 1] == ' ' && begin > 1 && line[begin - 2] == ':'))
        --begin;
    begin = line.find_first_not_of(' ', begin);
    const std::string_view text = line.substr(begin, end_within(line, begin) - begin);
    const std::string_view key = key_before(line, begin);
    if (text.ends_with('"') && text.find('"') == text.size() - 1)
        return lacks_first(at.line, begin, key, text);
    return YamlHint{{at.line, begin},
                    key.empty() ? fmt::format("A text that holds {} must be in quotes.", line[at.byte])
                                : fmt::format("`{}` holds {}, so it must be in quotes.",
                                              trimmed_end(key.substr(0, key.find(':'))), line[at.byte]),
                    fmt::format("Write `{}{}`.", key, quoted(text))};
}

// `test: >= 80`
std::optional<YamlHint> bare_comparison(const std::vector<std::string>& lines, const YamlRows& file,
                                        std::size_t l) {
    const std::string_view line = lines[l];
    if (file.rows[l].in_block() || file.rows[l].empty) return std::nullopt;
    for (std::size_t at = line.find(": >"); at != kNone; at = line.find(": >", at + 1)) {
        const std::size_t digit = line.find_first_not_of("=> ", at + 2);
        if (digit == kNone || line[digit] < '0' || line[digit] > '9') continue;
        const std::size_t end = std::min(line.find_first_of(",} ", digit), line.size());
        const std::string_view text = line.substr(at + 2, end - at - 2);
        const std::string_view key = key_before(line, at + 2);
        if (text.ends_with('"')) return lacks_first(l, at + 2, key, text);
        return YamlHint{{l, at + 2},
                        "A value that begins with > must be in quotes.",
                        fmt::format("Write `{}{}`.", key, quoted(text))};
    }
    return std::nullopt;
}

// `title: Carers: how they are heard`
std::optional<YamlHint> colon_inside(const std::vector<std::string>& lines, const YamlRows& file,
                                     std::size_t l) {
    const std::string_view line = lines[l];
    const YamlRow& row = file.rows[l];
    if (row.inside || row.in_block() || !row.has_key() || row.value == kNowhere) return std::nullopt;
    if (std::string_view("\"'[{&*!|>@%`").find(line[row.value]) != kNone) return std::nullopt;
    const std::string_view text = trimmed_end(line.substr(row.value));
    if (text.find(": ") == kNone || text.find(" #") != kNone) return std::nullopt;
    const std::string_view key = line.substr(row.begin, row.colon - row.begin);
    return YamlHint{{l, row.value},
                    fmt::format("`{}` holds a colon, so it must be in quotes.", key),
                    fmt::format("Write `{}: {}`.", key, quoted(text))};
}

}  // namespace

std::optional<YamlHint> missing_quote(const std::vector<std::string>& lines, const FilePoint& open) {
    const std::string_view line = lines[open.line];
    if (!in_brackets(line, open.byte)) return std::nullopt;
    const std::size_t begin = open.byte + 1;
    // What is closed by the next quotation mark, or all of the line.
    const std::size_t close = std::min(line.find(line[open.byte], begin), line.size());
    std::string_view inside = line.substr(begin, close - begin);
    std::size_t end = kNone;
    for (std::size_t comma = inside.find(','); comma != kNone && end == kNone;
         comma = inside.find(',', comma + 1)) {
        const std::size_t word = inside.find_first_not_of(' ', comma + 1);
        if (word == kNone) {
            if (close < line.size()) end = comma;  // ["@helpers, "~praise"]
            break;
        }
        const std::size_t colon = inside.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", word);
        if (colon != kNone && colon > word && inside[colon] == ':' &&
            (colon + 1 == inside.size() || inside[colon + 1] == ' '))
            end = comma;
    }
    if (end == kNone && close < line.size()) return std::nullopt;
    inside = trimmed_end(inside.substr(0, end));
    // Brackets that open before the text end behind it.
    const std::size_t within = [&] {
        int depth = 0;
        for (std::size_t i = 0; i < inside.size(); ++i) {
            if (inside[i] == '[' || inside[i] == '{') ++depth;
            if ((inside[i] == ']' || inside[i] == '}') && --depth < 0) return i;
        }
        return inside.size();
    }();
    if (end == kNone && within == inside.size()) return std::nullopt;
    inside = trimmed_end(inside.substr(0, within));
    if (inside.empty()) return std::nullopt;
    return YamlHint{{open.line, begin + inside.size()},
                    fmt::format("A quotation mark is missing after `{}`.", last_word(inside)),
                    fmt::format("Write `{}{}{}{}`.", key_before(line, open.byte), line[open.byte], inside,
                                line[open.byte])};
}

std::optional<YamlHint> quote_mistake(const std::vector<std::string>& lines, const YamlRows& file,
                                      std::size_t noticed) {
    if (file.quote_ends && file.quote_ends->open.line <= noticed) return quote_too_early(lines, file);
    const auto& ends = file.bracket_ends;
    const auto& bare = file.bare_bracket;
    const auto before = [](const FilePoint& a, const FilePoint& b) {
        return a.line < b.line || (a.line == b.line && a.byte <= b.byte);
    };
    if (bare && bare->line <= noticed && (!ends || before(*bare, ends->open)))
        return bracket_inside(lines, file);
    if (ends && ends->open.line <= noticed) return bracket_first(lines, file);
    for (std::size_t l = 0; l <= noticed; ++l) {
        if (auto hint = bare_comparison(lines, file, l)) return hint;
    }
    return colon_inside(lines, file, noticed);
}

}  // namespace assay::rules
