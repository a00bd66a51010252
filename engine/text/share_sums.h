// Shares of one whole, which must add up: upheld, partially upheld, not upheld; "the remaining".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "assay/document.h"
#include "assay/report.h"
#include "text/quantities.h"

namespace assay::text {

/// Takes the percentages of a document in their order and gathers those that are shares of one whole. Refers
/// to the document and to the warnings, to which it adds "sum-not-100".
class ShareSums {
public:
    ShareSums(const Document& document, std::vector<Warning>& warnings)
        : document_(document), warnings_(warnings) {}

    /// The next percentage, of the sentence with this index. One that goes on with no whole ends it.
    void add(std::uint32_t sentence, const Quantity& percent);
    /// Judges the shares gathered so far; to be called behind the last.
    void flush();
    /// "70% agreed, 20% did not and the remaining 20% said nothing": `percents` are those of the sentence.
    void check_remaining(const Sentence& sentence, const std::vector<Quantity>& percents);

private:
    /// A percentage and the class it is the share of.
    struct Share {
        Quantity percent;
        std::string head;  ///< "upheld", without dis-, un-; empty when left out ("33% partially")
        std::string kind;  ///< the qualifiers and the prefix: "not", "partially", "dis"
        bool negated = false;
        std::uint32_t sentence = 0;
    };

    std::optional<Share> read_share(std::uint32_t index, const Quantity& percent) const;
    bool same_whole(const Share& a, const Share& b) const;
    const Token& token(std::uint32_t i) const { return document_.tokens[i]; }
    std::string folded(std::uint32_t i) const { return fold(document_.word(token(i))); }

    const Document& document_;
    std::vector<Warning>& warnings_;
    std::vector<Share> shares_;
};

}  // namespace assay::text
