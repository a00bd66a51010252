// Parts of a whole that is named, and the shares printed beside them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "assay/document.h"
#include "assay/report.h"
#include "text/quantities.h"

namespace assay::text {

/// Looks at the figures of a document, sentence by sentence in their order. Refers to the document and to the
/// warnings, to which it adds "share-differs" and "part-exceeds-whole".
class FigureParts {
public:
    FigureParts(const Document& document, std::vector<Warning>& warnings)
        : document_(document), warnings_(warnings) {}

    /// "21 of 106 (20%)". "21 (20%) of 106" has its own order and is left alone.
    void check_ratio(const Sentence& sentence, const Quantity& ratio);

    /// The counts and percentages of the sentence with this index, in their order:
    /// "a total of 106 complaints, with 21 upheld and 18 partially upheld (45%)"; "106 complaints, of which
    /// 120 were upheld"; and beside a sentence before it, "There were 106 complaints. Of these, 21 (45%) were
    /// upheld."
    void check_sentence(std::uint32_t index, const std::vector<Quantity>& counts,
                        const std::vector<Quantity>& percents);
    /// A sentence without figures.
    void skip_sentence() { last_single_count_.reset(); }

private:
    /// What a sentence says.
    struct Figures {
        const std::vector<Quantity>& counts;
        const std::vector<Quantity>& percents;
    };

    void check_parts_of(const Quantity& whole, const Figures& figures, std::size_t first_part);
    bool belongs(const Quantity& whole, const Figures& figures, std::size_t first_part, std::size_t last,
                 const Quantity& printed);
    bool starts_with_of_these(const Sentence& sentence) const;
    bool opens_parts(const Quantity& whole, const Quantity& part) const;
    const Quantity* bracketed_at(const Figures& figures, std::uint32_t i) const;
    bool is_bracketed(const Quantity& percent) const;
    bool is_rough(std::uint32_t i) const;
    bool agrees(double share, const Quantity& percent) const;
    void tell_share(const std::string& part, double whole, double share, const Quantity& printed,
                    std::uint32_t begin);
    std::uint64_t next_word(const Quantity& q) const;
    const Token& token(std::uint32_t i) const { return document_.tokens[i]; }

    const Document& document_;
    std::vector<Warning>& warnings_;
    std::optional<Quantity> last_single_count_;  ///< of the sentence before, where it has just one
};

}  // namespace assay::text
