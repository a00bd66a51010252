// The headings that a framework knows: of statements (with the grade, or without) and of sections.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "assay/framework.h"

namespace assay::ingest {

/// What a heading opens. Exactly one of the two is not negative.
struct HeadingMeaning {
    int statement = -1;  ///< index into Framework::statements
    int section = -1;    ///< index into Framework::sections
};

/// A key (see heading_key) read as a heading.
struct HeadingReading {
    HeadingMeaning meaning;
    std::optional<int> score;  ///< where the heading states the grade
};

/// Immutable and thread-safe. Refers to nothing outside itself.
class HeadingTable {
public:
    explicit HeadingTable(const Framework& framework);

    /// True when a heading may begin with this key's first word. A cheap first test.
    bool may_begin(std::string_view key) const;
    /// The heading that the whole key is, a grade or "score 3" after it included.
    std::optional<HeadingReading> read(std::string_view key) const;
    /// True when more words could make the key a heading, or a heading's grade complete.
    bool may_go_on(std::string_view key) const;
    /// The score that the key as a whole is a word for: "requires improvement to be good".
    std::optional<int> grade(std::string_view key) const;
    /// True when more words could make the key a grade.
    bool grade_may_go_on(std::string_view key) const { return grade_beginnings_.count(std::string(key)) != 0; }

private:
    void add(std::string_view heading, HeadingMeaning meaning);

    std::unordered_map<std::string, HeadingMeaning> headings_;
    std::unordered_set<std::string> beginnings_;
    std::unordered_set<std::string> first_words_;
    std::unordered_map<std::string, int> grades_;
    std::unordered_set<std::string> grade_beginnings_;
};

}  // namespace assay::ingest
