#include "report/calibration_text.h"

namespace assay::report {

std::string calibration_html(const CalibrationReport& report, const CalibrationContext& context) {
    return "<!DOCTYPE html><pre>" + calibration_text(report, context) + "</pre>\n";
}

}  // namespace assay::report
