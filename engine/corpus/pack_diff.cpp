#include "corpus/pack_diff.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "analyzer/assess.h"

namespace assay::corpus {
namespace {

/// A finding by what it says, so that two packs' findings can be held against each other.
struct Cited {
    std::string_view rule;
    Span bytes;
    bool flipped;
    bool operator<(const Cited& other) const {
        return std::tie(rule, bytes.begin, bytes.end, flipped) <
               std::tie(other.rule, other.bytes.begin, other.bytes.end, other.flipped);
    }
};

using CitedBy = std::map<Cited, std::uint32_t>;  // to the sentence's index

class Differ {
public:
    Differ(const RulePack& before, const RulePack& after) : packs_{&before, &after} {}

    PackDiff run(const std::vector<ComparedAssessment>& all, const DiffSettings& settings) {
        for (const ComparedAssessment& each : all) compare(each);
        std::stable_sort(diff_.flips.begin(), diff_.flips.end(), [](const ScoreFlip& a, const ScoreFlip& b) {
            return (a.published ? a.nearer() : 99) < (b.published ? b.nearer() : 99);
        });
        std::stable_sort(diff_.findings.begin(), diff_.findings.end(),
                         [](const FindingChange& a, const FindingChange& b) {
                             return a.rule != b.rule ? a.rule < b.rule : a.gained && !b.gained;
                         });
        diff_.authorities = authorities_.size();
        diff_.figures = calibrate::paired_difference(diff_.before, diff_.after, diff_.authorities,
                                                     {settings.draws, 20260101, 0});
        return std::move(diff_);
    }

private:
    score::Scored predict(std::size_t side, const Assessment& assessment) const {
        return score::score(analyzer::evidence_of(*packs_[side], assessment), packs_[side]->model());
    }

    void compare(const ComparedAssessment& each) {
        const score::Scored before = predict(0, *each.before.assessment),
                            after = predict(1, *each.after.assessment);
        ++diff_.assessments;
        const std::string& statement = each.after.assessment->statement;
        if (before.predicted != after.predicted) {
            diff_.flips.push_back({each.report, std::string(each.path), statement, each.published,
                                   before.predicted, after.predicted});
        }
        if (each.published > 0) {
            calibrate::Judged judged;
            judged.published = each.published;
            judged.authority =
                authorities_
                    .try_emplace(std::string(each.authority), static_cast<std::uint32_t>(authorities_.size()))
                    .first->second;
            for (const auto& [scored, list] :
                 {std::pair{&before, &diff_.before}, std::pair{&after, &diff_.after}}) {
                judged.predicted = scored->predicted;
                judged.probabilities = scored->probabilities;
                list->push_back(judged);
            }
        }
        const CitedBy old_findings = cited(0, each.before), new_findings = cited(1, each.after);
        missing(old_findings, new_findings, each, each.before, /*gained=*/false);
        missing(new_findings, old_findings, each, each.after, /*gained=*/true);
    }

    CitedBy cited(std::size_t side, const ComparedAssessment::Side& at) const {
        CitedBy result;
        for (const Finding& finding : at.assessment->findings) {
            result.emplace(Cited{packs_[side]->rules()[finding.rule].id,
                                 at.document->sentences[finding.sentence].bytes, finding.flipped},
                           finding.sentence);
        }
        return result;
    }

    void missing(const CitedBy& from, const CitedBy& in, const ComparedAssessment& each,
                 const ComparedAssessment::Side& side, bool gained) {
        std::optional<SourceMap> map;
        for (const auto& [finding, sentence] : from) {
            if (in.contains(finding)) continue;
            if (!map) map.emplace(side.document->report.extracted);
            FindingChange change;
            change.report = each.report;
            change.rule = finding.rule;
            change.document = each.path;
            change.statement = side.assessment->statement;
            change.quote = side.document->quote(side.document->sentences[sentence]);
            change.bytes = finding.bytes;
            change.line = map->place(finding.bytes.begin).line;
            change.gained = gained;
            diff_.findings.push_back(std::move(change));
        }
    }

    std::array<const RulePack*, 2> packs_;
    std::map<std::string, std::uint32_t> authorities_;
    PackDiff diff_;
};

}  // namespace

const char* ScoreFlip::verdict() const {
    if (published == 0) return "changed";
    return nearer() > 0 ? "better" : nearer() < 0 ? "worse" : "as far";
}

bool PackDiff::worse() const {
    int gain = 0;
    for (const ScoreFlip& flip : flips) {
        if (flip.published > 0) gain += flip.nearer();
    }
    return gain < 0;
}

std::size_t PackDiff::gained() const {
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(), [](const FindingChange& f) { return f.gained; }));
}

PackDiff diff_assessments(const RulePack& before, const RulePack& after,
                          const std::vector<ComparedAssessment>& all, const DiffSettings& settings) {
    return Differ(before, after).run(all, settings);
}

PackDiff diff_corpora(const RulePack& before, const Corpus& old_corpus, const RulePack& after,
                      const Corpus& new_corpus) {
    using Key = std::pair<std::string_view, std::string_view>;
    const auto side = [](const Corpus& corpus, std::size_t i) {
        const ScoredReport& report = corpus.reports[corpus.places[i].report];
        return ComparedAssessment::Side{&report.document, &report.assessments[corpus.places[i].assessment]};
    };
    std::map<Key, std::size_t> old_index;
    for (std::size_t i = 0; i < old_corpus.labelled.size(); ++i) {
        const auto& each = old_corpus.labelled[i];
        old_index.emplace(Key{each.document, each.evidence.statement}, i);
    }
    std::vector<ComparedAssessment> all;
    for (std::size_t i = 0; i < new_corpus.labelled.size(); ++i) {
        const auto& each = new_corpus.labelled[i];
        const auto found = old_index.find(Key{each.document, each.evidence.statement});
        if (found == old_index.end()) continue;
        all.push_back({side(old_corpus, found->second), side(new_corpus, i), each.document, each.authority,
                       each.published, report_id(new_corpus.reports[new_corpus.places[i].report].source)});
    }
    PackDiff diff = diff_assessments(before, after, all);
    diff.remarks = new_corpus.remarks;
    return diff;
}

std::array<std::optional<double>, calibrate::kFigures> figures_of(
    const std::vector<calibrate::Judged>& judged) {
    calibrate::Tally tally;
    for (const calibrate::Judged& each : judged) tally.add(each);
    return calibrate::figures(tally);
}

}  // namespace assay::corpus
