// An assessment from the reader's side: which sentences spoke for and against, strongest first.
#pragma once

#include <cstdint>
#include <vector>

#include "assay/assessment.h"
#include "report/context.h"

namespace assay::report {

/// One sentence and the findings of one side in it, strongest first.
struct Citation {
    std::uint32_t sentence = 0;
    double points = 0;  ///< the sum of their contributions
    std::vector<const Finding*> findings;
};

/// Everything that counts for one side. `total` is the sum of the contributions.
struct Side {
    double total = 0;
    std::size_t findings = 0;
    std::vector<Citation> citations;  ///< strongest first; ties by place
};

struct Sides {
    Side strengths;   ///< contributions of 0 or more
    Side shortfalls;  ///< negative contributions
};

/// Findings by side and sentence. Refers to the assessment.
Sides sides_of(const Assessment& assessment);

/// One rule and all its findings in an assessment, by place.
struct RuleEntry {
    std::uint32_t rule = 0;
    double points = 0;  ///< the sum of their contributions
    std::vector<const Finding*> findings;
};

/// Findings by rule: largest absolute sum first, ties by rule index.
std::vector<RuleEntry> by_rule(const Assessment& assessment);

/// Where a balance lies between cut points, as far as there are any.
struct Neighbours {
    int score = 0;                      ///< the level the balance falls in
    std::optional<double> above_lower;  ///< balance - the cut point below; none at score 1
    std::optional<double> below_upper;  ///< the cut point above - balance; none at score 4
};
Neighbours neighbours_of(const Assessment& assessment);

/// Whether the overall rating is told apart from the statements: the framework has a rule for it, scores are
/// there, and the report has no statement that is the overall judgement itself.
bool tells_overall(const ScoredReport& report, const Framework& framework);

/// The ratings in words, unescaped: "Good (62%)".
std::string predicted_overall_words(const ScoredReport& report);
std::string published_overall_words(const ScoredReport& report, const Framework& framework);

/// What is said behind the published overall rating: " (agrees)", " (differs)", or nothing where one is not
/// known.
inline std::string_view overall_comparison(const ScoredReport& report) {
    const std::string& predicted = report.predicted_overall.title;
    const std::string& published = report.published_overall.title;
    if (predicted.empty() || published.empty()) return "";
    return predicted == published ? " (agrees)" : " (differs)";
}

/// The descriptor of a score: "Evidence shows a good standard". `score` must be 1 to 4.
inline const std::string& descriptor(const Framework& framework, int score) {
    return framework.descriptors[static_cast<std::size_t>(score - kLowestScore)];
}

/// The title of a statement, or its id where the framework does not know it.
std::string_view statement_title(const Framework& framework, std::string_view statement_id);

/// Why no removal changes the score, in a sentence: there is none, or the search came to its end first.
inline const char* nothing_flips(const Assessment& assessment) {
    return assessment.flip_proved
               ? "Nothing by removal: whatever sentences are left out, the score stays."
               : "The search came to its limit and found no sentences without which the score would change.";
}
/// "If these 3 sentences did not count, the score would be". The others go on weighing what they weigh: who
/// deletes sentences also makes the report shorter, and each of the others more telling.
std::string if_they_did_not_count(std::size_t sentences);

/// Said of a set of sentences that is not proved to be the smallest; empty where it is.
inline const char* perhaps_fewer(bool proved) {
    return proved ? "" : " (fewer may do; the search came to its limit)";
}

}  // namespace assay::report
