#include "rules/yaml_quick_text.h"

#include <string_view>

#include "rules/yaml_quick_signs.h"

namespace assay::rules {

const YamlValue* read_block_text(QuickPlace& in, std::size_t column, std::size_t owner) {
    const std::string_view sign = std::string_view(in.line()).substr(column);
    const bool folded = sign.front() == '>';
    if (sign != "|" && sign != ">" && sign != "|-" && sign != ">-") return nullptr;
    std::size_t at = in.row + 1;
    while (at < in.lines.size() && in.lines[at].empty()) ++at;
    if (at == in.lines.size() || (folded && at > in.row + 1)) return nullptr;
    const std::size_t indent = indent_of(in.lines[at]);
    if (indent <= owner || indent == in.lines[at].size()) return nullptr;
    YamlValue& out = in.add(YamlValue::Kind::scalar, column);
    out.text.assign(at - in.row - 1, '\n');
    std::size_t last = out.text.size();  // behind the last line that is not blank
    std::size_t end = at;
    for (; at < in.lines.size(); ++at) {
        const std::string& line = in.lines[at];
        const std::size_t deep = indent_of(line);
        if (deep == line.size()) {
            // A blank line longer than the indentation keeps its blanks: leave such to yaml-cpp.
            if (line.size() > indent) return nullptr;
            out.text += '\n';
            continue;
        }
        if (deep < indent) break;
        // Lines that are deeper, or apart, are not folded.
        if (folded && (deep > indent || out.text.size() > last)) return nullptr;
        out.text.append(line, indent).append(folded ? " " : "\n");
        last = out.text.size();
        end = at + 1;
    }
    // What goes on deeper than the owner but not as deep as the block is a mistake: yaml-cpp says which.
    if (at < in.lines.size() && indent_of(in.lines[at]) > owner) return nullptr;
    out.text.resize(last - 1);
    if (sign.size() == 1) out.text += '\n';
    in.row = end;
    return &out;
}

}  // namespace assay::rules
