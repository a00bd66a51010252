// Rules written in Lua, read from their file.
#pragma once

#include <string>
#include <vector>

#include "assay/diagnostic.h"
#include "lua/limits.h"
#include "rules/rule_spec.h"

namespace assay::lua {

/// Runs a script in a sandbox of its own and takes the rules that it declares with `rule {...}`. Mistakes
/// become diagnostics L001 to L008 with their places; a rule with mistakes is left out. `file` is
/// shown in diagnostics. Never throws but for memory of the host. Thread-safe.
std::vector<rules::RuleSpec> read_script(const std::string& file, const std::string& source,
                                         Diagnostics& diagnostics, const Limits& limits = {});

/// What each code means and what to do about it, for `assay check --explain`.
struct CodePage {
    const char* code;
    const char* title;
    const char* text;
};
const std::vector<CodePage>& code_pages();

}  // namespace assay::lua
