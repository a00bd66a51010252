#include "analyzer/overall.h"

#include <algorithm>
#include <cmath>

namespace assay::analyzer {

namespace {

std::optional<int> score_of(const std::vector<StatementScore>& scores, const std::string& statement) {
    for (const StatementScore& s : scores) {
        if (s.statement == statement) return s.score;
    }
    return std::nullopt;
}

OverallRating by_percentage(const Framework& framework, const std::vector<StatementScore>& scores) {
    OverallRating rating;
    int sum = 0;
    for (const Statement& statement : framework.statements) {
        const auto score = score_of(scores, statement.id);
        if (!score) return rating;
        sum += *score;
    }
    const double most = static_cast<double>(framework.statements.size()) * kHighestScore;
    rating.percentage = static_cast<int>(std::lround(100.0 * sum / most));
    for (const RatingBand& band : framework.bands) {
        if (*rating.percentage >= band.at_least) rating.title = band.title;
    }
    return rating;
}

OverallRating by_median(const Framework& framework, const std::vector<StatementScore>& scores) {
    OverallRating rating;
    std::vector<int> known;
    for (const StatementScore& s : scores) {
        if (s.score && s.statement != framework.overall_statement) known.push_back(*s.score);
    }
    if (known.size() < 3) return rating;
    std::sort(known.begin(), known.end());
    rating.score = known[(known.size() - 1) / 2];
    rating.title = framework.descriptors[static_cast<std::size_t>(*rating.score - kLowestScore)];
    return rating;
}

}  // namespace

OverallRating overall_rating(const Framework& framework, const std::vector<StatementScore>& scores) {
    switch (framework.overall_rule) {
        case OverallRule::percentage_bands:
            return by_percentage(framework, scores);
        case OverallRule::lower_median:
            return by_median(framework, scores);
        case OverallRule::none:
            break;
    }
    return {};
}

}  // namespace assay::analyzer
