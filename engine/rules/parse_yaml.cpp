#include "rules/parse_yaml.h"
#include "core/bytes16.h"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/bytes16.h"
#include "rules/scalar_text.h"
#include "rules/trim.h"
#include "rules/yaml_form.h"
#include "rules/yaml_hints.h"
#include "rules/yaml_load.h"

namespace assay::rules {

namespace {

constexpr std::size_t kLargestFile = 4u << 20;
constexpr std::size_t kDeepest = 64;
constexpr std::size_t kMostAliases = 100;

std::vector<std::string> split_lines(const std::string& text) {
    std::vector<std::string> lines;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string line = text.substr(begin, end - begin);
        if (!line.empty() && line.back() == '\r') line.pop_back();
        lines.push_back(std::move(line));
        begin = end + 1;
    }
    return lines;
}

// yaml-cpp's words mean nothing to a policy officer: say what usually caused the error instead.
std::pair<std::string, std::string> plain_words(const std::string& message, const std::string& line,
                                                int column) {
    const char at = column >= 0 && static_cast<std::size_t>(column) < line.size()
                        ? line[static_cast<std::size_t>(column)]
                        : ' ';
    if (line.find('\t') != std::string::npos) {
        return {"There is a tab in the indentation; YAML allows only spaces.",
                "Replace each tab by two spaces."};
    }
    if (at == '@' || at == '`' || at == '%') {
        return {fmt::format("A value may not begin with {} here.", at),
                fmt::format("Put it in quotes (\"{0}…\"), or write the phrases below `match: |`, one a line.",
                            at)};
    }
    if (message.find("end of sequence flow") != std::string::npos) {
        return {"A square bracket is not closed, or a comma is missing.", "Close the list with ]."};
    }
    if (message.find("end of map flow") != std::string::npos) {
        return {"A curly bracket is not closed, or a comma is missing.", "Close it with }."};
    }
    if (message.find("illegal map value") != std::string::npos) {
        return {"A colon stands where none can be.", "Put the whole value in quotes if it holds a colon."};
    }
    if (message.find("end of map not found") != std::string::npos ||
        message.find("end of sequence not found") != std::string::npos) {
        return {"This line does not line up with the lines above it.",
                "Indent it as far as the keys it belongs to; two spaces a level."};
    }
    if (message.find("quote") != std::string::npos || message.find("EOF in scalar") != std::string::npos ||
        message.find("document indicator in quote") != std::string::npos ||
        message.find("illegal EOF") != std::string::npos) {
        return {"A quotation mark is not closed.", "Add the closing quotation mark."};
    }
    if (message.find("escape") != std::string::npos) {
        return {"A backslash means something special inside double quotes.",
                "Use single quotes, or double the backslash."};
    }
    if (message.find("anchor") != std::string::npos || message.find("alias") != std::string::npos) {
        return {"& and * at the beginning of a value mean something special in YAML.",
                "Put the value in quotes, or write the phrases below `match: |`, one a line."};
    }
    if (message.find("block entry") != std::string::npos) {
        return {"A list item (-) stands where none can be.",
                "Indent the dashes of one list alike, below their key."};
    }
    return {"This is not well-formed YAML.",
            "Check the indentation, quotes and brackets of this line and the one before."};
}

std::uint32_t column_of(const YamlFile& file, FilePoint at) {
    return characters(std::string_view(file.lines[at.line]).substr(0, at.byte)) + 1;
}

std::size_t depth_of_flow(const std::string& text) {
    std::size_t depth = 0;
    std::size_t deepest = 0;
    const auto read = [&](char c) {
        if (c == '[' || c == '{') deepest = std::max(deepest, ++depth);
        if ((c == ']' || c == '}') && depth > 0) --depth;
    };
    std::size_t at = 0;
    for (; at + Bytes16::kSize <= text.size(); at += Bytes16::kSize) {
        const Bytes16 bytes = Bytes16::load(text.data() + at);
        std::uint32_t brackets = bytes.equal('[') | bytes.equal('{') | bytes.equal(']') | bytes.equal('}');
        for (; brackets != 0; brackets &= brackets - 1) read(text[at + before_first(brackets)]);
    }
    for (; at < text.size(); ++at) read(text[at]);
    return deepest;
}

std::size_t deepest_indent(const std::vector<std::string>& lines) {
    std::size_t deepest = 0;
    for (const std::string& line : lines) {
        const std::size_t indent = line.find_first_not_of(' ');
        if (indent != std::string::npos) deepest = std::max(deepest, indent);
    }
    return deepest;
}

// The first byte that is no UTF-8, or a NUL.
std::optional<std::size_t> not_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        if (i + Bytes16::kSize <= text.size()) {
            const Bytes16 bytes = Bytes16::load(text.data() + i);
            if ((bytes.beyond_ascii() | bytes.equal('\0')) == 0) {
                i += Bytes16::kSize;
                continue;
            }
        }
        const auto c = static_cast<unsigned char>(text[i]);
        const std::size_t length = c < 0x80                ? 1
                                   : c >= 0xC2 && c < 0xE0 ? 2
                                   : c >= 0xE0 && c < 0xF0 ? 3
                                   : c >= 0xF0 && c < 0xF5 ? 4
                                                           : 0;
        if (length == 0 || c == 0 || i + length > text.size()) return i;
        for (std::size_t k = 1; k < length; ++k) {
            if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return i;
        }
        i += length;
    }
    return std::nullopt;
}

}  // namespace

std::uint32_t characters(std::string_view text) {
    return static_cast<std::uint32_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

YamlFile parse_yaml(std::string name, std::string text, Diagnostics& diagnostics) {
    YamlFile file{std::move(name), std::move(text), {}, {}, {}};
    const auto refuse = [&](std::string code, std::uint32_t line, std::uint32_t column, std::string message,
                            std::string suggestion) {
        Diagnostic d{std::move(code),    Severity::error,       {file.name, line, column, 1},
                     std::move(message), std::move(suggestion), {}};
        if (line >= 1 && line <= file.lines.size()) d.source_line = file.lines[line - 1];
        diagnostics.push_back(std::move(d));
        file.root = {};
    };
    if (file.text.size() > kLargestFile) {
        refuse("Y002", 0, 0, "The file is larger than 4 MiB.",
               "Split it into several files; all of a pack are read.");
        return file;
    }
    if (const auto broken = not_utf8(file.text)) {
        const auto line = static_cast<std::uint32_t>(
            std::count(file.text.begin(), file.text.begin() + static_cast<std::ptrdiff_t>(*broken), '\n') +
            1);
        const bool wide = file.text.find('\0') != std::string::npos;
        refuse("Y005", wide ? 1 : line, 1,
               wide ? "The file is not UTF-8 but UTF-16, as Notepad's \"Unicode\" writes it."
                    : "A character in this line is not UTF-8; the file was probably saved as Windows-1252.",
               "Save the file as UTF-8: in most editors under Save as, Encoding.");
        return file;
    }
    file.lines = split_lines(file.text);
    // Aliases are counted as they are written; a bomb needs many of them.
    const auto aliases = static_cast<std::size_t>(std::count(file.text.begin(), file.text.end(), '&'));
    if (depth_of_flow(file.text) > kDeepest || deepest_indent(file.lines) > 4 * kDeepest ||
        aliases > kMostAliases) {
        refuse("Y002", 0, 0, "The file is nested too deeply, or uses too many anchors.",
               "Rule files need neither; write the values out.");
        return file;
    }
    const auto tell = [&](const YamlHint& hint) {
        refuse("Y001", static_cast<std::uint32_t>(hint.at.line + 1), column_of(file, hint.at), hint.message,
               hint.suggestion);
    };
    for (const auto& hint : {certain_mistake(file.lines), unclosed_quote(file.lines)}) {
        if (!hint) continue;
        tell(*hint);
        return file;
    }
    try {
        LoadedYaml loaded = load_yaml(file.text, file.lines);
        if (loaded.too_large) {
            refuse("Y002", 0, 0, "The aliases (*) of this file stand for more than anybody can read.",
                   "Rule files need none; write the values out.");
            return file;
        }
        if (loaded.documents > 1) {
            const auto parts = std::find_if(file.lines.begin() + 1, file.lines.end(),
                                            [](const std::string& l) { return l.rfind("---", 0) == 0; });
            if (parts == file.lines.end()) {
                const auto comma =
                    std::find_if(file.lines.begin(), file.lines.end(),
                                 [](const std::string& l) { return trim(l).starts_with(','); });
                const auto at = comma == file.lines.end() ? file.lines.begin() : comma;
                refuse("Y001", static_cast<std::uint32_t>(at - file.lines.begin() + 1),
                       static_cast<std::uint32_t>(at->find_first_not_of(' ') + 1),
                       "A comma stands where none can be.", "Remove it.");
                return file;
            }
            const auto line = static_cast<std::uint32_t>(parts - file.lines.begin() + 1);
            refuse("Y001", line, 1,
                   "The file holds several YAML documents (a line of three dashes parts them).",
                   "Remove the --- lines, or split the file.");
            return file;
        }
        file.tree = std::move(loaded.tree);
        file.root = loaded.root;
    } catch (const YAML::Exception& e) {
        const int line = e.mark.is_null() ? 0 : e.mark.line + 1;
        const int column = e.mark.is_null() ? 0 : e.mark.column + 1;
        std::size_t shown = line >= 1 ? static_cast<std::size_t>(line) - 1 : 0;
        // An error noticed at the end of the file belongs to the last line with text.
        while (shown > 0 && (shown >= file.lines.size() || trim(file.lines[shown]).empty())) --shown;
        const std::string source = shown < file.lines.size() ? file.lines[shown] : "";
        const auto hint = likely_mistake(file.lines, shown);
        if (hint && source.find('\t') == std::string::npos) {
            tell(*hint);
            return file;
        }
        auto [message, suggestion] = plain_words(e.msg, source, column - 1);
        refuse("Y001", static_cast<std::uint32_t>(shown + 1), static_cast<std::uint32_t>(std::max(column, 1)),
               std::move(message), std::move(suggestion));
    }
    return file;
}

}  // namespace assay::rules
