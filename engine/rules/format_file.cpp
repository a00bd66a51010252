#include "rules/format_file.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "rules/yaml_hints.h"

namespace assay::rules {

namespace {

std::string_view right_trim(std::string_view s) {
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r')) s.remove_suffix(1);
    return s;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.emplace_back(right_trim(std::string_view(text).substr(begin, end - begin)));
        begin = end + 1;
    }
    return lines;
}

std::size_t indent_of(const std::string& line) {
    return std::min(line.find_first_not_of(' '), line.size());
}

// What a line leaves open for those that follow.
struct Open {
    int depth = 0;  // brackets
    char quote = 0;
};

struct Line {
    std::string code;          // from the first character that is no blank, spaced anew
    bool block = false;        // ends with | or >: a block of text follows
    bool fixed_block = false;  // with an indentation of its own (|2): left alone
};

// Spaces the code of one line anew, from byte `from` on.
Line spaced(const std::string& line, std::size_t from, Open& open) {
    Line out;
    char before = 0;  // the last character that is no blank
    bool key_seen = open.depth > 0 || open.quote != 0;
    std::size_t value_at = 0;  // in `code`: where the value of the line's key begins
    for (std::size_t i = from; i < line.size(); ++i) {
        const char c = line[i];
        if (open.quote != 0) {
            out.code += c;
            if (open.quote == '"' && c == '\\' && i + 1 < line.size())
                out.code += line[++i];
            else if (c == open.quote)
                open.quote = 0;
            before = c;
            continue;
        }
        const bool after_blank = i == from || line[i - 1] == ' ' || line[i - 1] == '\t';
        if (c == '#' && after_blank) {
            out.code.append(line, i);
            return out;
        }
        const bool begins = before == 0 ||
                            (open.depth > 0 && (before == '[' || before == '{' || before == ',')) ||
                            ((before == ':' || before == '-') && after_blank);
        if ((c == '"' || c == '\'') && begins) open.quote = c;
        if ((c == '[' || c == '{') && (begins || open.depth > 0)) ++open.depth;
        if ((c == ']' || c == '}') && open.depth > 0) --open.depth;
        const bool blank = c == ' ' || c == '\t';
        // One blank after the key's colon, and after commas in brackets.
        if (blank && !out.code.empty() && out.code.back() == ' ' &&
            (before == ':' || (before == ',' && open.depth > 0)))
            continue;
        if (open.depth > 0 && before == ',' && !out.code.empty() && out.code.back() == ',' && !blank)
            out.code += ' ';
        out.code += c;
        if (!key_seen && c == ':' && (i + 1 == line.size() || line[i + 1] == ' ')) {
            key_seen = true;
            value_at = out.code.size();
        }
        if (!blank) before = c;
    }
    while (!out.code.empty() && out.code.back() == ' ') out.code.pop_back();
    if (open.depth == 0 && open.quote == 0) {
        std::string_view value = std::string_view(out.code).substr(value_at);
        while (!value.empty() && (value.front() == ' ' || (value_at == 0 && value.front() == '-')))
            value.remove_prefix(1);
        out.block = !value.empty() && (value.front() == '|' || value.front() == '>') &&
                    value.find_first_not_of("|>+-0123456789") == std::string_view::npos;
        out.fixed_block = out.block && value.find_first_of("0123456789") != std::string_view::npos;
    }
    return out;
}

// A level of keys or of dashes: the column where it stood and where it is to stand.
struct Level {
    std::size_t was = 0;
    std::size_t now = 0;
    bool dashes = false;
};

class Formatter {
public:
    explicit Formatter(const std::string& text) : lines_(lines_of(text)) {}

    std::optional<std::string> run() {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const std::string& line = lines_[i];
            const std::size_t at = indent_of(line);
            if (line.find('\t') < at + 1) return std::nullopt;
            if (at == line.size() || line[at] == '#') {
                waiting_.push_back(line);
                continue;
            }
            if (!content(i, at)) return std::nullopt;
        }
        flush(0, 0);
        while (!out_.empty() && out_.size() >= 2 && out_[out_.size() - 1] == '\n' &&
               out_[out_.size() - 2] == '\n')
            out_.pop_back();
        return std::move(out_);
    }

private:
    // Comments and empty lines stand as deep as what follows, or as the level they were written at.
    void flush(std::size_t was, std::size_t now) {
        bool empty = out_.empty();
        for (const std::string& line : waiting_) {
            const std::size_t at = indent_of(line);
            if (at == line.size()) {
                if (!empty) out_ += '\n';
                empty = true;
                continue;
            }
            std::size_t to = now;
            for (const Level& level : levels_) {
                if (level.was == at && at > was) to = level.now;
            }
            out_.append(to, ' ').append(line, at).push_back('\n');
            empty = false;
        }
        waiting_.clear();
    }

    std::size_t enter(std::size_t was, bool dash) {
        while (!levels_.empty() && levels_.back().was > was) levels_.pop_back();
        // Dashes may stand in the column of their key: that is a level of its own.
        if (!levels_.empty() && levels_.back().was == was && levels_.back().dashes && !dash)
            levels_.pop_back();
        if (!levels_.empty() && levels_.back().was == was && levels_.back().dashes == dash)
            return levels_.back().now;
        const std::size_t now = levels_.empty() ? 0 : levels_.back().now + 2;
        levels_.push_back({was, now, dash});
        return now;
    }

    // One line of keys or values, with the lines that belong to it. `i` moves to the last of them.
    bool content(std::size_t& i, std::size_t at) {
        const std::string& line = lines_[i];
        std::string dashes;
        std::size_t first = at;
        const auto is_dash = [&](std::size_t p) {
            return line[p] == '-' && (p + 1 == line.size() || line[p + 1] == ' ');
        };
        const std::vector<Level> before = levels_;
        std::size_t now = enter(at, is_dash(at));
        const std::size_t begin = now;
        while (first < line.size() && is_dash(first)) {
            dashes += "- ";
            std::size_t next = first + 1;
            while (next < line.size() && line[next] == ' ') ++next;
            if (next == line.size()) {
                first = next;
                break;
            }
            first = next;
            now = enter(first, is_dash(first));
        }
        {
            std::vector<Level> after = std::move(levels_);
            levels_ = before;
            flush(at, begin);
            levels_ = std::move(after);
        }
        Open open;
        const Line spaced_line = spaced(line, first, open);
        if (spaced_line.fixed_block) return false;
        std::string text = std::string(begin, ' ') + dashes + spaced_line.code;
        out_ += std::string(right_trim(text)) + "\n";
        if (spaced_line.block) return block(i, levels_.back());
        // Brackets and quotation marks left open: what follows moves along.
        while ((open.depth > 0 || open.quote != 0) && i + 1 < lines_.size()) {
            const std::string& next = lines_[++i];
            const std::size_t from = indent_of(next);
            if (from == next.size()) {
                out_ += '\n';
                continue;
            }
            const std::size_t deeper = std::max<std::size_t>(from > at ? from - at : 2, 2);
            if (open.quote == 0 && next[from] == '#') {
                out_.append(begin + deeper, ' ').append(next, from).push_back('\n');
                continue;
            }
            const std::string code = spaced(next, from, open).code;
            out_.append(begin + deeper, ' ').append(right_trim(code)).push_back('\n');
        }
        return true;
    }

    // The text below | or >: two blanks deeper than its key.
    bool block(std::size_t& i, const Level& owner) {
        std::size_t last = i;
        std::size_t depth = std::string::npos;
        for (std::size_t j = i + 1; j < lines_.size(); ++j) {
            const std::size_t from = indent_of(lines_[j]);
            if (from == lines_[j].size()) continue;
            if (from <= owner.was) break;
            if (depth == std::string::npos) depth = from;
            if (from < depth) return false;
            last = j;
        }
        for (std::size_t j = i + 1; j <= last; ++j) {
            const std::size_t from = indent_of(lines_[j]);
            if (from < lines_[j].size())
                out_.append(owner.now + 2 + from - depth, ' ').append(lines_[j], from);
            out_ += '\n';
        }
        i = last;
        return true;
    }

    std::vector<std::string> lines_;
    std::vector<std::string> waiting_;  // comments and empty lines before what comes next
    std::vector<Level> levels_;
    std::string out_;
};

std::string without_blanks(const std::string& text) {
    std::string out;
    for (const std::string& line : lines_of(text)) out += line + "\n";
    while (out.size() >= 2 && out[out.size() - 2] == '\n') out.pop_back();
    return out;
}

// `budget`: how many values may still be looked at; aliases can stand for without end.
bool same(const YAML::Node& a, const YAML::Node& b, int depth, int& budget) {
    if (depth > 64 || --budget < 0 || a.Type() != b.Type()) return false;
    if (a.IsScalar()) return without_blanks(a.Scalar()) == without_blanks(b.Scalar());
    if (a.size() != b.size()) return false;
    auto at = b.begin();
    for (const auto& x : a) {
        const auto& y = *at;
        if (a.IsMap()
                ? !(same(x.first, y.first, depth + 1, budget) && same(x.second, y.second, depth + 1, budget))
                : !same(x, y, depth + 1, budget))
            return false;
        ++at;
    }
    return true;
}

}  // namespace

bool same_meaning(const std::string& a, const std::string& b) {
    try {
        int budget = 1'000'000;
        return same(YAML::Load(a), YAML::Load(b), 0, budget);
    } catch (const YAML::Exception&) {
        return false;
    }
}

std::optional<std::string> format_rule_file(const std::string& text) {
    if (unclosed_quote(lines_of(text))) return std::nullopt;  // which the parser lets pass
    auto formatted = Formatter(text).run();
    if (!formatted || !same_meaning(text, *formatted)) return std::nullopt;
    return formatted;
}

}  // namespace assay::rules
