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

consteval std::uint64_t word(std::string_view folded) {
    return hash_folded(folded);
}

/// Reads forward over the tokens of one sentence.
class Reader {
public:
    Reader(const Document& document, const Sentence& sentence) : document_(document), sentence_(sentence) {}

    const Token* at(std::uint32_t i) const {
        return i >= sentence_.tokens.begin && i < sentence_.tokens.end ? &document_.tokens[i] : nullptr;
    }
    const Token* before(std::uint32_t i) const {
        return i > sentence_.tokens.begin ? &document_.tokens[i - 1] : nullptr;
    }
    bool is(std::uint32_t i, std::uint64_t fold) const {
        const Token* token = at(i);
        return token != nullptr && token->fold == fold;
    }
    /// True when the token is there and belongs closely to the one before it.
    bool joined(std::uint32_t i) const {
        const Token* token = at(i);
        return token != nullptr && (token->flags & (kSpaced | kAfterHyphen)) != 0;
    }
    std::string_view printed(const Token& token) const { return document_.word(token); }
    const Document& document() const { return document_; }
    const Sentence& sentence() const { return sentence_; }
    std::string_view text() const { return document_.text(); }
    std::uint32_t end_of(std::uint32_t i) const {
        return document_.tokens[i].begin + document_.tokens[i].length;
    }

private:
    const Document& document_;
    const Sentence& sentence_;
};

/// A number over one or several tokens [first, end).
struct Number {
    double value = 0;
    std::uint32_t end = 0;
};

std::optional<Number> read_number_words(const Reader& reader, std::uint32_t first) {
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
std::optional<Number> read_digits(const Reader& reader, std::uint32_t first) {
    const std::uint32_t end = figure_end(reader.document(), reader.sentence(), first);
    double total = 0;
    for (std::uint32_t i = first; i < end; ++i) {
        const std::optional<double> value = number_value(reader.printed(*reader.at(i)));
        if (!value) return {};
        total = total * 1000 + *value;
    }
    return Number{total, end};
}

std::optional<Number> read_number(const Reader& reader, std::uint32_t first) {
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

/// True inside a number that began before: "one" of twenty-one, "million" of 1.2 million, "250" of 1 250.
bool continues_number(const Reader& reader, std::uint32_t i) {
    const Token* before = reader.before(i);
    if (before == nullptr || !may_begin_quantity(*before) || !reader.joined(i)) return false;
    if (!is_number_word(*reader.at(i))) return continues_figure(reader.document(), reader.sentence(), i);
    const std::optional<Number> number = read_number(reader, i - 1);
    return number && number->end > i;
}

/// "6 to 8", "6-8", "6–8", "between four and eight": the second number, when it belongs to a range.
std::optional<Number> read_range_end(const Reader& reader, std::uint32_t first, const Number& low) {
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

std::uint32_t token_end(const Reader& reader, const Number& number) {
    return reader.end_of(number.end - 1);
}

/// Where the % or "per cent" ends that follows the number.
Quantity percent_of(const Reader& reader, std::uint32_t first, const Number& number) {
    Quantity q;
    q.kind = QuantityKind::percent;
    q.unit = "%";
    q.value = number.value;
    q.tokens = {first, number.end};
    q.bytes = {reader.at(first)->begin, token_end(reader, number)};
    if (reader.is(number.end, word("percent"))) {
        q.tokens.end += 1;
    } else if (reader.is(number.end, word("per")) && reader.is(number.end + 1, word("cent"))) {
        q.tokens.end += 2;
    } else {
        const std::size_t sign = reader.text().find('%', q.bytes.end);
        if (sign != std::string_view::npos) q.bytes.end = static_cast<std::uint32_t>(sign + 1);
        return q;
    }
    q.bytes.end = reader.end_of(q.tokens.end - 1);
    return q;
}

std::optional<Quantity> read_percent(const Reader& reader, std::uint32_t first, const Number& number) {
    if (is_percent(*reader.at(number.end - 1))) return percent_of(reader, first, number);
    if (const std::optional<Number> high = read_range_end(reader, first, number)) {
        if (!is_percent(*reader.at(high->end - 1))) return {};
        Quantity q = percent_of(reader, first, *high);
        q.value = number.value;
        q.upper = high->value;
        return q;
    }
    return {};
}

std::optional<Quantity> read_money(const Reader& reader, std::uint32_t first, const Number& number) {
    Quantity q;
    q.kind = QuantityKind::money;
    q.value = number.value;
    q.tokens = {first, number.end};
    q.bytes = {reader.at(first)->begin, token_end(reader, number)};
    if (is_money(*reader.at(first))) {
        // The sign stands right before the number, or a blank away.
        const std::string_view before = reader.text().substr(0, q.bytes.begin);
        const std::size_t last = before.find_last_not_of(' ');
        if (last == std::string_view::npos) return {};
        struct Sign {
            std::string_view bytes;
            std::string_view unit;
        };
        static constexpr std::array<Sign, 3> kSigns{
            {{"\xC2\xA3", "\xC2\xA3"}, {"$", "$"}, {"\xE2\x82\xAC", "\xE2\x82\xAC"}}};
        q.unit = "";
        for (const Sign& sign : kSigns) {
            const std::string_view head = before.substr(0, last + 1);
            if (head.size() >= sign.bytes.size() &&
                head.substr(head.size() - sign.bytes.size()) == sign.bytes) {
                q.unit = sign.unit;
                q.bytes.begin = static_cast<std::uint32_t>(head.size() - sign.bytes.size());
            }
        }
        return q;
    }
    if (reader.joined(number.end) &&
        (reader.is(number.end, word("pounds")) || reader.is(number.end, word("pound")))) {
        q.unit = "\xC2\xA3";
        q.tokens.end += 1;
        q.bytes.end = reader.end_of(number.end);
        return q;
    }
    return {};
}

std::optional<Quantity> read_rate(const Reader& reader, std::uint32_t first, const Number& number) {
    if (!reader.is(number.end, word("per")) || !reader.joined(number.end) || is_money(*reader.at(first)))
        return {};
    const std::optional<Number> base = read_number(reader, number.end + 1);
    if (!base) return {};
    Quantity q;
    q.kind = QuantityKind::rate;
    if (base->value == 100'000)
        q.unit = "per 100,000";
    else if (base->value == 10'000)
        q.unit = "per 10,000";
    else if (base->value == 1'000)
        q.unit = "per 1,000";
    else if (base->value == 1e6)
        q.unit = "per million";
    else if (base->value == 100)
        q.unit = "per 100";
    else
        return {};
    q.value = number.value;
    q.tokens = {first, base->end};
    q.bytes = {reader.at(first)->begin, token_end(reader, *base)};
    return q;
}

std::optional<DurationUnit> unit_at(const Reader& reader, std::uint32_t i, std::uint32_t& end) {
    if (!reader.joined(i)) return {};
    end = i + 1;
    if (const DurationUnit* unit = kDurationUnits.find(reader.at(i)->fold)) return *unit;
    if (!reader.joined(i + 1) || kDurationUnits.find(reader.at(i + 1)->fold) == nullptr) return {};
    const DurationUnit unit = *kDurationUnits.find(reader.at(i + 1)->fold);
    end = i + 2;
    if (reader.is(i, word("working")) && unit.name == "days") return kWorkingDays;
    if (reader.is(i, word("calendar")) || reader.is(i, word("full")) || reader.is(i, word("consecutive")))
        return unit;
    return {};
}

std::optional<Quantity> read_ratio(const Reader& reader, std::uint32_t first, const Number& number) {
    Quantity q;
    q.kind = QuantityKind::ratio;
    q.unit = "%";
    q.part = number.value;
    const auto finish = [&](double whole, std::uint32_t end) -> std::optional<Quantity> {
        if (whole <= 0) return {};
        q.whole = whole;
        q.value = 100 * q.part / q.whole;
        q.tokens = {first, end};
        q.bytes = {reader.at(first)->begin, reader.end_of(end - 1)};
        return q;
    };
    std::uint32_t i = number.end;
    if (!reader.joined(i) || is_money(*reader.at(first))) return {};
    if (const double* parts = kPartNames.find(reader.at(i)->fold)) {
        // "two thirds"; "one quarter" in "one quarter later" is no share of anything.
        if (is_number_word(*reader.at(first)) && reader.is(i + 1, word("of"))) return finish(*parts, i + 1);
        return is_number_word(*reader.at(first)) && number.value > 1 && number.value < *parts
                   ? finish(*parts, i + 1)
                   : std::nullopt;
    }
    std::uint32_t unit_end = 0;
    if (reader.is(i, word("in"))) {
        const std::optional<Number> whole = reader.joined(i + 1) ? read_number(reader, i + 1) : std::nullopt;
        if (!whole || whole->value <= number.value || whole->value > 100 || number.value > 10) return {};
        if (is_percent(*reader.at(whole->end - 1)) || unit_at(reader, whole->end, unit_end)) return {};
        return finish(whole->value, whole->end);
    }
    if (reader.is(i, word("out"))) ++i;
    if (!reader.is(i, word("of")) || !reader.joined(i)) return {};
    ++i;
    for (int skipped = 0; skipped < 3 && reader.joined(i) && kOfTheWhole.contains(reader.at(i)->fold);
         ++skipped) {
        ++i;
        if (reader.is(i, word("of"))) ++i;
    }
    if (!reader.joined(i)) return {};
    const std::optional<Number> whole = read_number(reader, i);
    if (!whole || is_percent(*reader.at(whole->end - 1)) || is_money(*reader.at(i))) return {};
    // "one of five partners" tells of one, "two of five" of a share; "one of two ways" of neither.
    if (reader.at(i)->kind == TokenKind::word && (whole->value < 3 || number.value == 1)) return {};
    return finish(whole->value, whole->end);
}

/// "aged 16", "aged over 25", "aged 16 and 17": the number is somebody's age.
bool is_age(const Reader& reader, std::uint32_t first) {
    for (std::uint32_t i = first, steps = 0; reader.before(i) != nullptr && steps < 4; --i, ++steps) {
        const Token& before = *reader.before(i);
        if (before.fold == word("aged") || before.fold == word("age") || before.fold == word("ages"))
            return true;
        if (!may_begin_quantity(before) && !kBetweenAges.contains(before.fold)) return false;
    }
    return false;
}

std::optional<Quantity> read_duration(const Reader& reader, std::uint32_t first, const Number& number) {
    if (is_money(*reader.at(first))) return {};
    std::uint32_t end = 0;
    std::optional<DurationUnit> unit = unit_at(reader, number.end, end);
    std::optional<Number> high;
    if (!unit) {
        high = read_range_end(reader, first, number);
        if (!high) return {};
        unit = unit_at(reader, high->end, end);
        if (!unit) return {};
    }
    // Ages are no durations.
    if (reader.is(end, word("old")) || reader.is(end, word("olds"))) return {};
    if (reader.is(end, word("of")) && reader.is(end + 1, word("age"))) return {};
    if (is_age(reader, first)) return {};
    Quantity q;
    q.kind = QuantityKind::duration;
    q.value = number.value;
    if (high) q.upper = high->value;
    q.unit = unit->name;
    q.tokens = {first, end};
    q.bytes = {reader.at(first)->begin, reader.end_of(end - 1)};
    return q;
}

/// True when the number only names something, or "one" stands for a person or thing.
bool is_name(const Reader& reader, std::uint32_t first, const Number& number) {
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

std::optional<Quantity> read_count(const Reader& reader, std::uint32_t first, const Number& number) {
    if (is_money(*reader.at(first)) || is_percent(*reader.at(number.end - 1))) return {};
    if (is_name(reader, first, number)) return {};
    Quantity q;
    q.value = number.value;
    q.tokens = {first, number.end};
    q.bytes = {reader.at(first)->begin, token_end(reader, number)};
    return q;
}

using Read = std::optional<Quantity> (*)(const Reader&, std::uint32_t, const Number&);

/// By QuantityKind.
constexpr std::array<Read, 6> kReads{read_count,    read_percent, read_ratio,
                                     read_duration, read_rate,    read_money};

}  // namespace

std::string_view to_string(QuantityKind kind) {
    static constexpr std::array<std::string_view, 6> kNames{"count",    "percent", "ratio",
                                                            "duration", "rate",    "money"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::optional<Quantity> read_quantity_as(QuantityKind kind, const Document& document,
                                         const Sentence& sentence, std::uint32_t token) {
    const Reader reader(document, sentence);
    if (reader.at(token) == nullptr || !may_begin_quantity(*reader.at(token))) return {};
    if (kind == QuantityKind::percent && !sentence.percents) return {};
    if (continues_number(reader, token)) return {};
    const std::optional<Number> number = read_number(reader, token);
    if (!number) return {};
    return kReads[static_cast<std::size_t>(kind)](reader, token, *number);
}

std::optional<Quantity> read_quantity(const Document& document, const Sentence& sentence,
                                      std::uint32_t token) {
    const Reader reader(document, sentence);
    if (reader.at(token) == nullptr || !may_begin_quantity(*reader.at(token))) return {};
    if (continues_number(reader, token)) return {};
    const std::optional<Number> number = read_number(reader, token);
    if (!number) return {};
    for (const Read read : {read_percent, read_money, read_rate, read_ratio, read_duration, read_count}) {
        if (std::optional<Quantity> quantity = read(reader, token, *number)) return quantity;
    }
    return {};
}

std::optional<double> minutes_in(std::string_view unit) {
    for (const DurationUnit& known : {kMinutes, kHours, kDays, kWeeks, kMonths, kYears, kWorkingDays}) {
        if (unit == known.name || unit == known.name.substr(0, known.name.size() - 1)) return known.minutes;
    }
    return {};
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
