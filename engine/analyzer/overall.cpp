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

std::optional<int> lower_median(const std::vector<StatementScore>& scores) {
    std::vector<int> known;
    for (const StatementScore& s : scores) {
        if (s.score) known.push_back(*s.score);
    }
    if (known.size() < 3) return std::nullopt;
    std::sort(known.begin(), known.end());
    return known[(known.size() - 1) / 2];
}

OverallRating by_judgement(const Framework& framework, const std::vector<StatementScore>& scores,
                           ScoreKind kind) {
    OverallRating rating;
    const auto own = std::find_if(scores.begin(), scores.end(), [&](const StatementScore& s) {
        return s.statement == framework.overall_statement;
    });
    if (own != scores.end()) {
        rating.score = own->score;
    } else if (kind == ScoreKind::predicted) {
        rating.score = lower_median(scores);
    }
    if (rating.score)
        rating.title = framework.descriptors[static_cast<std::size_t>(*rating.score - kLowestScore)];
    return rating;
}

}  // namespace

OverallRating overall_rating(const Framework& framework, const std::vector<StatementScore>& scores,
                             ScoreKind kind) {
    switch (framework.overall_rule) {
        case OverallRule::percentage_bands:
            return by_percentage(framework, scores);
        case OverallRule::lower_median:
            return by_judgement(framework, scores, kind);
        case OverallRule::none:
            break;
    }
    return {};
}

}  // namespace assay::analyzer
