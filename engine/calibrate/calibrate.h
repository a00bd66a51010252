// The whole of a calibration, from labelled evidence to a fitted model and its figures.
#pragma once

#include "assay/calibration.h"
#include "calibrate/labelled.h"
#include "calibrate/resample.h"
#include "calibrate/validate.h"

namespace assay::calibrate {

struct CalibrationSettings {
    ValidationSettings validation;
    int draws = 2000;               ///< of the bootstrap and of the permutation test
    std::string overall_statement;  ///< the framework's overall judgement; empty: it has none
};

/// Fits what the labels allow, validates it out of authority, and measures every rule. Never fails:
/// what the labels do not allow is left out and said in `remarks`. The model's provenance is filled but
/// for hashes and date, which the caller knows. Where `validation.progress` stops it, the report's validation
/// is "stopped" and nothing of it may be used. Deterministic for any number of threads.
CalibrationReport calibrate(const LabelledSet& labelled, const ScoringModel& pack,
                            const CalibrationSettings& settings = {});

}  // namespace assay::calibrate
