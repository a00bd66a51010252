// Edits of rule files that keep everything else as it was written, comments included.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "assay/result.h"

namespace assay::serve {

struct NewRule {
    std::string id, title, rationale;
    std::vector<std::string> statements;  ///< none: every statement
    int level = 3;
    double points = 1;
    std::string phrases;  ///< one a line
    std::string example;  ///< one sentence
};

/// A whole text after an edit, and the line (from 1) where what is new begins.
struct RuleEdit {
    std::string text;
    std::uint32_t line = 0;
};

/// Appends a rule to the `rules:` of a file; an empty one gets the header of a new file first. The error
/// "by-hand" says that the file is written in a way that cannot be extended safely.
Result<RuleEdit> add_rule(const std::string& text, const NewRule& rule);

/// Gives a rule exceptions that share an example, and this as a `no_match` where the rule's examples are
/// written one a line. Errors: "not-found", "by-hand".
Result<RuleEdit> add_exceptions(const std::string& text, const std::string& rule,
                                const std::vector<std::string>& phrases, const std::string& example);

/// A scalar as YAML: plain where that is safe, else in double quotes.
std::string yaml_scalar(const std::string& text);

}  // namespace assay::serve
