// Values within a line of a rule file that may not parse: where they begin and end, and how they are quoted.
#pragma once

#include <string>
#include <string_view>

namespace assay::rules {

/// The text without blanks at its end.
std::string_view trimmed_end(std::string_view text);

/// Whether a bracket that opens in this line is still open at a column.
bool in_brackets(std::string_view line, std::size_t at);

/// The end of a text within brackets: a comma or the bracket, those within the text left out.
std::size_t end_within(std::string_view line, std::size_t begin);

/// `capture: ` before a value, with its blank; nothing where no key stands there.
std::string_view key_before(std::string_view line, std::size_t value);

/// The text as YAML holds it between quotation marks, double ones if it has none of them.
std::string quoted(std::string_view text);

}  // namespace assay::rules
