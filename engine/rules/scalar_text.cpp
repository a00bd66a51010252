#include "rules/scalar_text.h"

#include <algorithm>

namespace assay::rules {

namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

std::size_t first_word(const std::string& line) {
    const std::size_t at = line.find_first_not_of(" \t");
    return at == std::string::npos ? line.size() : at;
}

// How long an escape in double quotes is, the backslash included; 1 at the end of a line.
std::size_t escape_length(const std::string& line, std::size_t at) {
    if (at + 1 >= line.size()) return 1;
    switch (line[at + 1]) {
        case 'x':
            return 4;
        case 'u':
            return 6;
        case 'U':
            return 10;
        default:
            return 2;
    }
}

std::size_t utf8_length(char c) {
    const auto u = static_cast<unsigned char>(c);
    return u < 0x80 ? 1 : u < 0xE0 ? 2 : u < 0xF0 ? 3 : 4;
}

}  // namespace

ScalarText::ScalarText(const std::vector<std::string>& lines, FilePoint start, std::string_view value)
    : start_(start) {
    if (start.line >= lines.size() || start.byte >= lines[start.line].size()) return;
    points_.reserve(value.size());
    const char first = lines[start.line][start.byte];
    if (first == '|') {
        literal(lines, value);
    } else if (first == '>') {
        flowing(lines,
                {start.line + 1, start.line + 1 < lines.size() ? first_word(lines[start.line + 1]) : 0},
                value, 0);
    } else if (first == '"' || first == '\'') {
        flowing(lines, {start.line, start.byte + 1}, value, first);
    } else {
        flowing(lines, start, value, 0);
    }
}

// Line by line: a literal block keeps its lines, less their indentation.
void ScalarText::literal(const std::vector<std::string>& lines, std::string_view value) {
    std::size_t row = start_.line + 1;
    for (std::size_t begin = 0; begin <= value.size(); ++row) {
        const std::size_t end = std::min(value.find('\n', begin), value.size());
        const std::string_view text = value.substr(begin, end - begin);
        FilePoint at{row, 0};
        if (row < lines.size() && lines[row].size() >= text.size()) at.byte = lines[row].size() - text.size();
        for (std::size_t i = 0; i <= text.size() && points_.size() < value.size(); ++i)
            points_.push_back({at.line, at.byte + i});
        begin = end + 1;
    }
}

// Character by character; blanks of the value stand for any white space, also over a line's end.
void ScalarText::flowing(const std::vector<std::string>& lines, FilePoint from, std::string_view value,
                         char quote) {
    FilePoint at = from;
    const auto next_line = [&] {
        if (at.line + 1 >= lines.size()) return false;
        ++at.line;
        at.byte = first_word(lines[at.line]);
        return true;
    };
    for (std::size_t i = 0; i < value.size();) {
        const std::string& line = lines[at.line];
        if (quote == '"' && at.byte < line.size() && line[at.byte] == '\\') {
            const std::size_t length = escape_length(line, at.byte);
            if (length == 1) {
                if (!next_line()) break;
                continue;
            }
            const FilePoint here = at;
            for (std::size_t n = utf8_length(value[i]); n > 0 && i < value.size(); --n, ++i)
                points_.push_back(here);
            at.byte += length;
            continue;
        }
        if (at.byte >= line.size()) {
            // A line's end is a blank or a break in the value, or nothing.
            const FilePoint here = at;
            if (!next_line()) break;
            while (i < value.size() && (is_blank(value[i]) || value[i] == '\n') && (points_.size() == i)) {
                points_.push_back(here);
                ++i;
            }
            continue;
        }
        if (quote == '\'' && line[at.byte] == '\'' && at.byte + 1 < line.size() &&
            line[at.byte + 1] == '\'') {
            points_.push_back(at);
            at.byte += 2;
            ++i;
            continue;
        }
        if (line[at.byte] == value[i]) {
            points_.push_back(at);
            ++at.byte;
            ++i;
        } else if (is_blank(line[at.byte])) {
            ++at.byte;  // blanks before a line's end are not kept
        } else {
            break;
        }
    }
    while (points_.size() < value.size()) points_.push_back(points_.empty() ? start_ : points_.back());
}

}  // namespace assay::rules
