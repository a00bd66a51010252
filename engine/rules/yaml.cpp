#include "rules/yaml.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <unordered_set>

#include "core/suggest.h"
#include "rules/scalar_text.h"
#include "rules/trim.h"

namespace assay::rules {

Place YamlReader::place(const YamlNode& node, std::size_t length) const {
    const YamlMark mark = node.mark();
    if (mark.is_null()) return {file_.name, 0, 0, 0};
    return place({static_cast<std::size_t>(mark.line), static_cast<std::size_t>(mark.column)}, length);
}

Place YamlReader::place(FilePoint at, std::size_t length) const {
    const std::string_view line =
        at.line < file_.lines.size() ? std::string_view(file_.lines[at.line]) : std::string_view();
    return {file_.name, static_cast<std::uint32_t>(at.line + 1), characters(line.substr(0, at.byte)) + 1,
            static_cast<std::uint32_t>(length)};
}

std::optional<std::size_t> YamlReader::one_line(const YamlNode& node) const {
    const YamlMark mark = node.mark();
    const auto row = static_cast<std::size_t>(mark.line);
    const auto column = static_cast<std::size_t>(mark.column);
    if (mark.is_null() || row >= file_.lines.size() || column >= file_.lines[row].size()) return std::nullopt;
    const std::string& line = file_.lines[row];
    const std::size_t start = line[column] == '"' || line[column] == '\'' ? column + 1 : column;
    return line.compare(start, node.scalar().size(), node.scalar()) == 0 ? std::optional(start)
                                                                         : std::nullopt;
}

Place YamlReader::place_inside(const YamlNode& node, std::size_t offset, std::size_t length) const {
    const YamlMark mark = node.mark();
    if (mark.is_null()) return {file_.name, 0, 0, 0};
    if (const auto start = one_line(node))
        return place({static_cast<std::size_t>(mark.line), *start + offset}, length);
    const ScalarText text(file_.lines,
                          {static_cast<std::size_t>(mark.line), static_cast<std::size_t>(mark.column)},
                          node.scalar());
    return place(text.at(offset), length);
}

void YamlReader::report(Severity severity, std::string code, const Place& at, std::string message,
                        std::string suggestion) const {
    Diagnostic d{std::move(code), severity, at, std::move(message), std::move(suggestion), {}};
    if (at.line >= 1 && at.line <= file_.lines.size()) d.source_line = file_.lines[at.line - 1];
    diagnostics_.push_back(std::move(d));
}

void YamlReader::error(std::string code, const YamlNode& node, std::string message,
                       std::string suggestion) const {
    const std::size_t length =
        node.is_defined() && node.is_scalar() ? std::max<std::size_t>(1, characters(node.scalar())) : 1;
    report(Severity::error, std::move(code), place(node, length), std::move(message), std::move(suggestion));
}

bool YamlReader::map(const YamlNode& node, std::string_view what,
                     const std::vector<std::string>& known) const {
    if (!node.is_defined() || !node.is_map()) {
        error("Y003", node, fmt::format("Here {} is expected: keys with values, one a line.", what),
              known.empty() ? "" : fmt::format("It can hold {}.", fmt::join(known, ", ")));
        return false;
    }
    std::unordered_set<std::string> seen;
    for (const auto& entry : node) {
        if (!entry.first.is_scalar()) {
            error("Y003", entry.first, "A key must be a single word.");
            continue;
        }
        const std::string key = entry.first.scalar();
        if (!seen.insert(key).second) {
            error("Y004", entry.first, fmt::format("The key `{}` is given twice.", key),
                  "Keep one of the two.");
        }
        if (!known.empty() && std::find(known.begin(), known.end(), key) == known.end()) {
            const std::string near = nearest(key, known);
            if (!near.empty()) meant_.emplace_back(node.mark(), near);
            error("R001", entry.first, fmt::format("`{}` is no key of {}.", key, what),
                  near.empty() ? fmt::format("Known keys: {}.", fmt::join(known, ", "))
                               : fmt::format("Did you mean `{}`?", near));
        }
    }
    return true;
}

bool YamlReader::misspelt(const YamlNode& node, const std::string& key) const {
    return std::find(meant_.begin(), meant_.end(), std::pair(node.mark(), key)) != meant_.end();
}

std::optional<Text> YamlReader::text(const YamlNode& node, std::string_view what) const {
    if (!node.is_defined() || !node.is_scalar()) {
        error("R002", node, fmt::format("{} must be a single text.", what));
        return std::nullopt;
    }
    const std::string value(trim(node.scalar()));
    if (value.empty()) {
        error("R003", node, fmt::format("{} is empty.", what), "Write a value, or remove the key.");
        return std::nullopt;
    }
    const std::size_t blanks = static_cast<std::size_t>(trim(node.scalar()).data() - node.scalar().data());
    return Text{value, place_inside(node, blanks, characters(value))};
}

std::vector<Text> YamlReader::texts(const YamlNode& node, std::string_view what) const {
    std::vector<Text> out;
    if (node.is_sequence()) {
        for (const auto& item : node) {
            if (auto t = text(item, fmt::format("Each entry of {}", what))) out.push_back(std::move(*t));
        }
    } else if (auto t = text(node, what)) {
        out.push_back(std::move(*t));
    }
    return out;
}

std::vector<Text> YamlReader::phrases(const YamlNode& node, std::string_view what) const {
    std::vector<Text> out;
    if (node.is_sequence()) {
        for (const auto& item : node) {
            auto more = phrases(item, what);
            out.insert(out.end(), more.begin(), more.end());
        }
        return out;
    }
    if (!node.is_scalar()) {
        error("R002", node, fmt::format("{} must be phrases, one a line below `|`.", what));
        return out;
    }
    const std::string& value = node.scalar();
    const YamlMark mark = node.mark();
    if (const auto at = one_line(node); at && !trim(value).empty() && trim(value).front() != '#') {
        const std::string_view phrase = trim(value);
        const auto offset = static_cast<std::size_t>(phrase.data() - value.data());
        out.push_back({std::string(phrase),
                       place({static_cast<std::size_t>(mark.line), *at + offset}, characters(phrase))});
        return out;
    }
    const FilePoint start{static_cast<std::size_t>(std::max(mark.line, 0)),
                          static_cast<std::size_t>(std::max(mark.column, 0))};
    const ScalarText places(file_.lines, start, value);
    if (places.at(value.size()).line > start.line && file_.lines[start.line].compare(start.byte, 1, "|") != 0)
        joined(node, what);
    for (std::size_t begin = 0; begin < value.size();) {
        const std::size_t end = std::min(value.find('\n', begin), value.size());
        const std::string_view phrase = trim(std::string_view(value).substr(begin, end - begin));
        begin = end + 1;
        if (phrase.empty() || phrase.front() == '#') continue;
        const auto offset = static_cast<std::size_t>(phrase.data() - value.data());
        out.push_back({std::string(phrase), place(places.at(offset), characters(phrase))});
    }
    if (out.empty())
        error("R003", node, fmt::format("{} is empty.", what), "Write one phrase a line, or remove the key.");
    return out;
}

// Without | YAML makes one phrase of several lines, which nothing ever matches.
void YamlReader::joined(const YamlNode& node, std::string_view what) const {
    // A backslash at the end of a quoted line joins on purpose.
    const auto line = static_cast<std::size_t>(node.mark().line);
    if (!file_.lines[line].empty() && file_.lines[line].back() == '\\') return;
    std::string key(what);
    std::erase(key, '`');
    const bool plain_key = key.find(' ') == std::string::npos;
    error("R024", node, fmt::format("The lines of {} are read as one phrase.", what),
          fmt::format("Write {} and below it one phrase a line.",
                      plain_key ? fmt::format("`{}: |`", key) : std::string("| after the colon")));
}

std::optional<double> YamlReader::number(const YamlNode& node, std::string_view what, double lowest,
                                         double highest) const {
    const std::string expected = fmt::format("Write a number from {:g} to {:g}.", lowest, highest);
    if (!node.is_scalar()) {
        error("R002", node, fmt::format("{} must be a number.", what), expected);
        return std::nullopt;
    }
    const std::string& s = node.scalar();
    char* end = nullptr;
    const double value = std::strtod(s.c_str(), &end);
    if (s.empty() || end != s.c_str() + s.size() || !std::isfinite(value)) {
        if (const std::size_t comma = s.find(','); comma != std::string::npos) {
            std::string with_point = s;
            with_point[comma] = '.';
            const double meant = std::strtod(with_point.c_str(), &end);
            if (end == with_point.c_str() + s.size() && meant >= lowest && meant <= highest) {
                error("R002", node, fmt::format("{} must be a number, not `{}`.", what, s),
                      fmt::format("Write {}, with a point.", with_point));
                return std::nullopt;
            }
        }
        error("R002", node, fmt::format("{} must be a number, not `{}`.", what, s), expected);
        return std::nullopt;
    }
    if (value < lowest || value > highest) {
        error("R004", node, fmt::format("{} is {}, which is out of range.", what, s), expected);
        return std::nullopt;
    }
    return value;
}

std::optional<int> YamlReader::integer(const YamlNode& node, std::string_view what, int lowest,
                                       int highest) const {
    const auto value = number(node, what, lowest, highest);
    if (!value) return std::nullopt;
    if (*value != std::floor(*value)) {
        error("R002", node, fmt::format("{} must be a whole number.", what),
              fmt::format("Write a whole number from {} to {}.", lowest, highest));
        return std::nullopt;
    }
    return static_cast<int>(*value);
}

std::optional<bool> YamlReader::boolean(const YamlNode& node, std::string_view what) const {
    if (node.is_scalar()) {
        if (node.scalar() == "true" || node.scalar() == "yes") return true;
        if (node.scalar() == "false" || node.scalar() == "no") return false;
    }
    error("R002", node, fmt::format("{} must be true or false.", what));
    return std::nullopt;
}

std::optional<std::string> YamlReader::one_of(const YamlNode& node, std::string_view what,
                                              const std::vector<std::string>& words) const {
    const std::string expected = fmt::format("It can be {}.", fmt::join(words, ", "));
    if (!node.is_scalar()) {
        error("R002", node, fmt::format("{} must be one word.", what), expected);
        return std::nullopt;
    }
    if (std::find(words.begin(), words.end(), node.scalar()) != words.end()) return node.scalar();
    const std::string near = nearest(node.scalar(), words);
    error("R005", node, fmt::format("{} cannot be `{}`.", what, node.scalar()),
          near.empty() ? expected : fmt::format("Did you mean `{}`? {}", near, expected));
    return std::nullopt;
}

}  // namespace assay::rules
