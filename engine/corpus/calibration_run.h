// A calibration of a pack over a scored corpus, with all that is shown and written of it.
#pragma once

#include <string>

#include "assay/rule_pack.h"
#include "calibrate/calibrate.h"
#include "corpus/corpus.h"
#include "report/calibration_text.h"

namespace assay::corpus {

struct CalibrationRun {
    CalibrationReport report;
    report::CalibrationContext context;  ///< refers to the pack's rules
    std::string model;                   ///< the text of model.yaml
};

/// Fits and measures. The pack must have been loaded with its author's numbers, and the corpus scored by it.
/// `most_sentences` of each rule are kept to be shown. `masked` is told in the provenance.
CalibrationRun run_calibration(const RulePack& pack, const Corpus& corpus,
                               calibrate::CalibrationSettings settings, std::size_t most_sentences = 12,
                               const std::vector<std::string>& masked = {});

}  // namespace assay::corpus
