#include "text/number_names.h"

#include "text/quantity_words.h"
#include "text/word_table.h"

namespace assay::text {

bool is_age(const SentenceReader& reader, std::uint32_t first) {
    for (std::uint32_t i = first, steps = 0; reader.before(i) != nullptr && steps < 4; --i, ++steps) {
        const Token& before = *reader.before(i);
        if (before.fold == word("aged") || before.fold == word("age") || before.fold == word("ages"))
            return true;
        if (!may_begin_quantity(before) && !kBetweenAges.contains(before.fold)) return false;
    }
    return false;
}

bool is_name(const SentenceReader& reader, std::uint32_t first, const Number& number) {
    const Token& token = *reader.at(first);
    const Token* before = reader.before(first);
    const Token* after = reader.at(number.end);
    if (before != nullptr) {
        if ((token.flags & kAfterHyphen) != 0 && !may_begin_quantity(*before)) return true;  // COVID-19
        if (token.kind == TokenKind::number && kNamedByNumber.contains(before->fold)) return true;
        if (is_age(reader, first)) return true;
    }
    if (token.kind == TokenKind::number) {
        const bool like_year = token.length == 4 && number.value >= 1990 && number.value < 2100;
        // "over 2000 people" counts; "In 2023", "the 2024 survey" and "2023 saw" do not.
        if (like_year &&
            (before == nullptr || kBeforeYear.contains(before->fold) || kMonthNames.contains(before->fold))) {
            return true;
        }
        if (after != nullptr) {
            if (kMonthNames.contains(after->fold) && (after->flags & kCapital) != 0 && number.value <= 31)
                return true;
            if (after->fold == word("am") || after->fold == word("pm")) return true;
        }
        return false;
    }
    if (token.fold != word("one") || number.end != first + 1) return false;
    if (before != nullptr && kBeforePronoun.contains(before->fold)) return true;
    return after == nullptr || after->fold == word("of") || after->fold == word("another") ||
           (after->flags & kSpaced) == 0;
}

}  // namespace assay::text
