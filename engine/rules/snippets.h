// Documents made of loose sentences: the examples of rules, and what lint makes up to try phrases with.
#pragma once

#include <string>
#include <vector>

#include "assay/document.h"
#include "rules/pack_content.h"

namespace assay::rules {

/// A piece of text that stands for a report of its own. Blank lines part its paragraphs.
struct Snippet {
    std::string text;
    std::string section;    ///< id; may be empty
    std::string statement;  ///< id; may be empty
};

/// At most so many snippets go into one document.
inline constexpr std::size_t kMostSnippets = 60000;

/// A document in which snippet i is part i, so that nothing of one bears on another. All of it is evidence.
Document document_of(const std::vector<Snippet>& snippets);

/// The sentences of each part: [begins[p], begins[p + 1]).
std::vector<std::uint32_t> sentences_by_part(const Document& document);

/// A section in which the rule looks, and one in which it does not; "" where any, or none, will do.
std::string allowed_section(const PackContent& pack, std::uint32_t rule);
std::string forbidden_section(const PackContent& pack, std::uint32_t rule);

/// A statement that the rule serves; the framework's first where it serves all.
std::string allowed_statement(const PackContent& pack, std::uint32_t rule);

}  // namespace assay::rules
