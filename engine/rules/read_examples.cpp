#include "rules/read_examples.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/read_rules.h"

namespace assay::rules {

namespace {

class ExamplesReader {
public:
    explicit ExamplesReader(const YamlReader& in) : in_(in) {}

    ExamplesSpec run(const YamlNode& n) {
        if (!in_.map(n, "`examples`", {"match", "no_match", "todo"})) return {};
        if (n["match"].is_defined()) example_list(n["match"], "match", out_.match);
        if (n["no_match"].is_defined()) example_list(n["no_match"], "no_match", out_.no_match);
        if (n["todo"].is_defined()) example_list(n["todo"], "todo", out_.todo);
        return std::move(out_);
    }

private:
    // What stands behind a plain text on its line, where YAML reads a comment.
    std::string comment_behind(const YamlNode& node) const {
        const YamlMark mark = node.mark();
        const auto row = static_cast<std::size_t>(std::max(mark.line, 0));
        if (row >= in_.file().lines.size()) return {};
        const std::string& line = in_.file().lines[row];
        const auto column = static_cast<std::size_t>(std::max(mark.column, 0));
        if (column >= line.size() || line[column] == '"' || line[column] == '\'' || line[column] == '|' ||
            line[column] == '>')
            return {};
        const std::size_t at = line.find(" #", column);
        // "# a remark" is meant as one; "#3" is not.
        if (at == std::string::npos || at + 2 >= line.size() || line[at + 2] == ' ') return {};
        return line.substr(at + 1);
    }

    void example_list(const YamlNode& node, const char* what, std::vector<ExampleSpec>& out) {
        const bool brackets = node.is_sequence() && node.size() > 1 && node.is_flow();
        const std::size_t first = out.size();
        example_entries(node, what, out);
        for (std::size_t i = first; i < out.size(); ++i) out[i].in_brackets = brackets;
    }

    void example_entries(const YamlNode& node, const char* what, std::vector<ExampleSpec>& out) {
        each_entry(node, [&](const YamlNode& n) {
            if (n.is_map()) {
                if (n["report"].is_defined()) {
                    reference(n, out);
                    return;
                }
                // A colon in an unquoted sentence makes YAML see a key with a value.
                if (!n["text"].is_defined()) {
                    in_.error("R011", n,
                              "This example is read as a key and a value, because it holds a colon.",
                              "Put the sentence in quotes.");
                    return;
                }
                if (!in_.map(n, "an example", {"text", "blocked_by"})) return;
                ExampleSpec example;
                if (auto t = in_.text(n["text"], "`text`")) example.text = std::move(*t);
                if (n["blocked_by"].is_defined()) {
                    std::vector<std::string> stages{"match",  "where",   "conditions",
                                                    "except", "context", "limit"};
                    stages.insert(stages.end(), cue_kinds().begin(), cue_kinds().end());
                    example.blocked_by = in_.one_of(n["blocked_by"], "`blocked_by`", stages).value_or("");
                }
                if (!example.text.value.empty()) out.push_back(std::move(example));
            } else if (auto t = in_.text(n, fmt::format("Each sentence of `{}`", what))) {
                out.push_back({std::move(*t), {}, {}, false, comment_behind(n)});
            }
        });
    }

    void reference(const YamlNode& n, std::vector<ExampleSpec>& out) {
        if (!in_.map(n, "an example", {"report", "at", "hash"})) return;
        if (!n["at"].is_defined() || !n["hash"].is_defined()) {
            in_.error("R011", n, "A sentence of a report needs its place and its hash.",
                      "Write {report: name.pdf, at: 1234, hash: \"0123456789abcdef\"}; `assay suggest "
                      "--write` does.");
            return;
        }
        const auto report = in_.text(n["report"], "`report`");
        const auto at = in_.integer(n["at"], "`at`", 0, INT32_MAX);
        const auto hash = in_.text(n["hash"], "`hash`");
        if (!report || !at || !hash) return;
        ExampleSpec example;
        example.text.place = report->place;
        example.reference = {report->value, static_cast<std::uint64_t>(*at), hash->value};
        out.push_back(std::move(example));
    }

    const YamlReader& in_;
    ExamplesSpec out_;
};

}  // namespace

ExamplesSpec read_examples(const YamlReader& in, const YamlNode& node) {
    return ExamplesReader(in).run(node);
}

}  // namespace assay::rules
