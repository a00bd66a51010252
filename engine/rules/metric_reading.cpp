#include "rules/metric_reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "rules/metric_test.h"
#include "text/numbers.h"

namespace assay::rules {

namespace {

void captures_of(const match::Sequence& sequence, std::vector<const match::Element*>& out) {
    for (const match::Element& e : sequence) {
        if (e.kind == match::ElementKind::capture) out.push_back(&e);
        for (const match::Sequence& alternative : e.alternatives) captures_of(alternative, out);
    }
}

std::optional<text::Quantity> read(const Document& document, const Sentence& sentence, std::uint32_t token,
                                   const std::string& kind) {
    const auto& kinds = match::capture_kinds();
    const auto index = std::find(kinds.begin(), kinds.end(), kind) - kinds.begin();
    return text::read_quantity_as(static_cast<text::QuantityKind>(index), document, sentence, token);
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

std::optional<MetricReading> read_metric(const Document& document, const Sentence& sentence,
                                         const match::Match& match, const CompiledMetric& metric,
                                         std::uint32_t entry) {
    std::vector<const match::Element*> captures;
    captures_of(metric.captures[entry].elements, captures);
    std::optional<MetricReading> reading;
    std::optional<double> benchmark;
    double tested = 0;
    std::uint32_t token = match.begin;
    for (const match::Element* capture : captures) {
        for (; token < match.end; ++token) {
            if (!match.consumes(token)) continue;
            const auto quantity = read(document, sentence, token, capture->text);
            if (!quantity) continue;
            if (capture->name == "benchmark") {
                benchmark = quantity->value;
            } else if (!reading) {
                tested = stated(document, sentence, quantity->tokens.begin, quantity->value);
                const Span at{document.tokens[quantity->tokens.begin].begin,
                              document.tokens[quantity->tokens.end - 1].span().end};
                reading = MetricReading{capture->text,
                                        quantity->value,
                                        metric.unit.empty() ? std::string(quantity->unit) : metric.unit,
                                        std::nullopt,
                                        {},
                                        at};
            }
            token = quantity->tokens.end;
            break;
        }
    }
    if (!reading) return std::nullopt;
    reading->benchmark = benchmark;
    if (!passes(metric.test, metric.better, tested, benchmark)) {
        reading->test = benchmark ? fmt::format("{:g} against {:g} is not {}", reading->value, *benchmark,
                                                metric.test_text)
                                  : fmt::format("{:g} is not {}", reading->value, metric.test_text);
    }
    return reading;
}

}  // namespace assay::rules
