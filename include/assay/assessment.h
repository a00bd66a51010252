// An assessment: the score that the rules predict for one statement, and every reason for it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "assay/boxed.h"
#include "assay/report.h"
#include "assay/span.h"
#include "assay/spans.h"

namespace assay {

/// What a cue did to a finding: "intention", cue "plans to" at `at` (bytes of the text), factor 0.4.
struct ContextEffect {
    std::string kind;
    std::string cue;
    double factor = 1;
    Span at;
};

/// A figure that a metric rule read.
struct MetricReading {
    std::string kind;  ///< percent, count, ratio, duration, rate, money
    double value = 0;
    std::string unit;  ///< "%", "days", "per 100,000"; may be empty
    std::optional<double> benchmark;
    std::string test;  ///< as the rule states it
    Span at;
};

/// One rule in one sentence. `strength` is the product of the context factors and of the sentence's
/// weight as evidence (1 in the statement's own part unless the pack says otherwise), > 0;
/// `contribution` is its share of the balance.
struct Finding {
    std::uint32_t rule = 0;      ///< index into the pack's rules
    std::uint32_t sentence = 0;  ///< index into Document::sentences
    double strength = 1;
    double contribution = 0;
    bool flipped = false;  ///< counts for the other side (a cue with factor `flip`)
    bool softened_by_cap = false;
    Spans matches;  ///< bytes of the text, ascending
    std::vector<ContextEffect> context;
    Boxed<MetricReading> metric;
};

/// A finding that came to nothing, and what silenced it: "negation", "except", "where", "limit".
struct Silenced {
    std::uint32_t rule = 0;
    std::uint32_t sentence = 0;
    std::string stage;
    std::string reason;
    std::vector<Span> matches;
};

/// The fewest sentences whose removal changes the predicted score to `to`.
struct Flip {
    int to = 0;
    std::vector<std::uint32_t> sentences;  ///< indices into Document::sentences, ascending
};

/// A script that failed while this assessment was made.
struct ScriptFailure {
    std::string rule;
    std::string message;
    std::string file;
    std::uint32_t line = 0;
};

struct Assessment {
    std::string statement;
    std::uint32_t part = 0;  ///< index into Report::parts
    std::optional<int> published_score;
    std::optional<int> predicted_score;     ///< none when abstained
    std::array<double, 4> probabilities{};  ///< of scores 1 to 4; they sum to 1
    std::vector<int> prediction_set;        ///< contiguous, ascending; see docs/scoring-model.md
    double balance = 0;                     ///< the sum of all contributions
    std::array<double, 3> cut_points{};     ///< on the scale of the balance, ascending
    double slope = 1;
    double sentences = 0;     ///< amount of evidence, in weighted standard sentences
    bool calibrated = false;  ///< false: cut points are the author's guess
    bool abstained = false;
    std::vector<std::string> abstain_reasons;
    bool incomplete = false;  ///< a script failed: the score lacks its rule
    std::vector<ScriptFailure> failures;
    std::vector<Finding> findings;  ///< by place in the text
    std::vector<Silenced> silenced;
    std::optional<Flip> flip;  ///< none: impossible by removal, or abstained
    bool flip_proved =
        true;  ///< false: the search reached its limit: there may be a smaller set, or one at all
    /// The fewest sentences that alone give the predicted score; searched where silenced hits are kept.
    std::optional<std::vector<std::uint32_t>> sufficient;
    bool sufficient_proved = true;  ///< false: there may be a smaller set
    std::vector<Warning> warnings;
};

}  // namespace assay
