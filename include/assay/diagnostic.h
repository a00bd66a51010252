// What assay says to the author of a rule, or about a file that it cannot read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace assay {

enum class Severity { note, warning, error };

/// A place in a file that a person edits. Lines and columns count from 1, columns in characters
/// (code points); 0 means unknown. `length` is the number of characters to underline.
struct Place {
    std::string file;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::uint32_t length = 0;
};

/// One finding about a rule file or an input file. `code` is stable ("R012"); `message` is one
/// sentence in plain words; `suggestion` says what to do and may be empty; `source_line` is the
/// text of the line that `place` names, without its line break, and may be empty.
struct Diagnostic {
    std::string code;
    Severity severity = Severity::error;
    Place place;
    std::string message;
    std::string suggestion;
    std::string source_line;
};

/// Diagnostics in the order in which they were found.
using Diagnostics = std::vector<Diagnostic>;

/// True when any of them is an error.
inline bool has_errors(const Diagnostics& diagnostics) {
    for (const Diagnostic& d : diagnostics) {
        if (d.severity == Severity::error) return true;
    }
    return false;
}

}  // namespace assay
