#include "text/figure_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "text/figure_words.h"
#include "text/printed_percent.h"

namespace assay::text {

namespace {

/// Words that open the parts of a whole that was just named.
constexpr WordSet<16> kOpensParts{"which", "whom", "these", "those", "with", "including"};

constexpr WordSet<32> kRough{"about",   "around", "nearly", "almost", "approximately",
                             "roughly", "over",   "under",  "approx", "some"};

}  // namespace

/// The percentage that stands alone in brackets right behind the token before `i`, if any.
const Quantity* FigureParts::bracketed_at(const Figures& figures, std::uint32_t i) const {
    for (const Quantity& percent : figures.percents) {
        if (percent.tokens.begin == i && is_bracketed(percent)) return &percent;
    }
    return nullptr;
}

bool FigureParts::is_bracketed(const Quantity& percent) const {
    const std::string_view text = document_.text();
    return percent.bytes.begin > 0 && text[percent.bytes.begin - 1] == '(' &&
           percent.bytes.end < text.size() && text[percent.bytes.end] == ')';
}

bool FigureParts::is_rough(std::uint32_t i) const {
    return i > 0 && kRough.contains(token(i - 1).fold);
}

bool FigureParts::agrees(double share, const Quantity& percent) const {
    const double slack = rounding_of(slice(document_.text(), percent.bytes)) + 1e-9;
    return std::abs(share - percent.value) <= slack;
}

void FigureParts::check_ratio(const Sentence& sentence, const Quantity& ratio) {
    if (is_rough(ratio.tokens.begin)) return;
    const std::uint32_t next = ratio.tokens.end;
    const bool out_of = ratio.tokens.begin + 1 < next && token(ratio.tokens.begin + 1).fold == word("out");
    if (ratio.part > ratio.whole) {
        // "the 24 of 7" and "30 of 2 year olds" are none: a noun must follow, and no unit.
        const bool unit = next < sentence.tokens.end &&
                          (token(next).fold == word("year") || token(next).fold == word("month") ||
                           (token(next).flags & kSpaced) == 0);
        if (out_of || (next < sentence.tokens.end && !unit)) {
            warnings_.push_back(
                {"part-exceeds-whole",
                 fmt::format("{:g} of {:g} is more than all of them.", ratio.part, ratio.whole),
                 ratio.bytes});
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

void FigureParts::tell_share(const std::string& part, double whole, double share, const Quantity& printed,
                             std::uint32_t begin) {
    warnings_.push_back({"share-differs",
                         fmt::format("{} of {:g} is {}, printed as {}.", part, whole, percent_text(share),
                                     percent_text(printed.value)),
                         {begin, printed.bytes.end}});
}

void FigureParts::check_sentence(std::uint32_t index, const std::vector<Quantity>& counts,
                                 const std::vector<Quantity>& percents) {
    const Sentence& sentence = document_.sentences[index];
    const Quantity* whole = nullptr;
    std::size_t first_part = 0;
    std::optional<Quantity> whole_before;
    if (starts_with_of_these(sentence) && index > 0) {
        whole_before = last_single_count_;
        whole = whole_before ? &*whole_before : nullptr;
    } else {
        for (std::size_t i = 0; i + 1 < counts.size() && whole == nullptr; ++i) {
            if (!opens_parts(counts[i], counts[i + 1])) continue;
            whole = &counts[i];
            first_part = i + 1;
        }
    }
    if (whole != nullptr && first_part < counts.size())
        check_parts_of(*whole, {counts, percents}, first_part);
    last_single_count_.reset();
    if (counts.size() == 1) last_single_count_ = counts[0];
}

bool FigureParts::starts_with_of_these(const Sentence& sentence) const {
    const std::uint32_t i = sentence.tokens.begin;
    return sentence.tokens.size() > 3 && token(i).fold == word("of") &&
           (token(i + 1).fold == word("these") || token(i + 1).fold == word("those"));
}

/// True when a word between the two says that the second is a part of the first.
bool FigureParts::opens_parts(const Quantity& whole, const Quantity& part) const {
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

void FigureParts::check_parts_of(const Quantity& whole, const Figures& figures, std::size_t first_part) {
    const Quantity& first = figures.counts[first_part];
    const bool follows_verb = kAuxiliaries.contains(next_word(first)) || next_word(first) == word("upheld");
    if (first.value > whole.value) {
        if (follows_verb) {
            warnings_.push_back({"part-exceeds-whole",
                                 fmt::format("{:g} is said to be a part of {:g}.", first.value, whole.value),
                                 {std::min(whole.bytes.begin, first.bytes.begin), first.bytes.end}});
        }
        return;
    }
    for (std::size_t last = first_part; last < figures.counts.size(); ++last) {
        const Quantity& part = figures.counts[last];
        const Quantity* printed = nullptr;
        for (std::uint32_t i = part.tokens.end; i <= part.tokens.end + 4 && printed == nullptr; ++i) {
            if (last + 1 < figures.counts.size() && i > figures.counts[last + 1].tokens.begin) break;
            printed = bracketed_at(figures, i);
        }
        if (printed == nullptr || is_rough(part.tokens.begin)) continue;
        if (!belongs(whole, figures, first_part, last, *printed)) return;
    }
}

/// Checks the printed share against the part, and against the parts up to it together.
bool FigureParts::belongs(const Quantity& whole, const Figures& figures, std::size_t first_part,
                          std::size_t last, const Quantity& printed) {
    double sum = 0;
    std::string parts;
    for (std::size_t i = last + 1; i-- > first_part;) {
        sum += figures.counts[i].value;
        parts = fmt::format("{:g}{}{}", figures.counts[i].value, parts.empty() ? "" : " + ", parts);
        if (agrees(100 * sum / whole.value, printed)) return true;
    }
    if (sum > whole.value) return true;  // not parts of it after all
    if (last > first_part) parts = "(" + parts + ")";
    tell_share(parts, whole.value, 100 * sum / whole.value, printed, whole.bytes.begin);
    return false;
}

std::uint64_t FigureParts::next_word(const Quantity& q) const {
    return q.tokens.end < document_.tokens.size() ? token(q.tokens.end).fold : 0;
}

}  // namespace assay::text
