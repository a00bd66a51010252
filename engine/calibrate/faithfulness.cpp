#include "calibrate/faithfulness.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "calibrate/parallel.h"

namespace assay::calibrate {
namespace {

constexpr std::array kShares{0.01, 0.05, 0.10, 0.20, 0.50};

/// Sentences by how strongly they speak for the predicted score, those that do only.
std::vector<std::uint32_t> strongest(const score::Evidence& evidence, const score::Scored& scored) {
    std::map<std::uint32_t, double> sums;
    const double side = scored.predicted >= 3 ? 1 : -1;
    for (std::size_t i = 0; i < evidence.hits.size(); ++i) {
        sums[evidence.hits[i].sentence] += side * scored.contributions[i];
    }
    std::vector<std::pair<double, std::uint32_t>> order;
    for (const auto& [sentence, sum] : sums) {
        if (sum > 0) order.emplace_back(-sum, sentence);
    }
    std::sort(order.begin(), order.end());
    std::vector<std::uint32_t> result;
    for (const auto& [sum, sentence] : order) result.push_back(sentence);
    return result;
}

struct Loss {
    double without = 0;
    double only = 0;
};

Loss probability_loss(const score::Evidence& evidence, const ScoringModel& model) {
    const score::Scored full = score::score(evidence, model);
    const std::vector<std::uint32_t> order = strongest(evidence, full);
    const auto predicted = static_cast<std::size_t>(full.predicted - 1);
    Loss loss;
    for (double share : kShares) {
        const auto wanted = static_cast<std::size_t>(std::ceil(share * std::max(evidence.sentences, 1.0)));
        const std::set<std::uint32_t> rationale(
            order.begin(), order.begin() + static_cast<std::ptrdiff_t>(std::min(wanted, order.size())));
        score::Evidence without{evidence.statement, {}, evidence.sentences};
        score::Evidence only = without;
        for (const score::Hit& hit : evidence.hits) {
            (rationale.contains(hit.sentence) ? only : without).hits.push_back(hit);
        }
        const double p = full.probabilities[predicted];
        loss.without += (p - score::score(without, model).probabilities[predicted]) / kShares.size();
        loss.only += (p - score::score(only, model).probabilities[predicted]) / kShares.size();
    }
    return loss;
}

}  // namespace

Faithfulness faithfulness(const LabelledSet& labelled, const Design& design, const Validation& validation,
                          const ResampleSettings& settings) {
    std::vector<Loss> losses(labelled.size());
    parallel_for(labelled.size(), settings.threads, [&](std::size_t i) {
        losses[i] = probability_loss(labelled[i].evidence, validation.models[validation.folds.of[i]]);
    });
    std::vector<std::array<double, 3>> sums(design.authorities.size());
    for (std::size_t i = 0; i < losses.size(); ++i) {
        auto& sum = sums[design.rows[i].authority];
        sum[0] += 1;
        sum[1] += losses[i].without;
        sum[2] += losses[i].only;
    }
    const auto means = [&](const std::vector<std::uint32_t>& times) {
        std::array<double, 3> total{};
        for (std::size_t u = 0; u < sums.size(); ++u) {
            for (std::size_t k = 0; k < 3; ++k) total[k] += times[u] * sums[u][k];
        }
        return std::vector<std::optional<double>>{total[1] / total[0], total[2] / total[0]};
    };
    const auto values = means(std::vector<std::uint32_t>(sums.size(), 1));
    const auto intervals = bca_intervals(sums.size(), means, settings);
    return {{values[0], intervals[0]}, {values[1], intervals[1]}};
}

bool abstains(const score::Evidence& evidence, const std::vector<int>& prediction_set,
              const ScoringModel& model) {
    return static_cast<int>(evidence.hits.size()) < model.minimum_findings ||
           evidence.sentences < model.minimum_evidence_sentences || prediction_set.size() >= 3;
}

Selective selective(const std::vector<Judged>& judged, const std::vector<char>& abstained) {
    Selective result;
    if (judged.empty()) return result;
    const auto confidence = [&](std::size_t i) {
        return judged[i].probabilities[static_cast<std::size_t>(judged[i].predicted - 1)];
    };
    std::vector<std::size_t> order(judged.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return confidence(a) > confidence(b); });
    const auto n = static_cast<double>(judged.size());
    double wrong = 0, area = 0, kept = 0, kept_wrong = 0, least = 1;
    for (std::size_t k = 0; k < order.size(); ++k) {
        const std::size_t i = order[k];
        const double miss = judged[i].predicted != judged[i].published ? 1 : 0;
        wrong += miss;
        const double risk = wrong / static_cast<double>(k + 1);
        area += risk / n;
        result.curve.push_back({static_cast<double>(k + 1) / n, risk, confidence(i)});
        if (abstained[i]) continue;
        kept += 1;
        kept_wrong += miss;
        least = confidence(i);
    }
    result.area = area;
    result.rule = {kept / n, kept > 0 ? kept_wrong / kept : 0, least};
    return result;
}

}  // namespace assay::calibrate
