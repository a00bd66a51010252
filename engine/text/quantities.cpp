#include "text/quantities.h"

#include <array>

#include "text/durations.h"
#include "text/number_names.h"
#include "text/quantity_words.h"
#include "text/sentence_reader.h"
#include "text/word_table.h"

namespace assay::text {

namespace {

/// Where the % or "per cent" ends that follows the number.
Quantity percent_of(const SentenceReader& reader, std::uint32_t first, const Number& number) {
    Quantity q;
    q.kind = QuantityKind::percent;
    q.unit = "%";
    q.value = number.value;
    q.tokens = {first, number.end};
    q.bytes = {reader.at(first)->begin, bytes_end(reader, number)};
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

std::optional<Quantity> read_percent(const SentenceReader& reader, std::uint32_t first,
                                     const Number& number) {
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

std::optional<Quantity> read_money(const SentenceReader& reader, std::uint32_t first, const Number& number) {
    Quantity q;
    q.kind = QuantityKind::money;
    q.value = number.value;
    q.tokens = {first, number.end};
    q.bytes = {reader.at(first)->begin, bytes_end(reader, number)};
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

std::optional<Quantity> read_rate(const SentenceReader& reader, std::uint32_t first, const Number& number) {
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
    q.bytes = {reader.at(first)->begin, bytes_end(reader, *base)};
    return q;
}

std::optional<Quantity> read_ratio(const SentenceReader& reader, std::uint32_t first, const Number& number) {
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

std::optional<Quantity> read_count(const SentenceReader& reader, std::uint32_t first, const Number& number) {
    if (is_money(*reader.at(first)) || is_percent(*reader.at(number.end - 1))) return {};
    if (is_name(reader, first, number)) return {};
    Quantity q;
    q.value = number.value;
    q.tokens = {first, number.end};
    q.bytes = {reader.at(first)->begin, bytes_end(reader, number)};
    return q;
}

using Read = std::optional<Quantity> (*)(const SentenceReader&, std::uint32_t, const Number&);

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
    const SentenceReader reader(document, sentence);
    if (reader.at(token) == nullptr || !may_begin_quantity(*reader.at(token))) return {};
    if (kind == QuantityKind::percent && !sentence.percents) return {};
    if (continues_number(reader, token)) return {};
    const std::optional<Number> number = read_number(reader, token);
    if (!number) return {};
    return kReads[static_cast<std::size_t>(kind)](reader, token, *number);
}

std::optional<Quantity> read_quantity(const Document& document, const Sentence& sentence,
                                      std::uint32_t token) {
    const SentenceReader reader(document, sentence);
    if (reader.at(token) == nullptr || !may_begin_quantity(*reader.at(token))) return {};
    if (continues_number(reader, token)) return {};
    const std::optional<Number> number = read_number(reader, token);
    if (!number) return {};
    for (const Read read : {read_percent, read_money, read_rate, read_ratio, read_duration, read_count}) {
        if (std::optional<Quantity> quantity = read(reader, token, *number)) return quantity;
    }
    return {};
}

}  // namespace assay::text
