// The overall rating that follows from the statements' scores.
#pragma once

#include <optional>
#include <vector>

#include "assay/engine.h"
#include "assay/framework.h"

namespace assay::analyzer {

/// A statement's score; none where it is not known.
struct StatementScore {
    std::string statement;
    std::optional<int> score;
};

/// The rating by the framework's rule. `percentage_bands` needs the score of every statement of the
/// framework; `lower_median` at least three of those that are not the overall statement itself. What
/// is missing leaves the rating empty.
OverallRating overall_rating(const Framework& framework, const std::vector<StatementScore>& scores);

}  // namespace assay::analyzer
