#include "rules/framework_names.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

#include "rules/tell.h"

namespace assay::rules {

namespace {

// Letters and digits, small.
std::string fold_all(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return out;
}

}  // namespace

void check_level(const Framework& framework, const RuleSpec& spec, Diagnostics& diagnostics) {
    if (spec.level_words.empty()) return;
    const std::string words = fold_all(spec.level_words);
    std::string all;
    std::string meant;
    for (int k = kHighestScore; k >= kLowestScore; --k) {
        const std::string& name = framework.descriptors[static_cast<std::size_t>(k - 1)];
        const std::string folded = fold_all(name);
        all +=
            fmt::format("{}{}{}", all.empty() ? "" : ", ", k, name.empty() ? "" : fmt::format(" ({})", name));
        if (meant.empty() && !folded.empty() &&
            (folded.find(words) != std::string::npos || words.find(folded) != std::string::npos))
            meant = fmt::format("`{}` is `level: {}`.", name, k);
    }
    report(diagnostics, Severity::error, "R002", spec.level_place,
           fmt::format("`level` must be a number, not `{}`.", spec.level_words),
           meant.empty() ? fmt::format("Write {}.", all) : meant);
}

void check_statement(const Framework& framework, const Text& s, Diagnostics& diagnostics) {
    if (framework.statements.empty() || framework.find_statement(s.value) != nullptr) return;
    std::vector<std::string> known;
    for (const Statement& statement : framework.statements) known.push_back(statement.id);
    for (const Statement& statement : framework.statements) {
        if (fold_all(statement.title) != fold_all(s.value)) continue;
        report(diagnostics, Severity::error, "R016", s.place,
               fmt::format("`{}` is the title of a statement; rules name it by its id.", s.value),
               fmt::format("Did you mean `{}`?", statement.id));
        return;
    }
    report(diagnostics, Severity::error, "R016", s.place,
           fmt::format("The framework has no statement `{}`.", s.value),
           did_you_mean(s.value, known, fmt::format("Its statements: {}.", fmt::join(known, ", "))));
}

void check_sections(const Framework& framework, const std::vector<Text>& sections, Diagnostics& diagnostics) {
    std::vector<std::string> known;
    for (const SectionKind& section : framework.sections) known.push_back(section.id);
    for (const Text& s : sections) {
        if (known.empty() || std::find(known.begin(), known.end(), s.value) != known.end()) continue;
        report(diagnostics, Severity::error, "R017", s.place,
               fmt::format("The framework has no section `{}`.", s.value),
               did_you_mean(s.value, known, fmt::format("Its sections: {}.", fmt::join(known, ", "))));
    }
}

}  // namespace assay::rules
