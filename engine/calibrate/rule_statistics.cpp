#include "calibrate/rule_statistics.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "calibrate/parallel.h"

namespace assay::calibrate {
namespace {

/// Log-odds ratio with half an observation added to each cell, and Woolf's interval.
Figure log_odds(double fires_good, double fires_bad, double silent_good, double silent_bad) {
    if (fires_good + silent_good == 0 || fires_bad + silent_bad == 0) return {};
    if (fires_good + fires_bad == 0 || silent_good + silent_bad == 0) return {};
    const double a = fires_good + 0.5, b = fires_bad + 0.5, c = silent_good + 0.5, d = silent_bad + 0.5;
    const double value = std::log(a * d / (b * c));
    const double margin = 1.959963984540054 * std::sqrt(1 / a + 1 / b + 1 / c + 1 / d);
    return {value, Interval{value - margin, value + margin, "Woolf, 0.5 added to each cell"}};
}

struct Sentence {
    std::set<std::uint32_t> rules, for_good, for_bad;
};

struct Sums {
    std::set<std::string> documents;
    std::set<std::string> authorities;
    std::array<double, 4> hits_by_level{};
    double fires_good = 0, fires_bad = 0;
    double contribution = 0;
    double sentences = 0, conflicts = 0, softened = 0, capped = 0;
    std::unordered_map<std::uint32_t, int> shared;
};

/// Change in QWK and RPS when each rule's contribution becomes its mean.
void leave_out(const LabelledSet& labelled, const Validation& validation, unsigned threads,
               std::vector<RuleStatistics>& rules) {
    const std::size_t n = labelled.size();
    std::vector<std::map<std::uint32_t, double>> share(n);
    Tally whole;
    for (std::size_t i = 0; i < n; ++i) {
        const score::Scored scored =
            score::score(labelled[i].evidence, validation.models[validation.folds.of[i]]);
        for (std::size_t h = 0; h < labelled[i].evidence.hits.size(); ++h) {
            share[i][labelled[i].evidence.hits[h].rule] += scored.contributions[h];
        }
        whole.add(validation.judged[i]);
    }
    const auto full = figures(whole);
    parallel_for(rules.size(), threads, [&](std::size_t r) {
        RuleStatistics& statistics = rules[r];
        if (statistics.hits == 0) return;
        const auto contribution = [&](std::size_t i) {
            const auto found = share[i].find(statistics.rule);
            return found == share[i].end() ? 0.0 : found->second;
        };
        double mean = 0;
        for (std::size_t i = 0; i < n; ++i) mean += contribution(i) / static_cast<double>(n);
        Tally without;
        for (std::size_t i = 0; i < n; ++i) {
            const ScoringModel& model = validation.models[validation.folds.of[i]];
            const CutPoints& cuts = model.cuts_for(labelled[i].evidence.statement);
            Judged judged = validation.judged[i];
            const double z = validation.balances[i] - contribution(i) + mean;
            judged.predicted = score::level_of(z, cuts);
            judged.probabilities = score::probabilities(z, cuts);
            without.add(judged);
        }
        const auto left = figures(without);
        if (left[kQwk] && full[kQwk]) statistics.qwk_change = *left[kQwk] - *full[kQwk];
        statistics.rps_change = *left[kRps] - *full[kRps];
    });
}

}  // namespace

std::vector<RuleStatistics> rule_statistics(const LabelledSet& labelled, const ScoringModel& model,
                                            const Validation* validation, unsigned threads) {
    std::vector<RuleStatistics> result(model.weights.size());
    std::vector<Sums> sums(model.weights.size());
    std::array<double, 4> words{};
    double good = 0, bad = 0;
    // A sentence that is evidence for two statements is one sentence of its document.
    std::map<std::pair<std::string, std::uint32_t>, Sentence> sentences;

    for (const LabelledEvidence& each : labelled) {
        const bool scored_before = each.published > 0;
        const auto level = static_cast<std::size_t>(std::max(each.published - 1, 0));
        if (scored_before) {
            words[level] += each.words;
            (each.published >= 3 ? good : bad) += 1;
        }
        const score::Scored scored = score::score(each.evidence, model);
        std::set<std::uint32_t> fired;
        for (std::size_t h = 0; h < each.evidence.hits.size(); ++h) {
            const score::Hit& hit = each.evidence.hits[h];
            Sums& sum = sums[hit.rule];
            RuleStatistics& statistics = result[hit.rule];
            ++statistics.hits;
            sum.documents.insert(each.document);
            sum.authorities.insert(each.authority);
            if (scored_before) sum.hits_by_level[level] += 1;
            sum.contribution += scored.contributions[h];
            sum.softened += hit.softened;
            sum.capped += scored.capped[h];
            fired.insert(hit.rule);
            Sentence& sentence = sentences[{each.document, hit.sentence}];
            sentence.rules.insert(hit.rule);
            ((model.weights[hit.rule].level >= 3) != hit.flipped ? sentence.for_good : sentence.for_bad)
                .insert(hit.rule);
        }
        for (std::uint32_t rule : fired) {
            ++result[rule].assessments;
            if (scored_before) (each.published >= 3 ? sums[rule].fires_good : sums[rule].fires_bad) += 1;
        }
    }
    for (const auto& [place, sentence] : sentences) {
        for (std::uint32_t rule : sentence.rules) {
            sums[rule].sentences += 1;
            const auto& others = sentence.for_good.contains(rule) ? sentence.for_bad : sentence.for_good;
            sums[rule].conflicts += !others.empty();
            for (std::uint32_t other : sentence.rules) {
                if (other != rule) ++sums[rule].shared[other];
            }
        }
    }

    for (std::size_t r = 0; r < result.size(); ++r) {
        RuleStatistics& statistics = result[r];
        const Sums& sum = sums[r];
        statistics.rule = static_cast<std::uint32_t>(r);
        statistics.documents = static_cast<int>(sum.documents.size());
        statistics.authorities = static_cast<int>(sum.authorities.size());
        statistics.insufficient = statistics.documents < kLeastDocuments;
        for (std::size_t k = 0; k < 4; ++k) {
            if (words[k] > 0) statistics.hits_per_1000_words[k] = 1000 * sum.hits_by_level[k] / words[k];
        }
        if (statistics.hits == 0) continue;
        statistics.log_odds =
            log_odds(sum.fires_good, sum.fires_bad, good - sum.fires_good, bad - sum.fires_bad);
        if (statistics.log_odds.interval && !statistics.insufficient) {
            const Interval& interval = *statistics.log_odds.interval;
            statistics.contradicts_author =
                model.weights[r].level >= 3 ? interval.high < 0 : interval.low > 0;
        }
        statistics.mean_contribution = sum.contribution / static_cast<double>(labelled.size());
        int most = 0;
        for (const auto& [other, count] : sum.shared) {
            if (count > most || (count == most && statistics.partner && other < *statistics.partner)) {
                most = count;
                statistics.partner = other;
            }
        }
        statistics.partner_share = most / sum.sentences;
        statistics.conflict_share = sum.conflicts / sum.sentences;
        statistics.softened_share = sum.softened / statistics.hits;
        statistics.capped_share = sum.capped / statistics.hits;
    }
    if (validation) leave_out(labelled, *validation, threads, result);
    return result;
}

}  // namespace assay::calibrate
