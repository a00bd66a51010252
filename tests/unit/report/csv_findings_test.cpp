#include "report/csv_findings.h"

#include <gtest/gtest.h>

#include <string>

#include "support/sample_report.h"

namespace assay::testing {
namespace {

using report::FindingRows;

TEST(FindingRows, EveryRowReadsAsIfItWereAlone) {
    for (const Format format : {Format::text, Format::pdf}) {
        SampleOptions options;
        options.format = format;
        options.broken_utf8 = true;
        SampleReport sample;
        make_sample(sample, options);
        const auto context = sample.context();
        const SourceMap map(sample.report.document.report.extracted);
        const Assessment& assessment = sample.report.assessments[0];
        FindingRows rows(sample.report, context, map, assessment);
        std::string all;
        std::string expected;
        for (int round = 0; round < 3; ++round) {
            for (const Finding& finding : assessment.findings) {
                for (int times = 0; times < 2; ++times) {
                    rows.append(finding, all);
                    FindingRows(sample.report, context, map, assessment).append(finding, expected);
                }
            }
        }
        EXPECT_EQ(all, expected);
        EXPECT_NE(all.find(sample.rules[assessment.findings[0].rule].id), std::string::npos);
    }
}

TEST(FindingRows, SeveralMatchesShareACell) {
    SampleReport sample;
    make_sample(sample);
    const auto context = sample.context();
    const SourceMap map(sample.report.document.report.extracted);
    const Assessment& assessment = sample.report.assessments[0];
    Finding finding = assessment.findings[0];
    const std::uint32_t begin = sample.report.document.sentences[finding.sentence].bytes.begin;
    finding.matches = {{begin, begin + 2}, {begin + 3, begin + 7}};
    const std::string_view text = sample.report.document.text();
    std::string row;
    FindingRows(sample.report, context, map, assessment).append(finding, row);
    const std::string words =
        std::string(slice(text, finding.matches[0])) + " | " + std::string(slice(text, finding.matches[1]));
    EXPECT_NE(row.find("," + words + ","), std::string::npos) << row;
}

}  // namespace
}  // namespace assay::testing
