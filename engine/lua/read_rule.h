// From the table that a script gave to `rule` to a RuleSpec.
#pragma once

#include <optional>

#include "lua/value_reader.h"

namespace assay::lua {

/// Reads the table at `rule`. Nothing when there was a mistake, which is then among the diagnostics. `groups`
/// are the phrases that the script has declared so far. The script part has only `trigger`.
std::optional<rules::RuleSpec> read_rule(ValueReader& reader, const Node& rule,
                                         const std::vector<std::vector<rules::Text>>& groups);

/// Phrases given as a text with one a line, a list of texts, or a list of handles from `phrase`.
std::vector<rules::Text> read_phrases(ValueReader& reader, const Node& node, std::string_view what,
                                      const std::vector<std::vector<rules::Text>>& groups);

}  // namespace assay::lua
