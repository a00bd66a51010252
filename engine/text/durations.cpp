#include "text/durations.h"

#include "text/number_names.h"
#include "text/word_table.h"

namespace assay::text {

std::optional<double> minutes_in(std::string_view unit) {
    for (const DurationUnit& known : {kMinutes, kHours, kDays, kWeeks, kMonths, kYears, kWorkingDays}) {
        if (unit == known.name || unit == known.name.substr(0, known.name.size() - 1)) return known.minutes;
    }
    return {};
}

std::optional<DurationUnit> unit_at(const SentenceReader& reader, std::uint32_t i, std::uint32_t& end) {
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

std::optional<Quantity> read_duration(const SentenceReader& reader, std::uint32_t first,
                                      const Number& number) {
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

}  // namespace assay::text
