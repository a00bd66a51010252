#include "text/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "text/figure_parts.h"
#include "text/figure_words.h"
#include "text/printed_percent.h"
#include "text/quantities.h"
#include "text/share_sums.h"

namespace assay::text {

namespace {

/// Who or what cannot be more than all of itself.
constexpr WordSet<64> kCounted{"people",      "staff",       "children", "carers", "complaints", "cases",
                               "respondents", "assessments", "reviews",  "visits", "adults",     "families",
                               "residents",   "providers",   "workers",  "plans",  "referrals",  "enquiries",
                               "those",       "these",       "them"};

class Checker {
public:
    explicit Checker(const Document& document)
        : document_(document), shares_(document, warnings_), parts_(document, warnings_) {}

    std::vector<Warning> run() {
        for (std::uint32_t i = 0; i < document_.sentences.size(); ++i) check_sentence(i);
        shares_.flush();
        std::stable_sort(warnings_.begin(), warnings_.end(),
                         [](const Warning& a, const Warning& b) { return a.at < b.at; });
        return std::move(warnings_);
    }

private:
    const Token& token(std::uint32_t i) const { return document_.tokens[i]; }

    void check_sentence(std::uint32_t index) {
        const Sentence& sentence = document_.sentences[index];
        if (!sentence.figures) {
            parts_.skip_sentence();
            return;
        }
        counts_.clear();
        percents_.clear();
        read_figures(sentence);
        for (const Quantity& percent : percents_) {
            check_possible(sentence, percent);
            shares_.add(index, percent);
        }
        shares_.check_remaining(sentence, percents_);
        parts_.check_sentence(index, counts_, percents_);
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
                parts_.check_ratio(sentence, *q);
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

    /// "In all, 120% of staff were trained."
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
        warnings_.push_back({"part-exceeds-whole",
                             fmt::format("{} is more than all of them.", percent_text(percent.value)),
                             percent.bytes});
    }

    const Document& document_;
    std::vector<Warning> warnings_;
    ShareSums shares_;
    FigureParts parts_;
    // Of the sentence that is looked at; reused.
    std::vector<Quantity> counts_;
    std::vector<Quantity> percents_;
};

}  // namespace

std::vector<Warning> check_figures(const Document& document) {
    return Checker(document).run();
}

}  // namespace assay::text
