#include "rules/yaml_quick.h"

#include <string_view>

#include "rules/find_any.h"
#include "rules/yaml_quick_flow.h"
#include "rules/yaml_quick_place.h"
#include "rules/yaml_quick_signs.h"
#include "rules/yaml_quick_text.h"

namespace assay::rules {

namespace {

using Kind = YamlValue::Kind;

// Reads blocks, which are whole lines; what stands within a line is read by those who know it.
class QuickReader {
public:
    QuickReader(const std::vector<std::string>& lines, YamlTree& tree) : in_{lines, tree} {}

    const YamlValue* run() {
        for (const std::string& line : in_.lines) {
            // Documents are parted at the beginning of a line.
            if (line.starts_with("---") || line.starts_with("...") || line.starts_with('%') ||
                line.find('\t') != kNone)
                return nullptr;
        }
        if (!next_line()) return nullptr;
        const std::string& line = in_.line();
        const std::size_t column = indent_of(line);
        const YamlValue* root = is_dash(line, column) ? sequence(column) : map(column);
        return in_.row == in_.lines.size() ? root : nullptr;
    }

private:
    // Goes on to a line that says something; false at the end.
    bool next_line() {
        while (in_.row < in_.lines.size()) {
            const std::size_t at = indent_of(in_.line());
            if (at < in_.line().size() && in_.line()[at] != '#') return true;
            ++in_.row;
        }
        return false;
    }

    // What begins at a column of this line. A text that goes on in the next line would stand right of
    // `owner`.
    const YamlValue* node(std::size_t column, std::size_t owner) {
        const std::string& line = in_.line();
        if (is_dash(line, column)) return sequence(column);
        if (colon_of(line, column) != kNone) return map(column);
        return value(column, owner);
    }

    // What stands below a key or dash in `column`: deeper, or with `dashes_too` dashes right below it.
    const YamlValue* below(std::size_t column, bool dashes_too) {
        ++in_.row;
        if (!next_line()) return nullptr;
        const std::string& line = in_.line();
        const std::size_t at = indent_of(line);
        if (at > column) return node(at, column);
        return dashes_too && at == column && is_dash(line, at) ? sequence(at) : nullptr;
    }

    const YamlValue* sequence(std::size_t column) {
        if (++in_.depth > QuickPlace::kDeepest) return nullptr;
        YamlValue& out = in_.add(Kind::sequence, column);
        for (;;) {
            const std::string& line = in_.line();
            const std::size_t at = line.find_first_not_of(' ', column + 1);
            const bool nothing = at == kNone || line[at] == '#';
            const YamlValue* item = nothing ? below(column, false) : node(at, column);
            if (item == nullptr) return nullptr;
            out.children.push_back(item);
            if (!next_line()) break;
            const std::size_t next = indent_of(in_.line());
            if (next > column) return nullptr;
            if (next < column || !is_dash(in_.line(), next)) break;
        }
        --in_.depth;
        return &out;
    }

    const YamlValue* map(std::size_t column) {
        if (++in_.depth > QuickPlace::kDeepest) return nullptr;
        YamlValue& out = in_.add(Kind::map, column);
        for (;;) {
            const std::string& line = in_.line();
            const std::size_t colon = colon_of(line, column);
            if (colon == kNone) return nullptr;
            const YamlValue* key = in_.key_at(column, colon);
            const std::size_t at = line.find_first_not_of(' ', colon + 1);
            const bool nothing = at == kNone || line[at] == '#';
            const YamlValue* of_key = nothing ? below(column, true) : value(at, column);
            if (of_key == nullptr) return nullptr;
            out.children.push_back(key);
            out.children.push_back(of_key);
            if (!next_line()) break;
            const std::size_t next = indent_of(in_.line());
            if (next > column) return nullptr;
            if (next < column) break;
        }
        --in_.depth;
        return &out;
    }

    const YamlValue* value(std::size_t column, std::size_t owner) {
        const std::string& line = in_.line();
        const char c = line[column];
        if (c == '|' || c == '>') return read_block_text(in_, column, owner);
        if (c == '"' || c == '\'' || c == '[' || c == '{') {
            std::size_t at = column;
            const YamlValue* read = c == '"' || c == '\'' ? read_quoted(in_, at) : read_flow(in_, at, owner);
            if (read == nullptr || !nothing_follows(at)) return nullptr;
            ++in_.row;
            return read;
        }
        return plain(column, owner);
    }

    // Blanks, or a comment.
    bool nothing_follows(std::size_t at) const {
        const std::string& line = in_.line();
        const std::size_t next = line.find_first_not_of(' ', at);
        return next == kNone || (line[next] == '#' && next > at);
    }

    const YamlValue* plain(std::size_t column, std::size_t owner) {
        const std::string_view rest = std::string_view(in_.line()).substr(column);
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
        YamlValue& out = in_.add(Kind::scalar, column);
        out.text = text;
        ++in_.row;
        return &out;
    }

    // Whether what follows may belong to the text: only lines that stand deeper can.
    bool goes_on(std::size_t owner) const {
        for (std::size_t next = in_.row + 1; next < in_.lines.size(); ++next) {
            if (!is_blank(in_.lines[next])) return indent_of(in_.lines[next]) > owner;
        }
        return false;
    }

    QuickPlace in_;
};

}  // namespace

const YamlValue* read_quickly(const std::vector<std::string>& lines, YamlTree& tree) {
    return QuickReader(lines, tree).run();
}

}  // namespace assay::rules
