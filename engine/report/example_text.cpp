#include "report/example_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/utf8.h"

namespace assay::report {

namespace {

std::string xml(std::string_view text) {
    std::string out;
    for (const char c : for_terminal(text)) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

bool is_todo(const ExampleLine& line) {
    return line.kind == "todo";
}
bool failed(const ExampleLine& line) {
    return !line.passed && !line.todo_passes;
}

}  // namespace

std::string examples_text(const std::vector<ExampleLine>& lines, bool all, bool color) {
    const auto paint = [&](const char* code, const std::string& text) {
        return color ? fmt::format("\033[{}m{}\033[0m", code, text) : text;
    };
    std::string out;
    for (const ExampleLine& line : lines) {
        if (!all && line.passed) continue;
        const std::string verdict = line.todo_passes ? paint("1;36", "NOW  ")
                                    : line.passed    ? paint("32", is_todo(line) ? "todo " : "ok   ")
                                                     : paint("1;31", "FAIL ");
        out += fmt::format("{} {}  {}  {}:{}\n", verdict, paint("1", line.rule), line.kind, line.file,
                           line.line);
        out += fmt::format("      “{}”\n", for_terminal(line.sentence));
        if (!line.failure.empty()) out += fmt::format("      {}\n", for_terminal(line.failure));
        for (const std::string& detail : line.details)
            out += fmt::format("        {}\n", for_terminal(detail));
    }
    return out;
}

std::string examples_junit(const std::string& name, const std::vector<ExampleLine>& lines, double seconds) {
    const auto count = [](auto begin, auto end, auto what) { return std::count_if(begin, end, what); };
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    out +=
        fmt::format("<testsuites name=\"{}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\" time=\"{:.3f}\">\n",
                    xml(name), lines.size(), count(lines.begin(), lines.end(), failed),
                    count(lines.begin(), lines.end(), is_todo), seconds);
    for (auto from = lines.begin(); from != lines.end();) {
        const auto to =
            std::find_if(from, lines.end(), [&](const ExampleLine& l) { return l.rule != from->rule; });
        out += fmt::format(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\" errors=\"0\" time=\"0\">\n",
            xml(from->rule), to - from, count(from, to, failed), count(from, to, is_todo));
        for (; from != to; ++from) {
            out += fmt::format(
                "    <testcase classname=\"{}\" name=\"{}: {}\" file=\"{}\" line=\"{}\" time=\"0\"",
                xml(from->rule), from->kind, xml(from->sentence), xml(from->file), from->line);
            if (is_todo(*from)) {
                out += fmt::format("><skipped message=\"{}\"/></testcase>\n",
                                   xml(from->todo_passes ? from->failure : "a known gap"));
            } else if (failed(*from)) {
                std::string body;
                for (const std::string& detail : from->details) body += xml(detail) + "\n";
                out += fmt::format(">\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
                                   xml(from->failure), body);
            } else {
                out += "/>\n";
            }
        }
        out += "  </testsuite>\n";
    }
    return out + "</testsuites>\n";
}

}  // namespace assay::report
