#include "rules/metric_reading.h"

#include <fmt/format.h>

#include <algorithm>

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

}  // namespace

std::optional<MetricReading> read_metric(const Document& document, const Sentence& sentence,
                                         const match::Match& match, const CompiledMetric& metric,
                                         std::uint32_t entry) {
    std::vector<const match::Element*> captures;
    captures_of(metric.captures[entry].elements, captures);
    std::optional<MetricReading> reading;
    std::optional<double> benchmark;
    std::uint32_t token = match.begin;
    for (const match::Element* capture : captures) {
        for (; token < match.end; ++token) {
            if (!match.consumes(token)) continue;
            const auto quantity = read(document, sentence, token, capture->text);
            if (!quantity) continue;
            if (capture->name == "benchmark") {
                benchmark = quantity->value;
            } else if (!reading) {
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
    if (!passes(metric.test, metric.better, reading->value, benchmark)) {
        reading->test = benchmark ? fmt::format("{:g} against {:g} is not {}", reading->value, *benchmark,
                                                metric.test_text)
                                  : fmt::format("{:g} is not {}", reading->value, metric.test_text);
    }
    return reading;
}

}  // namespace assay::rules
