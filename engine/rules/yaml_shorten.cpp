#include "rules/yaml_shorten.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace assay::rules {

namespace {

constexpr char kLetter = 'x';
constexpr std::size_t kWorthIt = 6;  // shorter texts cost more to put back than to read

std::size_t indent_of(std::string_view line) {
    return std::min(line.find_first_not_of(' '), line.size());
}

bool is_blank(std::string_view line) {
    return indent_of(line) == line.size();
}

bool is_key_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// A line that begins a value: `key: …`, `- …` or `- key: …`.
struct Head {
    std::size_t owner = 0;  // column of the key or dash that the value belongs to
    std::size_t value = 0;  // column of the value
};

std::optional<Head> head_of(std::string_view line) {
    std::size_t at = indent_of(line);
    Head head{at, at};
    if (line.substr(at, 2) == "- ") {
        at += 2;
        if (at >= line.size() || line[at] == ' ') return std::nullopt;
        head.value = at;
    }
    std::size_t end = at;
    while (end < line.size() && is_key_letter(line[end])) ++end;
    if (end > at && line.substr(end, 2) == ": ") {
        head = {at, std::min(line.find_first_not_of(' ', end + 2), line.size())};
    } else if (head.value == head.owner) {
        return std::nullopt;
    }
    if (head.value >= line.size()) return std::nullopt;
    return head;
}

// What a text of one line says, if it is plain to see: letters first, nothing that YAML could take for a
// sign; or between quotation marks with nothing inside that they would change.
std::optional<std::string_view> plain_text(std::string_view rest) {
    while (!rest.empty() && rest.back() == ' ') rest.remove_suffix(1);
    if (rest.size() < kWorthIt || rest.find('\t') != std::string_view::npos) return std::nullopt;
    const char first = rest.front();
    if (first == '"' || first == '\'') {
        const std::string_view inside = rest.substr(1, rest.size() - 2);
        const bool closed = rest.back() == first && inside.find_first_of("\"'\\") == std::string_view::npos;
        return closed ? std::optional(inside) : std::nullopt;
    }
    const bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    if (!letter || rest.find_first_of(":#[]{}") != std::string_view::npos || rest.back() == ',')
        return std::nullopt;
    return rest;
}

// The lines [first, end) of a literal block below a line; `end` = `first` where there is none, or an odd one.
struct Block {
    std::size_t end = 0;
    std::string value;
};

Block block_below(const std::vector<std::string>& lines, std::size_t first, std::size_t owner) {
    std::size_t at = first;
    while (at < lines.size() && lines[at].empty()) ++at;
    if (at == lines.size()) return {first, {}};
    const std::size_t indent = indent_of(lines[at]);
    if (indent <= owner || indent == lines[at].size() || lines[at][indent] == '\t') return {first, {}};
    Block block{at, std::string(at - first, '\n')};
    std::size_t last = block.value.size();  // behind the last line that is not blank
    for (; at < lines.size(); ++at) {
        const std::string& line = lines[at];
        if (is_blank(line)) {
            // A blank line longer than the indentation keeps its blanks: leave such to yaml-cpp.
            if (line.size() > indent) return {first, {}};
            block.value += '\n';
            continue;
        }
        if (indent_of(line) < indent) break;
        block.value.append(line, indent).append("\n");
        last = block.value.size();
        block.end = at + 1;
    }
    // What goes on deeper than the owner but not as deep as the block is a mistake: yaml-cpp says which.
    if (at < lines.size() && indent_of(lines[at]) > owner) return {first, {}};
    block.value.resize(last);
    return block;
}

class Shortener {
public:
    explicit Shortener(const std::vector<std::string>& lines) : lines_(lines) {}

    ShortYaml run() {
        for (std::size_t i = 0; i < lines_.size();) i = take(i);
        return std::move(out_);
    }

private:
    std::size_t take(std::size_t i) {
        const std::string_view line = lines_[i];
        const auto head = head_of(line);
        if (!head) return keep(i);
        const std::string_view rest = line.substr(head->value);
        if (rest == "|") {
            Block block = block_below(lines_, i + 1, head->owner);
            if (block.end == i + 1) return keep(i);
            put(i, *head, std::move(block.value));
            out_.text.append(block.end - i - 1, '\n');
            return block.end;
        }
        const auto text = plain_text(rest);
        if (!text || goes_on(i, head->owner)) return keep(i);
        put(i, *head, std::string(*text));
        return i + 1;
    }

    // Whether what follows may belong to the text: only lines that stand deeper can.
    bool goes_on(std::size_t i, std::size_t owner) const {
        for (std::size_t next = i + 1; next < lines_.size(); ++next) {
            if (!is_blank(lines_[next])) return indent_of(lines_[next]) > owner;
        }
        return false;
    }

    std::size_t keep(std::size_t i) {
        out_.text += lines_[i];
        out_.text += '\n';
        return i + 1;
    }

    void put(std::size_t i, const Head& head, std::string value) {
        out_.text.append(lines_[i], 0, head.value).append({kLetter, '\n'});
        out_.taken.push_back({i, head.value, std::move(value)});
    }

    const std::vector<std::string>& lines_;
    ShortYaml out_;
};

class PuttingBack {
public:
    explicit PuttingBack(const std::vector<TakenOut>& taken) : taken_(taken) {}

    // Nodes are in the order of the text, and so is what was taken out.
    void visit(YAML::Node node) {
        if (node.IsScalar()) {
            const YAML::Mark mark = node.Mark();
            if (next_ == taken_.size() || static_cast<std::size_t>(mark.line) != taken_[next_].line ||
                static_cast<std::size_t>(mark.column) != taken_[next_].column)
                return;
            // More than the letter: the text goes on in the next line after all.
            if (node.Scalar() == std::string_view(&kLetter, 1)) node = taken_[next_++].value;
        } else if (node.IsSequence()) {
            for (const auto& item : node) visit(item);
        } else if (node.IsMap()) {
            for (const auto& entry : node) {
                visit(entry.first);
                visit(entry.second);
            }
        }
    }

    bool all() const { return next_ == taken_.size(); }

private:
    const std::vector<TakenOut>& taken_;
    std::size_t next_ = 0;
};

}  // namespace

ShortYaml shorten(const std::vector<std::string>& lines) {
    return Shortener(lines).run();
}

bool put_back(const ShortYaml& shortened, YAML::Node& root) {
    PuttingBack back(shortened.taken);
    back.visit(root);
    return back.all();
}

std::vector<YAML::Node> load_yaml(const std::string& text, const std::vector<std::string>& lines) {
    // An anchor's node would be met twice; a byte order mark shifts columns; a block that the end of the file
    // cuts short has no last line break.
    const bool usual = !text.empty() && text.find_first_of("&\t") == std::string::npos &&
                       text.back() == '\n' && static_cast<unsigned char>(text.front()) < 0x80;
    if (usual) {
        try {
            const ShortYaml shortened = shorten(lines);
            std::vector<YAML::Node> documents = YAML::LoadAll(shortened.text);
            if (documents.size() == 1 && put_back(shortened, documents.front())) return documents;
        } catch (const YAML::Exception&) {
            // Read again as it is, for the place of the mistake.
        }
    }
    return YAML::LoadAll(text);
}

}  // namespace assay::rules
