// The `test:` of a metric: ">= 95", "between 3 and 5", "better than benchmark".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/pack_content.h"

namespace assay::rules {

/// The test, or nothing when the text is none.
std::optional<MetricTest> parse_metric_test(std::string_view text);

/// What to write instead of a text that is no test: the one that was meant, as far as it can be told.
std::string test_advice(std::string_view text);

/// Whether the value passes. Tests against a benchmark fail where there is none, or where it is
/// not said whether lower or higher is better.
bool passes(const MetricTest& test, MetricSpec::Better better, double value, std::optional<double> benchmark);

}  // namespace assay::rules
