// The figure that a metric rule's phrase captured, and whether it passes the rule's test.
#pragma once

#include <optional>

#include "assay/assessment.h"
#include "assay/document.h"
#include "rules/pack_content.h"

namespace assay::rules {

/// Reads the figures of a match of `metric`'s phrase number `entry`. Nothing when no figure stands at
/// the captures. When the figure fails the test, `test` says so in words ("94 is not >= 95"); when it
/// passes, `test` is empty.
std::optional<MetricReading> read_metric(const Document& document, const Sentence& sentence,
                                         const match::Match& match, const CompiledMetric& metric,
                                         std::uint32_t entry);

}  // namespace assay::rules
