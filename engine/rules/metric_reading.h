// The figure that a metric rule's phrase captured, and whether it passes the rule's test.
#pragma once

#include <optional>
#include <vector>

#include "assay/assessment.h"
#include "assay/document.h"
#include "rules/pack_content.h"

namespace assay::rules {

/// The captures of a phrase, also those within alternatives, in their order. They live as long as it.
std::vector<const match::Element*> captures_of(const match::Phrase& phrase);

/// Reads the figures of a match of `metric`'s phrase number `entry`. Nothing when no figure stands at
/// the captures. When the figure fails the test, `test` says so in words ("94 is not >= 95"); when it
/// passes, `test` is empty. A duration is told in the metric's unit where that is one of time, its
/// benchmark in the unit of the figure.
std::optional<MetricReading> read_metric(const Document& document, const Sentence& sentence,
                                         const match::Match& match, const CompiledMetric& metric,
                                         std::uint32_t entry);

}  // namespace assay::rules
