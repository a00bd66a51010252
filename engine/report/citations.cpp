#include "report/citations.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace assay::report {

namespace {

Side side_of(const std::vector<const Finding*>& findings) {
    Side side;
    side.findings = findings.size();
    std::map<std::uint32_t, Citation> by_sentence;
    for (const Finding* finding : findings) {
        Citation& citation = by_sentence[finding->sentence];
        citation.sentence = finding->sentence;
        citation.points += finding->contribution;
        citation.findings.push_back(finding);
        side.total += finding->contribution;
    }
    for (auto& [sentence, citation] : by_sentence) {
        std::stable_sort(citation.findings.begin(), citation.findings.end(),
                         [](const Finding* a, const Finding* b) {
                             return std::abs(a->contribution) > std::abs(b->contribution);
                         });
        side.citations.push_back(std::move(citation));
    }
    std::stable_sort(side.citations.begin(), side.citations.end(), [](const Citation& a, const Citation& b) {
        return std::abs(a.points) > std::abs(b.points);
    });
    return side;
}

std::string rating_words(const OverallRating& rating, const char* where_none) {
    if (rating.title.empty()) return where_none;
    return rating.percentage ? fmt::format("{} ({}%)", rating.title, *rating.percentage) : rating.title;
}

}  // namespace

Sides sides_of(const Assessment& assessment) {
    std::vector<const Finding*> strengths;
    std::vector<const Finding*> shortfalls;
    for (const Finding& finding : assessment.findings) {
        (finding.contribution < 0 ? shortfalls : strengths).push_back(&finding);
    }
    return {side_of(strengths), side_of(shortfalls)};
}

std::vector<RuleEntry> by_rule(const Assessment& assessment) {
    std::map<std::uint32_t, RuleEntry> entries;
    for (const Finding& finding : assessment.findings) {
        RuleEntry& entry = entries[finding.rule];
        entry.rule = finding.rule;
        entry.points += finding.contribution;
        entry.findings.push_back(&finding);
    }
    std::vector<RuleEntry> sorted;
    for (auto& [rule, entry] : entries) sorted.push_back(std::move(entry));
    std::stable_sort(sorted.begin(), sorted.end(), [](const RuleEntry& a, const RuleEntry& b) {
        return std::abs(a.points) > std::abs(b.points);
    });
    return sorted;
}

Neighbours neighbours_of(const Assessment& assessment) {
    std::size_t passed = 0;
    while (passed < assessment.cut_points.size() && assessment.cut_points[passed] <= assessment.balance)
        ++passed;
    Neighbours result;
    result.score = kLowestScore + static_cast<int>(passed);
    if (passed > 0) result.above_lower = assessment.balance - assessment.cut_points[passed - 1];
    if (passed < assessment.cut_points.size()) {
        result.below_upper = assessment.cut_points[passed] - assessment.balance;
    }
    return result;
}

std::string_view statement_title(const Framework& framework, std::string_view statement_id) {
    const Statement* statement = framework.find_statement(statement_id);
    return statement ? std::string_view(statement->title) : statement_id;
}

bool tells_overall(const ScoredReport& report, const Framework& framework) {
    if (framework.overall_rule == OverallRule::none) return false;
    if (report.predicted_overall.title.empty() && report.published_overall.title.empty()) return false;
    return framework.overall_statement.empty() ||
           std::none_of(report.assessments.begin(), report.assessments.end(),
                        [&](const Assessment& a) { return a.statement == framework.overall_statement; });
}

std::string predicted_overall_words(const ScoredReport& report) {
    return rating_words(report.predicted_overall, "not all statements have a score");
}

std::string published_overall_words(const ScoredReport& report, const Framework& framework) {
    return rating_words(report.published_overall, framework.overall_statement.empty()
                                                      ? "not all statements have a score"
                                                      : "the report states none");
}

std::string if_they_did_not_count(std::size_t sentences) {
    if (sentences == 1) return "If this sentence did not count, the score would be";
    return fmt::format("If these {} sentences did not count, the score would be", sentences);
}

}  // namespace assay::report
