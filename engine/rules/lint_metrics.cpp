// Units that do nothing, and tests that no figure passes.
#include <fmt/format.h>

#include "rules/lint_parts.h"
#include "rules/metric_reading.h"
#include "text/durations.h"

namespace assay::rules {

namespace {

void unit(const LintContext& in, const MetricSpec& spec, const CompiledMetric& metric) {
    const std::string& unit = spec.unit.value;
    if (unit.empty()) return;
    std::string kind;
    for (const match::Phrase& capture : metric.captures) {
        for (const match::Element* e : captures_of(capture)) {
            if (e->text == "count" || (e->text == "duration" && text::minutes_in(unit))) return;
            kind = e->text;
        }
    }
    if (kind.empty()) return;
    if (kind == "duration") {
        in.warn("W021", spec.unit.place, fmt::format("`{}` is no unit of time, so it does nothing.", unit),
                "Write days (or minutes, hours, working days, weeks, months, years), or remove it.");
    } else {
        in.warn("W021", spec.unit.place,
                fmt::format("This unit does nothing: a {{{}}} has a unit of its own.", kind),
                fmt::format("Remove `unit: {}`.", unit));
    }
}

}  // namespace

void lint_metric(const LintContext& in, const MetricSpec& spec, const CompiledMetric& metric) {
    unit(in, spec, metric);
    const MetricTest& test = metric.test;
    const bool compares = test.kind == MetricTest::Kind::better_than_benchmark ||
                          test.kind == MetricTest::Kind::worse_than_benchmark;
    bool benchmark = false;
    bool any_percent = false;
    bool all_percent = true;
    for (const match::Phrase& capture : metric.captures) {
        for (const match::Element* e : captures_of(capture)) {
            if (e->name == "benchmark")
                benchmark = true;
            else if (e->text == "percent")
                any_percent = true;
            else
                all_percent = false;
        }
    }
    if (compares && !benchmark) {
        in.warn("W006", spec.test.place,
                "The test compares with a benchmark, but no capture is named `benchmark`.",
                "Name one of them: {percent as benchmark}.");
    }
    if (compares && spec.better == MetricSpec::Better::unstated) {
        in.warn("W006", spec.test.place, "The test does not say which way is better, so it never holds.",
                "Add better: lower, or better: higher.");
    }
    if (compares) return;
    const bool below_zero = (test.kind == MetricTest::Kind::less_than && test.low <= 0) ||
                            (test.kind == MetricTest::Kind::at_most && test.low < 0) ||
                            (test.kind == MetricTest::Kind::equal && test.low < 0) ||
                            (test.kind == MetricTest::Kind::between && test.high < 0);
    const bool above_all = any_percent && all_percent &&
                           ((test.kind == MetricTest::Kind::more_than && test.low >= 100) || test.low > 100);
    if (below_zero) {
        in.warn("W006", spec.test.place, "No figure passes this test: figures in reports are not below zero.",
                "Mend the number or the sign.");
    } else if (above_all) {
        in.warn("W006", spec.test.place, "Hardly any percentage passes this test: it asks for more than 100.",
                "Mend the number.");
    }
}

}  // namespace assay::rules
