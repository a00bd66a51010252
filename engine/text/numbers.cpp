#include "text/numbers.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "text/char_class.h"
#include "text/grouped_digits.h"
#include "text/number_words.h"
#include "text/quantity_words.h"
#include "text/utf8.h"
#include "text/word_table.h"

namespace assay::text {

namespace {

std::optional<Number> read_number_words(const SentenceReader& reader, std::uint32_t first) {
    double total = 0;
    double current = 0;
    double last_ten = 0;
    bool any = false;
    bool after_scale = false;
    std::uint32_t i = first;
    for (; reader.at(i) != nullptr; ++i) {
        if (any && !reader.joined(i)) break;
        std::uint32_t step = i;
        if (after_scale && reader.is(i, word("and")) && reader.joined(i + 1)) ++step;
        const NumberWord* number = kNumberWords.find(reader.at(step)->fold);
        if (number == nullptr) break;
        if (number->role == NumberRole::scale) {
            if (step != i) break;
            if (number->value < 1000) {
                current = (current == 0 ? 1 : current) * number->value;
            } else {
                total += (current == 0 ? 1 : current) * number->value;
                current = 0;
            }
            after_scale = true;
        } else {
            // "two three" are two numbers; "twenty three" and "hundred and three" are one.
            const bool fits = !any || after_scale ||
                              (last_ten > 0 && number->role == NumberRole::unit && number->value >= 1 &&
                               number->value < 10);
            if (!fits) break;
            current += number->value;
            after_scale = false;
        }
        last_ten = number->role == NumberRole::ten ? number->value : 0;
        any = true;
        i = step;
    }
    if (!any) return {};
    return Number{total + current, i};
}

/// A figure in digits, whose thousands may be parted by blanks.
std::optional<Number> read_digits(const SentenceReader& reader, std::uint32_t first) {
    const std::uint32_t end = figure_end(reader.document(), reader.sentence(), first);
    double total = 0;
    for (std::uint32_t i = first; i < end; ++i) {
        const std::optional<double> value = number_value(reader.printed(*reader.at(i)));
        if (!value) return {};
        total = total * 1000 + *value;
    }
    return Number{total, end};
}

}  // namespace

std::optional<Number> read_number(const SentenceReader& reader, std::uint32_t first) {
    const Token* token = reader.at(first);
    if (token == nullptr) return {};
    std::optional<Number> number;
    if (token->kind == TokenKind::number) {
        number = read_digits(reader, first);
        if (!number) return {};
        const Token* next = reader.at(number->end);
        if (next != nullptr && (next->flags & kSpaced) != 0 && !is_percent(*reader.at(number->end - 1))) {
            const bool attached = next->begin == reader.end_of(number->end - 1);
            const double* scale = attached ? kShortScales.find(next->fold) : nullptr;
            const NumberWord* name = kNumberWords.find(next->fold);
            if (scale == nullptr && name != nullptr && name->role == NumberRole::scale) scale = &name->value;
            if (scale != nullptr) number = Number{number->value * *scale, number->end + 1};
        }
    } else if ((token->flags & kNumberWord) != 0) {
        number = read_number_words(reader, first);
    }
    if (number && reader.is(number->end, word("and")) && reader.is(number->end + 1, word("a")) &&
        reader.is(number->end + 2, word("half")) && reader.joined(number->end)) {
        number->value += 0.5;
        number->end += 3;
    }
    return number;
}

bool continues_number(const SentenceReader& reader, std::uint32_t i) {
    const Token* before = reader.before(i);
    if (before == nullptr || !may_begin_quantity(*before) || !reader.joined(i)) return false;
    if (!is_number_word(*reader.at(i))) return continues_figure(reader.document(), reader.sentence(), i);
    const std::optional<Number> number = read_number(reader, i - 1);
    return number && number->end > i;
}

std::optional<Number> read_range_end(const SentenceReader& reader, std::uint32_t first, const Number& low) {
    const std::uint32_t i = low.end;
    const Token* next = reader.at(i);
    if (next == nullptr) return {};
    std::optional<Number> high;
    if (next->fold == word("to") || next->fold == word("or") ||
        (next->fold == word("and") && first > 0 && reader.is(first - 1, word("between")))) {
        if (reader.joined(i) && reader.joined(i + 1)) high = read_number(reader, i + 1);
    } else if ((next->flags & kAfterHyphen) != 0) {
        high = read_number(reader, i);
    } else if ((next->flags & kAfterPause) != 0) {
        const std::uint32_t gap = reader.end_of(i - 1);
        if (slice(reader.text(), {gap, next->begin}) == "\xE2\x80\x93") high = read_number(reader, i);
    }
    if (!high || high->value <= low.value) return {};
    return high;
}

std::optional<double> number_value(std::string_view printed) {
    // Most are a few digits; nine of them fit.
    if (printed.size() <= 9 && !printed.empty() && std::all_of(printed.begin(), printed.end(), is_digit)) {
        std::uint32_t value = 0;
        for (const char c : printed) value = value * 10 + static_cast<std::uint32_t>(c - '0');
        return value;
    }
    std::array<char, 32> digits{};
    std::size_t count = 0;
    double fraction = 0;
    for (std::size_t i = 0; i < printed.size(); ++i) {
        const char c = printed[i];
        if (c == ',') continue;
        if (class_of(c) == ByteClass::high) {
            const CodePoint point = decode(printed.data() + i, printed.data() + printed.size());
            fraction = fraction_value(point.value);
            if (fraction == 0 || i + point.length != printed.size()) return {};
            break;
        }
        if (!is_digit(c) && c != '.') return {};
        if (count == digits.size()) return {};
        digits[count++] = c;
    }
    if (count == 0) return fraction > 0 ? std::optional(fraction) : std::nullopt;
    double value = 0;
    const char* const end = digits.data() + count;
    const auto [stop, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc{} || stop != end) return {};  // 12.06.2023
    return value + fraction;
}

}  // namespace assay::text
