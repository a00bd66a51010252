// The report of a calibration: text for a terminal, JSON, and a page with plots.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assay/calibration.h"
#include "assay/rule_pack.h"

namespace assay::report {

/// A sentence that a rule cites in the corpus.
struct RuleSentence {
    std::string document;
    std::string statement;
    int published = 0;
    std::string quote;
};

/// What the figures are about. Refers to the pack's rules, which must outlive it.
struct CalibrationContext {
    /// One labelled assessment, by index.
    struct Case {
        std::string document;
        std::string authority;
        std::string statement;
        std::optional<int> year;
        std::string region;
    };
    std::string pack_id;
    std::string pack_title;
    std::string pack_hash;
    std::string corpus_hash;
    std::string date;
    const std::vector<RuleInfo>* rules = nullptr;
    std::vector<Case> cases;
    std::vector<std::string> remarks;                  ///< about the corpus
    std::vector<std::vector<RuleSentence>> sentences;  ///< by rule, some of each; may be empty
};

/// "0.912 (0.890 to 0.931)", "1.000", "undefined".
std::string figure_text(const Figure& figure, int digits = 3);

/// "555 assessments of 60 authorities; published 4: 104, 3: 267, 2: 144, 1: 40."
std::string sample_words(const Agreement& agreement);
/// What was fitted and how it was validated, in two sentences.
std::string fit_words(const CalibrationReport& report);

/// For a terminal of 100 columns.
std::string calibration_text(const CalibrationReport& report, const CalibrationContext& context);

/// One rule in full: its row in words and its sentences.
std::string rule_text(const CalibrationReport& report, const CalibrationContext& context, std::size_t rule);

/// One JSON object; docs/calibration.md describes it.
std::string calibration_json(const CalibrationReport& report, const CalibrationContext& context);

/// A self-contained HTML page: tables, and plots as SVG. Nothing is fetched, nothing needs a script but
/// opening a rule's sentences, which is plain HTML.
std::string calibration_html(const CalibrationReport& report, const CalibrationContext& context);

}  // namespace assay::report
