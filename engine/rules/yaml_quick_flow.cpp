#include "rules/yaml_quick_flow.h"

#include <string_view>

#include "rules/find_any.h"
#include "rules/yaml_quick_signs.h"

namespace assay::rules {

namespace {

// The next sign inside brackets; false at the end of the file, and where a line stands too far left.
bool next_sign(QuickPlace& in, std::size_t& at, std::size_t owner) {
    for (;;) {
        const std::string& line = in.line();
        const std::size_t next = line.find_first_not_of(' ', at);
        if (next != kNone && line[next] != '#') {
            at = next;
            return true;
        }
        if (next != kNone && next > 0 && line[next - 1] != ' ') return false;
        if (++in.row == in.lines.size()) return false;
        if (is_blank(in.line())) {
            at = in.line().size();
            continue;
        }
        at = indent_of(in.line());
        if (at <= owner) return false;
    }
}

bool flow_key(QuickPlace& in, std::size_t& at, std::size_t owner, YamlValue& out) {
    const std::size_t colon = colon_of(in.line(), at);
    if (colon == kNone) return false;
    out.children.push_back(in.key_at(at, colon));
    at = colon + 1;
    return next_sign(in, at, owner);
}

const YamlValue* flow_item(QuickPlace& in, std::size_t& at, std::size_t owner) {
    const std::string& line = in.line();
    if (line[at] == '[' || line[at] == '{') return read_flow(in, at, owner);
    if (line[at] == '"' || line[at] == '\'') return read_quoted(in, at);
    if (!may_begin(std::string_view(line).substr(at))) return nullptr;
    // At the end of its line it ends too, for the caller goes on with nothing but a comma or bracket.
    const std::size_t end = find_any(line, at, ',', '[', ']', '{', '}');
    if (end < line.size() && (line[end] == '[' || line[end] == '{')) return nullptr;
    const std::string_view text = without_trailing_blanks(std::string_view(line).substr(at, end - at));
    // A colon may part a key from its value, a # may begin a comment.
    if (is_null_word(text) || find_any(text, 0, ':', '#') < text.size()) return nullptr;
    YamlValue& out = in.add(YamlValue::Kind::scalar, at);
    out.text = text;
    at = end;
    return &out;
}

}  // namespace

const YamlValue* read_quoted(QuickPlace& in, std::size_t& at) {
    const std::string& line = in.line();
    const char quote = line[at];
    YamlValue& out = in.add(YamlValue::Kind::scalar, at);
    for (std::size_t from = at + 1;;) {
        const std::size_t end = quote == '"' ? find_any(line, from, '"', '\\') : find_any(line, from, '\'');
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

const YamlValue* read_flow(QuickPlace& in, std::size_t& at, std::size_t owner) {
    if (++in.depth > QuickPlace::kDeepest) return nullptr;
    const bool pairs = in.line()[at] == '{';
    const char close = pairs ? '}' : ']';
    YamlValue& out = in.add(pairs ? YamlValue::Kind::map : YamlValue::Kind::sequence, at);
    out.flow = true;
    ++at;
    for (bool first = true;; first = false) {
        if (!next_sign(in, at, owner)) return nullptr;
        if (first && in.line()[at] == close) break;
        if (pairs && !flow_key(in, at, owner, out)) return nullptr;
        const YamlValue* item = flow_item(in, at, owner);
        if (item == nullptr || !next_sign(in, at, owner)) return nullptr;
        out.children.push_back(item);
        const char c = in.line()[at];
        if (c == close) break;
        if (c != ',') return nullptr;
        ++at;
    }
    ++at;
    --in.depth;
    return &out;
}

}  // namespace assay::rules
