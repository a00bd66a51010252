#include "text/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "text/quantities.h"
#include "text/word_table.h"

namespace assay::text {

namespace {

constexpr WordSet<64> kAuxiliaries{"were", "was",  "are", "is",   "been", "being",
                                   "had",  "have", "has", "felt", "be"};

/// Words that make another class of the same head: partially upheld, not upheld, very satisfied.
constexpr WordSet<64> kQualifiers{"not",    "partially", "partly",   "fully", "very",    "fairly", "quite",
                                  "wholly", "extremely", "somewhat", "no",    "neither", "mostly", "never"};

constexpr WordSet<16> kNegations{"not", "no", "never", "neither"};

/// Between two percentages these say that they are shares of different wholes.
constexpr WordSet<64> kContrasts{
    "compared",   "than",   "nationally", "national", "england", "average",   "previous",  "previously",
    "last",       "year",   "years",      "whereas",  "while",   "from",      "by",        "earlier",
    "regionally", "target", "now",        "rose",     "fell",    "increased", "decreased", "improved"};

/// Words that open the parts of a whole that was just named.
constexpr WordSet<16> kOpensParts{"which", "whom", "these", "those", "with", "including"};

/// Where a share may well be over 100 per cent, or a rough one.
constexpr WordSet<128> kGrowth{
    "increase", "increased", "increases", "increasing", "rise",      "rose",     "risen",  "growth",
    "grew",     "grown",     "more",      "above",      "over",      "exceeded", "target", "targets",
    "budget",   "capacity",  "occupancy", "expected",   "than",      "change",   "by",     "spend",
    "decrease", "decreased", "fell",      "fallen",     "reduction", "reduced",  "up",     "down"};

constexpr WordSet<32> kRough{"about",   "around", "nearly", "almost", "approximately",
                             "roughly", "over",   "under",  "approx", "some"};

/// Who or what cannot be more than all of itself.
constexpr WordSet<64> kCounted{"people",      "staff",       "children", "carers", "complaints", "cases",
                               "respondents", "assessments", "reviews",  "visits", "adults",     "families",
                               "residents",   "providers",   "workers",  "plans",  "referrals",  "enquiries",
                               "those",       "these",       "them"};

std::string percent_text(double value) {
    return fmt::format("{:g} %", std::round(value * 10) / 10);
}

std::string join(const std::vector<double>& values, std::string_view unit) {
    std::string out;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) out += i + 1 == values.size() ? " and " : ", ";
        out += fmt::format("{:g}{}", values[i], unit);
    }
    return out;
}

/// Half a unit of the last printed place, twice over: some round down.
double rounding_of(std::string_view printed) {
    const std::size_t point = printed.find('.');
    if (point == std::string_view::npos) return 1.0;
    std::size_t places = 0;
    for (std::size_t i = point + 1; i < printed.size() && printed[i] >= '0' && printed[i] <= '9'; ++i)
        ++places;
    return std::pow(10.0, -static_cast<double>(places));
}

/// A percentage and the class it is the share of.
struct Share {
    Quantity percent;
    std::string head;  ///< "upheld", without dis-, un-; empty when left out ("33% partially")
    std::string kind;  ///< the qualifiers and the prefix: "not", "partially", "dis"
    bool negated = false;
    std::uint32_t sentence = 0;
};

class Checker {
public:
    explicit Checker(const Document& document) : document_(document) {}

    std::vector<Warning> run() {
        for (std::uint32_t i = 0; i < document_.sentences.size(); ++i) check_sentence(i);
        flush_shares();
        std::stable_sort(warnings_.begin(), warnings_.end(),
                         [](const Warning& a, const Warning& b) { return a.at < b.at; });
        return std::move(warnings_);
    }

private:
    const Token& token(std::uint32_t i) const { return document_.tokens[i]; }
    std::string folded(std::uint32_t i) const { return fold(document_.word(token(i))); }

    void warn(std::string code, std::string message, Span at) {
        warnings_.push_back({std::move(code), std::move(message), at});
    }

    void check_sentence(std::uint32_t index) {
        const Sentence& sentence = document_.sentences[index];
        if (!sentence.figures) {
            last_single_count_.reset();
            return;
        }
        counts_.clear();
        percents_.clear();
        read_figures(sentence);
        for (const Quantity& percent : percents_) {
            check_possible(sentence, percent);
            add_share(index, percent);
        }
        check_remaining(sentence);
        check_parts(index);
    }

    void read_figures(const Sentence& sentence) {
        for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end;) {
            if (!may_begin_quantity(token(i))) {
                ++i;
                continue;
            }
            const std::optional<Quantity> q = read_quantity(document_, sentence, i);
            if (!q) {
                ++i;
                continue;
            }
            if (q->kind == QuantityKind::percent) {
                percents_.push_back(*q);
            } else if (q->kind == QuantityKind::ratio) {
                check_ratio(sentence, *q);
                if (std::optional<Quantity> part =
                        read_quantity_as(QuantityKind::count, document_, sentence, i)) {
                    counts_.push_back(*part);
                }
            } else if (q->kind == QuantityKind::count) {
                counts_.push_back(*q);
            }
            i = q->tokens.end;
        }
    }

    // Shares of one whole.

    std::optional<Share> read_share(std::uint32_t index, const Quantity& percent) const {
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
    bool same_whole(const Share& a, const Share& b) const {
        if (b.sentence - a.sentence > 1) return false;
        if (document_.sentences[a.sentence].block != document_.sentences[b.sentence].block) return false;
        if (b.percent.tokens.begin - a.percent.tokens.end > 8) return false;
        for (std::uint32_t i = a.percent.tokens.end; i < b.percent.tokens.begin; ++i) {
            if (token(i).kind == TokenKind::number || kContrasts.contains(token(i).fold)) return false;
        }
        return true;
    }

    void add_share(std::uint32_t index, const Quantity& percent) {
        std::optional<Share> share = read_share(index, percent);
        if (!share) {
            flush_shares();
            return;
        }
        const bool fits = !shares_.empty() && same_whole(shares_.back(), *share) &&
                          (share->head.empty() || share->head == shares_.front().head) &&
                          std::none_of(shares_.begin(), shares_.end(),
                                       [&](const Share& other) { return other.kind == share->kind; });
        if (!fits) flush_shares();
        if (shares_.empty() && share->head.empty()) return;
        shares_.push_back(std::move(*share));
    }

    void flush_shares() {
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
        warn("sum-not-100",
             fmt::format("The shares {} add up to {}, not 100 %.", join(values, " %"), percent_text(sum)),
             {shares.front().percent.bytes.begin, shares.back().percent.bytes.end});
    }

    /// "70% agreed, 20% did not and the remaining 20% said nothing."
    void check_remaining(const Sentence& sentence) {
        for (std::size_t k = 1; k < percents_.size(); ++k) {
            const std::uint32_t at = percents_[k].tokens.begin;
            if (at == sentence.tokens.begin || token(at - 1).fold != word("remaining")) continue;
            double sum = percents_[k].value;
            double slack = 0.5 * static_cast<double>(k + 1);
            std::vector<double> values{percents_[k].value};
            bool right = false;
            for (std::size_t i = k; i-- > 0 && !right;) {
                sum += percents_[i].value;
                values.insert(values.begin(), percents_[i].value);
                right = std::abs(sum - 100) <= slack;
            }
            if (right) continue;
            warn("sum-not-100",
                 fmt::format("With the remaining {} the shares {} add up to {}, not 100 %.",
                             percent_text(percents_[k].value), join(values, " %"), percent_text(sum)),
                 {percents_.front().bytes.begin, percents_[k].bytes.end});
        }
    }

    // A share beside its figures.

    /// The percentage that stands alone in brackets right behind the token before `i`, if any.
    const Quantity* bracketed_at(std::uint32_t i) const {
        for (const Quantity& percent : percents_) {
            if (percent.tokens.begin == i && is_bracketed(percent)) return &percent;
        }
        return nullptr;
    }

    bool is_bracketed(const Quantity& percent) const {
        const std::string_view text = document_.text();
        return percent.bytes.begin > 0 && text[percent.bytes.begin - 1] == '(' &&
               percent.bytes.end < text.size() && text[percent.bytes.end] == ')';
    }

    bool is_rough(std::uint32_t i) const { return i > 0 && kRough.contains(token(i - 1).fold); }

    bool agrees(double share, const Quantity& percent) const {
        const double slack = rounding_of(slice(document_.text(), percent.bytes)) + 1e-9;
        return std::abs(share - percent.value) <= slack;
    }

    /// "21 of 106 (20%)", "21 (20%) of 106" has its own order and is left alone.
    void check_ratio(const Sentence& sentence, const Quantity& ratio) {
        if (is_rough(ratio.tokens.begin)) return;
        const std::uint32_t next = ratio.tokens.end;
        const bool out_of =
            ratio.tokens.begin + 1 < next && token(ratio.tokens.begin + 1).fold == word("out");
        if (ratio.part > ratio.whole) {
            // "the 24 of 7" and "30 of 2 year olds" are none: a noun must follow, and no unit.
            const bool unit = next < sentence.tokens.end &&
                              (token(next).fold == word("year") || token(next).fold == word("month") ||
                               (token(next).flags & kSpaced) == 0);
            if (out_of || (next < sentence.tokens.end && !unit)) {
                warn("part-exceeds-whole",
                     fmt::format("{:g} of {:g} is more than all of them.", ratio.part, ratio.whole),
                     ratio.bytes);
            }
            return;
        }
        for (std::uint32_t i = next; i < std::min(next + 4, sentence.tokens.end); ++i) {
            const std::optional<Quantity> percent =
                read_quantity_as(QuantityKind::percent, document_, sentence, i);
            if (!percent) continue;
            if (is_bracketed(*percent) && !agrees(ratio.value, *percent)) {
                tell_share(fmt::format("{:g}", ratio.part), ratio.whole, ratio.value, *percent,
                           ratio.bytes.begin);
            }
            return;
        }
    }

    void tell_share(const std::string& part, double whole, double share, const Quantity& printed,
                    std::uint32_t begin) {
        warn("share-differs",
             fmt::format("{} of {:g} is {}, printed as {}.", part, whole, percent_text(share),
                         percent_text(printed.value)),
             {begin, printed.bytes.end});
    }

    /// "a total of 106 complaints, with 21 upheld and 18 partially upheld (45%)"; "106 complaints, of
    /// which 120 were upheld"; "There were 106 complaints. Of these, 21 (45%) were upheld."
    void check_parts(std::uint32_t index) {
        const Sentence& sentence = document_.sentences[index];
        const Quantity* whole = nullptr;
        std::size_t first_part = 0;
        std::optional<Quantity> whole_before;
        if (starts_with_of_these(sentence) && index > 0) {
            whole_before = last_single_count_;
            whole = whole_before ? &*whole_before : nullptr;
        } else {
            for (std::size_t i = 0; i + 1 < counts_.size() && whole == nullptr; ++i) {
                if (!opens_parts(counts_[i], counts_[i + 1])) continue;
                whole = &counts_[i];
                first_part = i + 1;
            }
        }
        if (whole != nullptr && first_part < counts_.size()) check_parts_of(*whole, first_part);
        last_single_count_.reset();
        if (counts_.size() == 1) last_single_count_ = counts_[0];
    }

    bool starts_with_of_these(const Sentence& sentence) const {
        const std::uint32_t i = sentence.tokens.begin;
        return sentence.tokens.size() > 3 && token(i).fold == word("of") &&
               (token(i + 1).fold == word("these") || token(i + 1).fold == word("those"));
    }

    /// True when a word between the two says that the second is a part of the first.
    bool opens_parts(const Quantity& whole, const Quantity& part) const {
        if (part.tokens.begin - whole.tokens.end > 12) return false;
        for (std::uint32_t i = whole.tokens.end; i < part.tokens.begin; ++i) {
            if (kContrasts.contains(token(i).fold) || kGrowth.contains(token(i).fold)) return false;
        }
        const std::uint32_t from =
            part.tokens.begin - std::min<std::uint32_t>(2, part.tokens.begin - whole.tokens.end);
        for (std::uint32_t i = from; i < part.tokens.begin; ++i) {
            if (kOpensParts.contains(token(i).fold)) return true;
        }
        return false;
    }

    void check_parts_of(const Quantity& whole, std::size_t first_part) {
        const Quantity& first = counts_[first_part];
        const bool follows_verb =
            kAuxiliaries.contains(next_word(first)) || next_word(first) == word("upheld");
        if (first.value > whole.value) {
            if (follows_verb) {
                warn("part-exceeds-whole",
                     fmt::format("{:g} is said to be a part of {:g}.", first.value, whole.value),
                     {std::min(whole.bytes.begin, first.bytes.begin), first.bytes.end});
            }
            return;
        }
        for (std::size_t last = first_part; last < counts_.size(); ++last) {
            const Quantity& part = counts_[last];
            const Quantity* printed = nullptr;
            for (std::uint32_t i = part.tokens.end; i <= part.tokens.end + 4 && printed == nullptr; ++i) {
                if (last + 1 < counts_.size() && i > counts_[last + 1].tokens.begin) break;
                printed = bracketed_at(i);
            }
            if (printed == nullptr || is_rough(part.tokens.begin)) continue;
            if (!belongs(whole, first_part, last, *printed)) return;
        }
    }

    /// Checks the printed share against the part, and against the parts up to it together.
    bool belongs(const Quantity& whole, std::size_t first_part, std::size_t last, const Quantity& printed) {
        double sum = 0;
        std::string parts;
        for (std::size_t i = last + 1; i-- > first_part;) {
            sum += counts_[i].value;
            parts = fmt::format("{:g}{}{}", counts_[i].value, parts.empty() ? "" : " + ", parts);
            if (agrees(100 * sum / whole.value, printed)) return true;
        }
        if (sum > whole.value) return true;  // not parts of it after all
        if (last > first_part) parts = "(" + parts + ")";
        tell_share(parts, whole.value, 100 * sum / whole.value, printed, whole.bytes.begin);
        return false;
    }

    std::uint64_t next_word(const Quantity& q) const {
        return q.tokens.end < document_.tokens.size() ? token(q.tokens.end).fold : 0;
    }

    // More than all.

    void check_possible(const Sentence& sentence, const Quantity& percent) {
        if (percent.value <= 100) return;
        for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
            if (kGrowth.contains(token(i).fold)) return;
        }
        std::uint32_t i = percent.tokens.end;
        if (i + 1 >= sentence.tokens.end || token(i).fold != word("of")) return;
        ++i;
        if (token(i).fold == word("the") || token(i).fold == word("all")) ++i;
        if (i >= sentence.tokens.end || !kCounted.contains(token(i).fold)) return;
        warn("part-exceeds-whole", fmt::format("{} is more than all of them.", percent_text(percent.value)),
             percent.bytes);
    }

    const Document& document_;
    std::vector<Warning> warnings_;
    std::vector<Share> shares_;
    // Of the sentence that is looked at; reused.
    std::vector<Quantity> counts_;
    std::vector<Quantity> percents_;
    std::optional<Quantity> last_single_count_;
};

}  // namespace

std::vector<Warning> check_figures(const Document& document) {
    return Checker(document).run();
}

}  // namespace assay::text
