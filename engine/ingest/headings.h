// The headings that a framework knows: of statements (with the grade, or without) and of sections.
#pragma once

#include <cstdint>
#include <functional>
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

    /// False when no heading begins like the line. A cheap first test.
    bool may_begin(std::string_view line) const;
    /// The heading that the whole key is, a grade or "score 3" after it included.
    std::optional<HeadingReading> read(std::string_view key) const;
    /// True when more words could make the key a heading, or a heading's grade complete.
    bool may_go_on(std::string_view key) const;
    /// The score that the key as a whole is a word for: "requires improvement to be good".
    std::optional<int> grade(std::string_view key) const;
    /// True when more words could make the key a grade.
    bool grade_may_go_on(std::string_view key) const {
        return grade_beginnings_.find(key) != grade_beginnings_.end();
    }

private:
    // Looked up by views, so that asking costs no allocation.
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
    };
    using KeySet = std::unordered_set<std::string, Hash, std::equal_to<>>;
    template <class Value>
    using KeyMap = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

    void add(std::string_view heading, HeadingMeaning meaning);
    static void add_beginnings(KeySet& set, const std::string& key);

    KeyMap<HeadingMeaning> headings_;
    KeySet beginnings_;
    // The first letters alone turn nearly every line of prose away.
    static constexpr std::size_t kFirstLetters = 6;
    std::unordered_set<std::uint64_t> first_letters_;  ///< packed, lower case, of every heading
    bool short_heading_ = false;                       ///< a heading has fewer letters
    KeyMap<int> grades_;
    KeySet grade_beginnings_;
};

}  // namespace assay::ingest
