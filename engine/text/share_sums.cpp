#include "text/share_sums.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "text/figure_words.h"
#include "text/printed_percent.h"

namespace assay::text {

namespace {

/// Words that make another class of the same head: partially upheld, not upheld, very satisfied.
constexpr WordSet<64> kQualifiers{"not",    "partially", "partly",   "fully", "very",    "fairly", "quite",
                                  "wholly", "extremely", "somewhat", "no",    "neither", "mostly", "never"};

constexpr WordSet<16> kNegations{"not", "no", "never", "neither"};

std::string join(const std::vector<double>& values, std::string_view unit) {
    std::string out;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) out += i + 1 == values.size() ? " and " : ", ";
        out += fmt::format("{:g}{}", values[i], unit);
    }
    return out;
}

}  // namespace

std::optional<ShareSums::Share> ShareSums::read_share(std::uint32_t index, const Quantity& percent) const {
    const Sentence& sentence = document_.sentences[index];
    Share share{percent, {}, {}, false, index};
    std::uint32_t i = percent.tokens.end;
    const std::uint32_t end = sentence.tokens.end;
    // "of complaints", "of the complaints": what it is a share of.
    if (i < end && token(i).fold == word("of")) {
        const std::uint32_t stop = std::min(i + 5, end);
        while (i < stop && !kAuxiliaries.contains(token(i).fold)) ++i;
        if (i == stop) return {};
    }
    while (i < end && kAuxiliaries.contains(token(i).fold) && (token(i).flags & kAfterBreak) == 0) ++i;
    while (i < end && kQualifiers.contains(token(i).fold) && (token(i).flags & (kAfterBreak)) == 0) {
        share.negated = share.negated || kNegations.contains(token(i).fold);
        share.kind += folded(i) + ' ';
        ++i;
    }
    const bool ends =
        i == end || (token(i).flags & (kAfterPause | kAfterBreak)) != 0 || token(i).fold == word("and");
    if (ends) {
        // A quotation mark may stand before the head: 'very satisfied'.
        if (share.kind.empty()) return {};
        return share;
    }
    if (token(i).kind != TokenKind::word) return {};
    share.head = folded(i);
    for (const std::string_view prefix : {"dis", "un"}) {
        if (share.head.size() > prefix.size() + 3 && share.head.starts_with(prefix)) {
            share.head.erase(0, prefix.size());
            share.kind += prefix;
            share.negated = true;
            break;
        }
    }
    return share;
}

/// True when nothing between the two shares speaks of another whole.
bool ShareSums::same_whole(const Share& a, const Share& b) const {
    if (b.sentence - a.sentence > 1) return false;
    if (document_.sentences[a.sentence].block != document_.sentences[b.sentence].block) return false;
    if (b.percent.tokens.begin - a.percent.tokens.end > 8) return false;
    for (std::uint32_t i = a.percent.tokens.end; i < b.percent.tokens.begin; ++i) {
        if (token(i).kind == TokenKind::number || kContrasts.contains(token(i).fold)) return false;
    }
    return true;
}

void ShareSums::add(std::uint32_t sentence, const Quantity& percent) {
    std::optional<Share> share = read_share(sentence, percent);
    if (!share) {
        flush();
        return;
    }
    const bool fits = !shares_.empty() && same_whole(shares_.back(), *share) &&
                      (share->head.empty() || share->head == shares_.front().head) &&
                      std::none_of(shares_.begin(), shares_.end(),
                                   [&](const Share& other) { return other.kind == share->kind; });
    if (!fits) flush();
    if (shares_.empty() && share->head.empty()) return;
    shares_.push_back(std::move(*share));
}

void ShareSums::flush() {
    const std::vector<Share> shares = std::move(shares_);
    shares_.clear();
    if (shares.size() < 2) return;
    double sum = 0;
    double slack = 0.01;
    bool negated = false;
    bool plain = false;
    std::vector<double> values;
    for (const Share& share : shares) {
        sum += share.percent.value;
        slack += rounding_of(slice(document_.text(), share.percent.bytes)) / 2;
        negated = negated || share.negated;
        plain = plain || share.kind.empty();
        values.push_back(share.percent.value);
    }
    const bool too_much = sum > 100 + slack && (negated || shares.size() > 2);
    // Less than all is no mistake unless every class is named, and a few may have been withdrawn.
    const bool too_little = sum < 95 - slack && negated && plain && shares.size() > 2;
    if (!too_much && !too_little) return;
    warnings_.push_back(
        {"sum-not-100",
         fmt::format("The shares {} add up to {}, not 100 %.", join(values, " %"), percent_text(sum)),
         {shares.front().percent.bytes.begin, shares.back().percent.bytes.end}});
}

void ShareSums::check_remaining(const Sentence& sentence, const std::vector<Quantity>& percents) {
    for (std::size_t k = 1; k < percents.size(); ++k) {
        const std::uint32_t at = percents[k].tokens.begin;
        if (at == sentence.tokens.begin || token(at - 1).fold != word("remaining")) continue;
        double sum = percents[k].value;
        double slack = 0.5 * static_cast<double>(k + 1);
        std::vector<double> values{percents[k].value};
        bool right = false;
        for (std::size_t i = k; i-- > 0 && !right;) {
            sum += percents[i].value;
            values.insert(values.begin(), percents[i].value);
            right = std::abs(sum - 100) <= slack;
        }
        if (right) continue;
        warnings_.push_back(
            {"sum-not-100",
             fmt::format("With the remaining {} the shares {} add up to {}, not 100 %.",
                         percent_text(percents[k].value), join(values, " %"), percent_text(sum)),
             {percents.front().bytes.begin, percents[k].bytes.end}});
    }
}

}  // namespace assay::text
