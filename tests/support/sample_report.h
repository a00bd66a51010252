// A scored report made by hand, for writers: an invented council, several findings of every kind.
//
// The text below is written for this project. What the engine would compute (sentences, findings,
// shares) is put together here, so that writers can be tested without packs, scripts or converters.
#pragma once

#include <string>
#include <vector>

#include "assay/engine.h"
#include "report/context.h"

namespace assay::testing {

/// A report and everything that its context refers to. Not copyable: the context points inside.
struct SampleReport {
    SampleReport() = default;
    SampleReport(const SampleReport&) = delete;
    SampleReport& operator=(const SampleReport&) = delete;

    ScoredReport report;
    std::vector<RuleInfo> rules;
    Framework framework;

    report::ReportContext context() const { return {"cqc-la", "0.1.0", kHash, rules, framework}; }

    static constexpr std::string_view kHash =
        "5f0c9d1e2b3a48576f0c9d1e2b3a48576f0c9d1e2b3a48576f0c9d1e2b3a4857";
};

/// What to vary.
struct SampleOptions {
    std::string path = "reports/northmere.txt";
    std::string authority = "Northmere Council";
    Format format = Format::text;  ///< pdf: two pages, the page break inside a sentence
    int predicted = 3;             ///< 2 moves the cut points, not the evidence
    bool published = true;         ///< the report states a score, 3
    bool abstained = false;
    bool calibrated = false;
    bool incomplete = false;
    bool broken_utf8 = false;  ///< a byte in the first cited sentence is no UTF-8
};

/// Fills `sample`.
void make_sample(SampleReport& sample, const SampleOptions& options = {});

/// A file that could not be read: one error and nothing else.
ScoredReport failed_report(const std::string& path, const std::string& message);

/// The run that goes with samples.
inline report::Run sample_run() {
    return {"0.1.0", {{"cqc-la", "0.1.0", std::string(SampleReport::kHash)}}};
}

}  // namespace assay::testing
