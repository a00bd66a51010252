#include "serve/count.h"

#include <algorithm>
#include <map>
#include <optional>

#include "corpus/batch.h"
#include "report/json_out.h"
#include "report/why_json.h"

namespace assay::serve {
namespace {

constexpr std::size_t kMostRules = 10;

bool overlap(const std::vector<Span>& a, const std::vector<Span>& b) {
    return std::any_of(a.begin(), a.end(), [&](Span x) {
        return std::any_of(b.begin(), b.end(), [&](Span y) { return x.overlaps(y); });
    });
}

}  // namespace

PhraseCount count_phrase(const corpus::Corpus& corpus, const RulePack& pack, const Probe& probe,
                         std::size_t most_samples) {
    const std::size_t workers = corpus::thread_count(0);
    std::vector<std::vector<ProbeHit>> hits(corpus.reports.size());
    std::vector<rules::EvaluateScratch> scratch(workers);
    corpus::ordered_batch(
        hits.size(), workers, workers * 4,
        [&](std::size_t worker, std::size_t item) {
            hits[item] = probe.find(corpus.reports[item].document, scratch[worker]);
        },
        [](std::size_t) { return true; });

    PhraseCount count;
    std::map<std::string, std::size_t> rules;
    std::vector<char> in_report(corpus.reports.size(), 0);
    for (std::size_t i = 0; i < corpus.places.size(); ++i) {
        const corpus::CorpusPlace place = corpus.places[i];
        const ScoredReport& report = corpus.reports[place.report];
        const Assessment& assessment = report.assessments[place.assessment];
        auto& by_score = count.by_score[static_cast<std::size_t>(corpus.labelled[i].published)];
        ++by_score.assessments;
        by_score.words += static_cast<std::size_t>(corpus.labelled[i].words);
        std::optional<SourceMap> map;
        std::size_t taken = 0;
        for (const ProbeHit& hit : hits[place.report]) {
            const Sentence& sentence = report.document.sentences[hit.sentence];
            if (sentence.part != assessment.part) continue;
            ++count.hits;
            ++by_score.hits;
            in_report[place.report] = 1;
            for (const Finding& finding : assessment.findings) {
                if (finding.sentence == hit.sentence && overlap(finding.matches, hit.spans))
                    ++rules[pack.rules()[finding.rule].id];
            }
            // Two of an assessment at most, so that the samples come from many.
            if (taken++ >= 2) continue;
            if (!map) map.emplace(report.document.report.extracted);
            count.samples.push_back({corpus::report_id(report.source), report.source.path, sentence.bytes,
                                     map->place(sentence.bytes.begin).line,
                                     report::text_between(report.document.text(), sentence.bytes),
                                     corpus.labelled[i].published, hit.spans});
        }
    }
    count.documents = static_cast<std::size_t>(std::count(in_report.begin(), in_report.end(), 1));
    if (count.samples.size() > most_samples) {
        // As many of each score as there are, in turn, so that rare scores are seen.
        std::array<std::vector<PhraseSample>, 5> by_score;
        for (PhraseSample& sample : count.samples)
            by_score[static_cast<std::size_t>(sample.published)].push_back(std::move(sample));
        count.samples.clear();
        for (std::size_t n = 0; count.samples.size() < most_samples; ++n) {
            for (std::size_t score = by_score.size(); score-- > 0 && count.samples.size() < most_samples;) {
                if (n < by_score[score].size()) count.samples.push_back(std::move(by_score[score][n]));
            }
        }
    }
    std::vector<std::pair<std::size_t, std::string>> order;
    for (const auto& [id, times] : rules) order.emplace_back(times, id);
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    if (order.size() > kMostRules) order.resize(kMostRules);
    for (auto& [times, id] : order) count.rules.push_back(std::move(id));
    return count;
}

std::string count_json(const std::string& phrase, const PhraseCount& count) {
    report::JsonOut json;
    json.open_object();
    json.field("phrase", phrase);
    json.field("hits", count.hits);
    json.field("documents", count.documents);
    json.array("by_score");
    for (std::size_t score = 1; score <= 5; ++score) {
        const std::size_t at = score % 5;  // the unknown at the end
        const auto& by = count.by_score[at];
        if (at == 0 && by.assessments == 0) continue;
        json.open_object();
        json.field("score", at == 0 ? std::nullopt : std::optional(at));
        json.field("hits", by.hits);
        json.field("assessments", by.assessments);
        json.field("per_1000_words", by.words > 0 ? std::optional(1000.0 * static_cast<double>(by.hits) /
                                                                  static_cast<double>(by.words))
                                                  : std::nullopt);
        json.close_object();
    }
    json.close_array();
    json.array("samples");
    for (const PhraseSample& sample : count.samples) {
        json.open_object();
        json.field("report", sample.report);
        json.field("document", sample.document);
        json.field("start", sample.bytes.begin);
        json.field("end", sample.bytes.end);
        json.field("line", sample.line);
        json.field("text", sample.text);
        json.field("score", sample.published ? std::optional(sample.published) : std::nullopt);
        json.array("matches");
        for (const Span match : sample.matches) {
            json.open_object();
            json.field("start", match.begin);
            json.field("end", match.end);
            json.close_object();
        }
        json.close_array();
        json.close_object();
    }
    json.close_array();
    json.texts("rules", count.rules);
    json.close_object();
    return json.str();
}

}  // namespace assay::serve
