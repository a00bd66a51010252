#include "suggest/draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace assay::suggest {
namespace {

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (char c : text) {
        if (static_cast<unsigned char>(c) < 0x20) continue;
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

}  // namespace

std::string draft_id(const std::string& phrase, std::vector<std::string>& taken) {
    std::string id = "suggested.";
    for (char c : phrase) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (letter) {
            id += c;
        } else if (c == ' ' && id.back() != '-' && id.back() != '.') {
            id += '-';
        }
    }
    const std::string stem = id;
    for (int number = 2; std::find(taken.begin(), taken.end(), id) != taken.end(); ++number)
        id = fmt::format("{}-{}", stem, number);
    taken.push_back(id);
    return id;
}

std::string draft_file(const std::vector<Draft>& drafts, const std::string& head) {
    std::string out;
    std::istringstream lines(head);
    for (std::string line; std::getline(lines, line);) out += "# " + line + '\n';
    out += "rules:\n";
    for (const Draft& draft : drafts) {
        out += fmt::format("  - id: {}\n    title: {}\n", draft.id, quoted(draft.phrase));
        if (!draft.statements.empty()) {
            out += "    statement: [";
            for (std::size_t i = 0; i < draft.statements.size(); ++i)
                out += (i ? ", " : "") + draft.statements[i];
            out += "]\n";
        }
        out += fmt::format("    level: {}\n    points: 1\n    status: draft\n", draft.level);
        out += fmt::format("    about: {{author: assay suggest, rationale: {}}}\n", quoted(draft.rationale));
        out += fmt::format("    match: |\n      {}\n", draft.phrase);
        if (draft.examples.empty()) continue;
        out += "    examples:\n      match:\n";
        for (const DraftExample& example : draft.examples) {
            out += fmt::format("        - {{report: {}, at: {}, hash: \"{}\"}}\n", quoted(example.report),
                               example.at, example.hash);
        }
    }
    return out;
}

}  // namespace assay::suggest
