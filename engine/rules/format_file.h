// Formats a YAML rule file without a parser's help, so that comments and quotation marks stay as they are.
#pragma once

#include <optional>
#include <string>

namespace assay::rules {

/// The text with two blanks a level, dashes indented below their key, one blank after a colon and after
/// commas in brackets, no blanks at line ends, no two empty lines together, and one line break at the end.
/// Comments stay with the line that follows them. Nothing when the text is no sound YAML, or when formatting
/// would change what it says (which it should never do). Formatting twice is formatting once.
std::optional<std::string> format_rule_file(const std::string& text);

/// True when two texts hold the same keys and values; blanks at the ends of lines do not count.
bool same_meaning(const std::string& a, const std::string& b);

}  // namespace assay::rules
