#include "score/score.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <numeric>

#include "assay/framework.h"
#include "score/curve.h"

namespace assay::score {
namespace {

double logistic(double x) {
    // Never exponentiates a positive number, so it neither overflows nor loses the small tail.
    if (x >= 0) return 1 / (1 + std::exp(-x));
    const double e = std::exp(x);
    return e / (1 + e);
}

// Leaves the sums zero.
void cap_groups(const Evidence& evidence, const ScoringModel& model, std::vector<double>& group_sum,
                Scored& result) {
    for (std::size_t i = 0; i < evidence.hits.size(); ++i) {
        const int group = model.weights[evidence.hits[i].rule].group;
        if (group < 0) continue;
        const double sum = std::abs(group_sum[static_cast<std::size_t>(group)]);
        const double cap = model.group_caps[static_cast<std::size_t>(group)];
        if (sum <= cap) continue;
        result.contributions[i] *= cap / sum;
        result.capped[i] = 1;
    }
    std::fill(group_sum.begin(), group_sum.end(), 0.0);
}

}  // namespace

Scored score(const Evidence& evidence, const ScoringModel& model) {
    Workspace workspace;
    Scored result;
    score(evidence, model, workspace, result);
    return result;
}

void score(const Evidence& evidence, const ScoringModel& model, Workspace& workspace, Scored& result) {
    std::vector<double>& strength = workspace.strength;
    std::vector<double>& group_sum = workspace.group_sum;
    if (strength.size() < 2 * model.weights.size()) strength.resize(2 * model.weights.size());
    if (group_sum.size() < model.group_caps.size()) group_sum.resize(model.group_caps.size());

    const auto side_of = [](const Hit& hit) { return 2 * std::size_t{hit.rule} + (hit.flipped ? 1 : 0); };
    for (const Hit& hit : evidence.hits) {
        assert(hit.rule < model.weights.size());
        strength[side_of(hit)] += hit.strength;
    }

    result.contributions.resize(evidence.hits.size());
    const double factor = length_factor(evidence.sentences, model);
    const double power = model.curve_power;
    double* contribution = result.contributions.data();
    for (const Hit& hit : evidence.hits) {
        const RuleWeight& rule = model.weights[hit.rule];
        const double sum = strength[side_of(hit)];
        double points = 0;
        if (sum > 0) {
            const double total = signed_weight(rule) * (hit.flipped ? -1 : 1) * curve(sum * factor, power);
            points = total * (hit.strength / sum);
        }
        if (rule.group >= 0) group_sum[static_cast<std::size_t>(rule.group)] += points;
        *contribution++ = points;
    }
    for (const Hit& hit : evidence.hits) strength[side_of(hit)] = 0;

    result.capped.assign(evidence.hits.size(), 0);
    if (!model.group_caps.empty()) cap_groups(evidence, model, group_sum, result);
    result.balance = std::accumulate(result.contributions.begin(), result.contributions.end(), 0.0);

    const CutPoints& cuts = model.cuts_for(evidence.statement);
    result.probabilities = probabilities(result.balance, cuts);
    result.predicted = level_of(result.balance, cuts);
}

std::array<double, 4> probabilities(double balance, const CutPoints& cuts) {
    std::array<double, 4> p{};
    double below = 0;
    for (std::size_t k = 0; k < 3; ++k) {
        const double up_to = logistic(cuts.slope * (cuts.cut_points[k] - balance));
        p[k] = std::max(0.0, up_to - below);
        below = std::max(below, up_to);
    }
    // The upper tail by its own logistic: 1 - below would round a small probability to nothing.
    p[3] = logistic(cuts.slope * (balance - cuts.cut_points[2]));
    return p;
}

int level_of(double balance, const CutPoints& cuts) {
    int level = 1;
    for (double cut : cuts.cut_points) {
        if (cut <= balance) ++level;
    }
    return level;
}

std::vector<int> prediction_set(const std::array<double, 4>& p, int predicted, const ScoringModel& model) {
    int low = predicted;
    int high = predicted;
    const auto mass = [&p](int from, int to) {
        double sum = 0;
        for (int y = from; y <= to; ++y) sum += p[static_cast<std::size_t>(y - 1)];
        return sum;
    };
    if (model.conformal_threshold) {
        while (low > kLowestScore && mass(kLowestScore, low - 1) >= *model.conformal_threshold) --low;
        while (high < kHighestScore && mass(high + 1, kHighestScore) >= *model.conformal_threshold) ++high;
    } else {
        while (mass(low, high) < model.coverage && (low > kLowestScore || high < kHighestScore)) {
            const double below = low > kLowestScore ? mass(low - 1, low - 1) : -1;
            const double above = high < kHighestScore ? mass(high + 1, high + 1) : -1;
            if (below > above) {
                --low;
            } else {
                ++high;
            }
        }
    }
    std::vector<int> set;
    for (int y = low; y <= high; ++y) set.push_back(y);
    return set;
}

}  // namespace assay::score
