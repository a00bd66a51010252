// Draft rules for chosen phrases, as YAML that a person goes on from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace assay::suggest {

/// A sentence that the rule finds, by its place rather than by its words.
struct DraftExample {
    std::string report;  ///< the file's name without folders
    std::uint64_t at = 0;
    std::string hash;
};

struct Draft {
    std::string id;
    std::string phrase;  ///< in the phrase language
    int level = 3;
    std::vector<std::string> statements;  ///< empty: every statement
    std::string rationale;                ///< one line
    std::vector<DraftExample> examples;
};

/// "suggested.too-many-child" of "too many ~child"; "-2", "-3" … behind it where `taken` has it. Adds it to
/// `taken`.
std::string draft_id(const std::string& phrase, std::vector<std::string>& taken);

/// A rule file. `head` goes into a comment on top, line by line.
std::string draft_file(const std::vector<Draft>& drafts, const std::string& head);

}  // namespace assay::suggest
