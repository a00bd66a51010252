#include "rules/yaml_quick.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "rules/find_any.h"

namespace assay::rules {

namespace {

constexpr int kDeepest = 64;
constexpr std::size_t kNone = std::string_view::npos;

using Kind = YamlValue::Kind;

std::size_t indent_of(std::string_view line) {
    return std::min(line.find_first_not_of(' '), line.size());
}

bool is_blank(std::string_view line) {
    return indent_of(line) == line.size();
}

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_null_word(std::string_view text) {
    return text == "~" || text == "null" || text == "Null" || text == "NULL";
}

// A text without quotation marks may begin so: nothing that YAML could take for a sign.
bool may_begin(std::string_view rest) {
    const char c = rest.front();
    if (is_letter_or_digit(c) || static_cast<unsigned char>(c) >= 0x80) return true;
    if (c == '-') return rest.size() > 1 && (is_letter_or_digit(rest[1]) || rest[1] == '.');
    return std::string_view("_~(./\\<=$+^;").find(c) != kNone;
}

std::string_view without_trailing_blanks(std::string_view text) {
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

bool is_dash(std::string_view line, std::size_t at) {
    return line[at] == '-' && (at + 1 == line.size() || line[at + 1] == ' ');
}

// The colon behind a key that begins at `at`: of letters, digits, dots and hyphens, or such between quotation
// marks.
std::size_t colon_of(std::string_view line, std::size_t at) {
    std::size_t end = at;
    if (line[at] == '"') {
        end = find_any(line, at + 1, '"', '\\');
        const bool key = line.substr(end, 2) == "\":" && (end + 2 == line.size() || line[end + 2] == ' ');
        return key ? end + 1 : kNone;
    }
    if (!is_letter_or_digit(line[at]) && line[at] != '_') return kNone;
    while (end < line.size() &&
           (is_letter_or_digit(line[end]) || line[end] == '_' || line[end] == '-' || line[end] == '.'))
        ++end;
    if (end == line.size() || line[end] != ':' || (end + 1 < line.size() && line[end + 1] != ' '))
        return kNone;
    return is_null_word(line.substr(at, end - at)) ? kNone : end;
}

class QuickReader {
public:
    QuickReader(const std::vector<std::string>& lines, YamlTree& tree) : lines_(lines), tree_(tree) {}

    const YamlValue* run() {
        for (const std::string& line : lines_) {
            // Documents are parted at the beginning of a line.
            if (line.starts_with("---") || line.starts_with("...") || line.starts_with('%') ||
                line.find('\t') != kNone)
                return nullptr;
        }
        if (!next_line()) return nullptr;
        const std::string& line = lines_[row_];
        const std::size_t column = indent_of(line);
        const YamlValue* root = is_dash(line, column) ? sequence(column) : map(column);
        return row_ == lines_.size() ? root : nullptr;
    }

private:
    // Goes on to a line that says something; false at the end.
    bool next_line() {
        while (row_ < lines_.size()) {
            const std::size_t at = indent_of(lines_[row_]);
            if (at < lines_[row_].size() && lines_[row_][at] != '#') return true;
            ++row_;
        }
        return false;
    }

    YamlValue& add(Kind kind, std::size_t column) {
        return tree_.add(kind, {static_cast<int>(row_), static_cast<int>(column)});
    }

    // --- blocks: each of these reads whole lines
    // ------------------------------------------------------------

    // What begins at a column of this line. A text that goes on in the next line would stand right of
    // `owner`.
    const YamlValue* node(std::size_t column, std::size_t owner) {
        const std::string& line = lines_[row_];
        if (is_dash(line, column)) return sequence(column);
        if (colon_of(line, column) != kNone) return map(column);
        return value(column, owner);
    }

    // What stands below a key or dash in `column`, at least as deep as `least`.
    const YamlValue* below(std::size_t column, bool dashes_too) {
        ++row_;
        if (!next_line()) return nullptr;
        const std::string& line = lines_[row_];
        const std::size_t at = indent_of(line);
        if (at > column) return node(at, column);
        return dashes_too && at == column && is_dash(line, at) ? sequence(at) : nullptr;
    }

    const YamlValue* sequence(std::size_t column) {
        if (++depth_ > kDeepest) return nullptr;
        YamlValue& out = add(Kind::sequence, column);
        for (;;) {
            const std::string& line = lines_[row_];
            const std::size_t at = line.find_first_not_of(' ', column + 1);
            const bool nothing = at == kNone || line[at] == '#';
            const YamlValue* item = nothing ? below(column, false) : node(at, column);
            if (item == nullptr) return nullptr;
            out.children.push_back(item);
            if (!next_line()) break;
            const std::size_t next = indent_of(lines_[row_]);
            if (next > column) return nullptr;
            if (next < column || !is_dash(lines_[row_], next)) break;
        }
        --depth_;
        return &out;
    }

    const YamlValue* map(std::size_t column) {
        if (++depth_ > kDeepest) return nullptr;
        YamlValue& out = add(Kind::map, column);
        for (;;) {
            const std::string& line = lines_[row_];
            const std::size_t colon = colon_of(line, column);
            if (colon == kNone) return nullptr;
            const YamlValue* key = key_at(column, colon);
            const std::size_t at = line.find_first_not_of(' ', colon + 1);
            const bool nothing = at == kNone || line[at] == '#';
            const YamlValue* of_key = nothing ? below(column, true) : value(at, column);
            if (of_key == nullptr) return nullptr;
            out.children.push_back(key);
            out.children.push_back(of_key);
            if (!next_line()) break;
            const std::size_t next = indent_of(lines_[row_]);
            if (next > column) return nullptr;
            if (next < column) break;
        }
        --depth_;
        return &out;
    }

    const YamlValue* key_at(std::size_t column, std::size_t colon) {
        const std::string& line = lines_[row_];
        const std::size_t mark = line[column] == '"' ? 1 : 0;
        YamlValue& key = add(Kind::scalar, column);
        key.text.assign(line, column + mark, colon - column - 2 * mark);
        return &key;
    }

    const YamlValue* value(std::size_t column, std::size_t owner) {
        const std::string& line = lines_[row_];
        const char c = line[column];
        if (c == '|' || c == '>') return block(column, owner);
        if (c == '"' || c == '\'' || c == '[' || c == '{') {
            std::size_t at = column;
            const YamlValue* read = c == '"' || c == '\'' ? quoted(at) : flow(at, owner);
            if (read == nullptr || !nothing_follows(at)) return nullptr;
            ++row_;
            return read;
        }
        return plain(column, owner);
    }

    // Blanks, or a comment.
    bool nothing_follows(std::size_t at) const {
        const std::string& line = lines_[row_];
        const std::size_t next = line.find_first_not_of(' ', at);
        return next == kNone || (line[next] == '#' && next > at);
    }

    const YamlValue* plain(std::size_t column, std::size_t owner) {
        const std::string_view rest = std::string_view(lines_[row_]).substr(column);
        if (!may_begin(rest)) return nullptr;
        std::size_t end = rest.size();
        for (std::size_t at = 0; (at = find_any(rest, at, ':', '#')) < rest.size(); ++at) {
            if (rest[at] == ':' && (at + 1 == rest.size() || rest[at + 1] == ' ')) return nullptr;
            if (rest[at] == '#' && at > 0 && rest[at - 1] == ' ') {
                end = at;
                break;
            }
        }
        const std::string_view text = without_trailing_blanks(rest.substr(0, end));
        if (is_null_word(text) || goes_on(owner)) return nullptr;
        YamlValue& out = add(Kind::scalar, column);
        out.text = text;
        ++row_;
        return &out;
    }

    // Whether what follows may belong to the text: only lines that stand deeper can.
    bool goes_on(std::size_t owner) const {
        for (std::size_t next = row_ + 1; next < lines_.size(); ++next) {
            if (!is_blank(lines_[next])) return indent_of(lines_[next]) > owner;
        }
        return false;
    }

    // What stands below `|`, or `>`, which makes one line of it; a `-` behind these drops the last line
    // break.
    const YamlValue* block(std::size_t column, std::size_t owner) {
        const std::string_view sign = std::string_view(lines_[row_]).substr(column);
        const bool folded = sign.front() == '>';
        if (sign != "|" && sign != ">" && sign != "|-" && sign != ">-") return nullptr;
        std::size_t at = row_ + 1;
        while (at < lines_.size() && lines_[at].empty()) ++at;
        if (at == lines_.size() || (folded && at > row_ + 1)) return nullptr;
        const std::size_t indent = indent_of(lines_[at]);
        if (indent <= owner || indent == lines_[at].size()) return nullptr;
        YamlValue& out = add(Kind::scalar, column);
        out.text.assign(at - row_ - 1, '\n');
        std::size_t last = out.text.size();  // behind the last line that is not blank
        std::size_t end = at;
        for (; at < lines_.size(); ++at) {
            const std::string& line = lines_[at];
            const std::size_t in = indent_of(line);
            if (in == line.size()) {
                // A blank line longer than the indentation keeps its blanks: leave such to yaml-cpp.
                if (line.size() > indent) return nullptr;
                out.text += '\n';
                continue;
            }
            if (in < indent) break;
            // Lines that are deeper, or apart, are not folded.
            if (folded && (in > indent || out.text.size() > last)) return nullptr;
            out.text.append(line, indent).append(folded ? " " : "\n");
            last = out.text.size();
            end = at + 1;
        }
        // What goes on deeper than the owner but not as deep as the block is a mistake: yaml-cpp says which.
        if (at < lines_.size() && indent_of(lines_[at]) > owner) return nullptr;
        out.text.resize(last - 1);
        if (sign.size() == 1) out.text += '\n';
        row_ = end;
        return &out;
    }

    // --- within a line, or brackets: `at` moves behind what was read
    // -----------------------------------------

    const YamlValue* quoted(std::size_t& at) {
        const std::string& line = lines_[row_];
        const char quote = line[at];
        YamlValue& out = add(Kind::scalar, at);
        for (std::size_t from = at + 1;;) {
            const std::size_t end =
                quote == '"' ? find_any(line, from, '"', '\\') : find_any(line, from, '\'');
            if (end == line.size()) return nullptr;
            out.text.append(line, from, end - from);
            if (line[end] == '\\') {
                const std::size_t known =
                    end + 1 < line.size() ? std::string_view("n\"\\").find(line[end + 1]) : kNone;
                if (known == kNone) return nullptr;
                out.text += "\n\"\\"[known];
                from = end + 2;
                continue;
            }
            if (quote == '\'' && end + 1 < line.size() && line[end + 1] == '\'') {
                out.text += '\'';
                from = end + 2;
                continue;
            }
            at = end + 1;
            return &out;
        }
    }

    // The next sign inside brackets; false at the end of the file, and where a line stands too far left.
    bool next_sign(std::size_t& at, std::size_t owner) {
        for (;;) {
            const std::string& line = lines_[row_];
            const std::size_t next = line.find_first_not_of(' ', at);
            if (next != kNone && line[next] != '#') {
                at = next;
                return true;
            }
            if (next != kNone && next > 0 && line[next - 1] != ' ') return false;
            if (++row_ == lines_.size()) return false;
            if (is_blank(lines_[row_])) {
                at = lines_[row_].size();
                continue;
            }
            at = indent_of(lines_[row_]);
            if (at <= owner) return false;
        }
    }

    const YamlValue* flow(std::size_t& at, std::size_t owner) {
        if (++depth_ > kDeepest) return nullptr;
        const bool pairs = lines_[row_][at] == '{';
        const char close = pairs ? '}' : ']';
        YamlValue& out = add(pairs ? Kind::map : Kind::sequence, at);
        out.flow = true;
        ++at;
        for (bool first = true;; first = false) {
            if (!next_sign(at, owner)) return nullptr;
            if (first && lines_[row_][at] == close) break;
            if (pairs && !flow_key(at, owner, out)) return nullptr;
            const YamlValue* item = flow_item(at, owner);
            if (item == nullptr || !next_sign(at, owner)) return nullptr;
            out.children.push_back(item);
            const char c = lines_[row_][at];
            if (c == close) break;
            if (c != ',') return nullptr;
            ++at;
        }
        ++at;
        --depth_;
        return &out;
    }

    bool flow_key(std::size_t& at, std::size_t owner, YamlValue& out) {
        const std::size_t colon = colon_of(lines_[row_], at);
        if (colon == kNone) return false;
        out.children.push_back(key_at(at, colon));
        at = colon + 1;
        return next_sign(at, owner);
    }

    const YamlValue* flow_item(std::size_t& at, std::size_t owner) {
        const std::string& line = lines_[row_];
        if (line[at] == '[' || line[at] == '{') return flow(at, owner);
        if (line[at] == '"' || line[at] == '\'') return quoted(at);
        if (!may_begin(std::string_view(line).substr(at))) return nullptr;
        // At the end of its line it ends too, for the caller goes on with nothing but a comma or bracket.
        const std::size_t end = find_any(line, at, ',', '[', ']', '{', '}');
        if (end < line.size() && (line[end] == '[' || line[end] == '{')) return nullptr;
        const std::string_view text = without_trailing_blanks(std::string_view(line).substr(at, end - at));
        // A colon may part a key from its value, a # may begin a comment.
        if (is_null_word(text) || find_any(text, 0, ':', '#') < text.size()) return nullptr;
        YamlValue& out = add(Kind::scalar, at);
        out.text = text;
        at = end;
        return &out;
    }

    const std::vector<std::string>& lines_;
    YamlTree& tree_;
    std::size_t row_ = 0;
    int depth_ = 0;
};

}  // namespace

const YamlValue* read_quickly(const std::vector<std::string>& lines, YamlTree& tree) {
    return QuickReader(lines, tree).run();
}

}  // namespace assay::rules
