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

/// Whose scores: a published rating is what was published, and no rule of thumb stands in for it.
enum class ScoreKind { predicted, published };

/// The rating by the framework's rule. `percentage_bands` needs the score of every statement of the
/// framework. With `lower_median` the score of the overall statement is the rating where the report has that
/// statement; where it has none, what is predicted is the median of the others, three at least. What is
/// missing leaves the rating empty.
OverallRating overall_rating(const Framework& framework, const std::vector<StatementScore>& scores,
                             ScoreKind kind);

}  // namespace assay::analyzer
