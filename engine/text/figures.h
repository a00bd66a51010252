// Figures in a report that do not add up: told, never corrected and never trusted.
#pragma once

#include <vector>

#include "assay/document.h"
#include "assay/report.h"

namespace assay::text {

/// Looks through the evidence for sums that cannot be right. Speaks only where the text itself says
/// what belongs together, so it misses some and hardly ever cries wolf. Codes:
///   sum-not-100         shares of one whole (upheld, partially upheld, not upheld; "the remaining")
///   share-differs       a share printed beside the figures that it is computed from
///   part-exceeds-whole  more upheld than received; more than 100 % of people
/// `at` spans the figures; the message names them and what they come to. In the order of the text.
std::vector<Warning> check_figures(const Document& document);

}  // namespace assay::text
