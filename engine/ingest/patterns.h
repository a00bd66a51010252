// A framework's patterns, compiled: what a single line is, in one pass over the line.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/diagnostic.h"
#include "assay/framework.h"
#include "assay/span.h"

namespace assay::ingest {

/// What a pattern says about a line that matches it, the most telling last.
enum class LineMeaning : std::uint8_t {
    none,
    note,  ///< begins a footnote
    published_on,
    rating,
    furniture,
    score_opens,
    score,
    ends,
};

/// A line's meaning, and the words of group 1 (empty where the pattern has none).
struct LineReading {
    LineMeaning meaning = LineMeaning::none;
    std::string group;
};

/// Immutable and thread-safe once made. Throws std::invalid_argument for a pattern that RE2 refuses
/// (a pack's loader checks them first, see check_pattern).
class LinePatterns {
public:
    explicit LinePatterns(const Recognition& recognition);
    ~LinePatterns();
    LinePatterns(LinePatterns&&) noexcept;
    LinePatterns& operator=(LinePatterns&&) noexcept;

    /// Reads one line in its plain form.
    LineReading read(std::string_view plain_line) const;
    /// True when there are patterns for titles.
    bool any_titles() const;
    /// The authority that a title in plain form names; nothing where it is no title.
    std::optional<std::string> title(std::string_view plain_line) const;
    /// How many different signs of the framework the plain text holds.
    int signs(std::string_view plain_text) const;
    /// True when there are patterns for words that state a grade.
    bool any_giveaways() const;
    /// Byte ranges of a plain paragraph whose words state a grade; appended to `out`.
    void giveaways(std::string_view plain_paragraph, std::vector<Span>& out) const;

private:
    struct Compiled;
    std::unique_ptr<Compiled> compiled_;
};

}  // namespace assay::ingest
