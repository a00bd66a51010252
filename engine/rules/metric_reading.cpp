#include "rules/metric_reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "rules/metric_test.h"
#include "text/durations.h"
#include "text/quantities.h"

namespace assay::rules {

namespace {

void collect(const match::Sequence& sequence, std::vector<const match::Element*>& out) {
    for (const match::Element& e : sequence) {
        if (e.kind == match::ElementKind::capture) out.push_back(&e);
        for (const match::Sequence& alternative : e.alternatives) collect(alternative, out);
    }
}

std::optional<text::Quantity> read(const Document& document, const Sentence& sentence, std::uint32_t token,
                                   const std::string& kind) {
    const auto& kinds = match::capture_kinds();
    const auto index = std::find(kinds.begin(), kinds.end(), kind) - kinds.begin();
    return text::read_quantity_as(static_cast<text::QuantityKind>(index), document, sentence, token);
}

// A duration is told in the unit that the rule names, so that 12 months pass a test for more than 60 days;
// its benchmark likewise in the unit of the figure.
void tell_in(std::string_view unit, text::Quantity& quantity) {
    if (quantity.unit.empty()) quantity.unit = unit;
    const auto from = text::minutes_in(quantity.unit);
    const auto to = text::minutes_in(unit);
    if (!from || !to) return;
    quantity.value = quantity.value * *from / *to;
    quantity.unit = unit;
}

// "12 months" of a duration, "94" of anything else.
std::string words(const text::Quantity& quantity) {
    return quantity.kind == text::QuantityKind::duration
               ? fmt::format("{:g} {}", quantity.value, quantity.unit)
               : fmt::format("{:g}", quantity.value);
}

constexpr double kBeyond = 1e-9;  // relative: how little "more than 80" is above 80

// "More than 80%" is no 80: the value that a test is asked about, a hair beyond the figure on the side that
// the words before it name.
double stated(const Document& document, const Sentence& sentence, std::uint32_t token, double value) {
    static const std::uint64_t kMore = fold_hash("more"), kLess = fold_hash("less"),
                               kFewer = fold_hash("fewer"), kThan = fold_hash("than"),
                               kOver = fold_hash("over"), kAbove = fold_hash("above"),
                               kExceeding = fold_hash("exceeding"), kUnder = fold_hash("under"),
                               kBelow = fold_hash("below"), kNo = fold_hash("no"), kNot = fold_hash("not");
    const auto before = [&](std::uint32_t back) -> std::uint64_t {
        return token >= sentence.tokens.begin + back ? document.tokens[token - back].fold : 0;
    };
    const bool than = before(1) == kThan;
    const std::uint64_t word = than ? before(2) : before(1);
    const std::uint64_t turned = than ? before(3) : before(2);
    if (turned == kNo || turned == kNot) return value;  // "no more than 80" may be 80
    const bool above = than ? word == kMore : word == kOver || word == kAbove || word == kExceeding;
    const bool below = than ? word == kLess || word == kFewer : word == kUnder || word == kBelow;
    if (!above && !below) return value;
    const double hair = std::max(std::abs(value), 1.0) * kBeyond;
    return above ? value + hair : value - hair;
}

}  // namespace

std::vector<const match::Element*> captures_of(const match::Phrase& phrase) {
    std::vector<const match::Element*> out;
    collect(phrase.elements, out);
    return out;
}

std::optional<MetricReading> read_metric(const Document& document, const Sentence& sentence,
                                         const match::Match& match, const CompiledMetric& metric,
                                         std::uint32_t entry) {
    std::optional<text::Quantity> figure, benchmark;
    std::uint32_t token = match.begin;
    for (const match::Element* capture : captures_of(metric.captures[entry])) {
        for (; token < match.end; ++token) {
            if (!match.consumes(token)) continue;
            const auto quantity = read(document, sentence, token, capture->text);
            if (!quantity) continue;
            if (capture->name == "benchmark") {
                benchmark = quantity;
            } else if (!figure) {
                figure = quantity;
            }
            token = quantity->tokens.end;
            break;
        }
    }
    if (!figure) return std::nullopt;
    tell_in(metric.unit, *figure);
    if (benchmark) tell_in(figure->unit, *benchmark);

    MetricReading reading;
    reading.kind = text::to_string(figure->kind);
    reading.value = figure->value;
    reading.unit = figure->unit;
    if (benchmark) reading.benchmark = benchmark->value;
    reading.at = {document.tokens[figure->tokens.begin].begin,
                  document.tokens[figure->tokens.end - 1].span().end};
    const double tested = stated(document, sentence, figure->tokens.begin, figure->value);
    if (!passes(metric.test, metric.better, tested, reading.benchmark)) {
        reading.test = benchmark ? fmt::format("{} against {} is not {}", words(*figure), words(*benchmark),
                                               metric.test_text)
                                 : fmt::format("{} is not {}", words(*figure), metric.test_text);
    }
    return reading;
}

}  // namespace assay::rules
