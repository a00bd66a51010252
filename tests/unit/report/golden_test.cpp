// Whole outputs of invented reports: tests/golden/report.

#include <gtest/gtest.h>

#include "report/writer.h"
#include "support/golden.h"
#include "support/sample_report.h"

namespace assay::testing {
namespace {

using report::LayoutOptions;
using report::OutputFormat;

std::string one(OutputFormat format, const SampleOptions& options, const LayoutOptions& layout = {}) {
    SampleReport sample;
    make_sample(sample, options);
    const auto context = sample.context();
    const auto writer = report::make_writer(format, layout);
    return report::write_one(*writer, sample_run(), sample.report, &context);
}

// Four reports as one output: they agree, differ, abstain, and fail.
std::string several(OutputFormat format, const LayoutOptions& layout = {}) {
    const auto writer = report::make_writer(format, layout);
    std::string out;
    report::Piece piece;
    writer->begin(sample_run(), out);
    std::vector<SampleOptions> all(3);
    all[1].path = "reports/east-lindale.pdf";
    all[1].authority = "East Lindale Borough Council";
    all[1].format = Format::pdf;
    all[1].predicted = 2;
    all[1].calibrated = true;
    all[2].path = "reports/=risky+name.txt";
    all[2].authority = "";
    all[2].published = false;
    all[2].abstained = true;
    all[2].incomplete = true;
    for (const SampleOptions& options : all) {
        SampleReport sample;
        make_sample(sample, options);
        // Files of their own: the same bytes would be told as such.
        sample.report.source.sha256.back() = static_cast<char>('1' + (&options - all.data()));
        const auto context = sample.context();
        writer->render(sample.report, &context, piece);
        writer->append(piece, out);
    }
    const ScoredReport failed = failed_report("reports/missing.txt", "reports/missing.txt does not exist.");
    writer->render(failed, nullptr, piece);
    writer->append(piece, out);
    writer->end(out);
    return out;
}

LayoutOptions wide(int width, bool color = false, bool unicode = true) {
    LayoutOptions options;
    options.width = width;
    options.color = color;
    options.unicode = unicode;
    return options;
}

TEST(Golden, Text) {
    expect_golden("report/score.txt", one(OutputFormat::text, {}, wide(100)));
}

TEST(Golden, TextNarrowInAscii) {
    SampleOptions options;
    options.predicted = 2;
    options.format = Format::pdf;
    expect_golden("report/score-narrow.txt", one(OutputFormat::text, options, wide(60, false, false)));
}

TEST(Golden, TextInColour) {
    expect_golden("report/score-colour.txt", one(OutputFormat::text, {}, wide(80, true)));
}

TEST(Golden, TextOfSeveral) {
    expect_golden("report/several.txt", several(OutputFormat::text, wide(80)));
}

TEST(Golden, Explain) {
    expect_golden("report/explain.txt", one(OutputFormat::explain, {}, wide(100)));
}

TEST(Golden, Json) {
    expect_golden("report/score.json", one(OutputFormat::json, {}));
}

TEST(Golden, JsonOfSeveral) {
    expect_golden("report/several.json", several(OutputFormat::json));
}

TEST(Golden, JsonLines) {
    expect_golden("report/several.jsonl", several(OutputFormat::jsonl));
}

TEST(Golden, CsvFindings) {
    expect_golden("report/findings.csv", several(OutputFormat::csv_findings));
}

TEST(Golden, CsvAssessments) {
    expect_golden("report/assessments.csv", several(OutputFormat::csv_assessments));
}

TEST(Golden, Markdown) {
    expect_golden("report/several.md", several(OutputFormat::markdown));
}

TEST(Golden, JsonOfNothing) {
    const auto writer = report::make_writer(OutputFormat::json);
    std::string out;
    writer->begin(sample_run(), out);
    writer->end(out);
    expect_golden("report/empty.json", out);
}

TEST(Golden, JsonOfBrokenUtf8) {
    SampleOptions options;
    options.broken_utf8 = true;
    expect_golden("report/broken-utf8.json", one(OutputFormat::json, options));
}

}  // namespace
}  // namespace assay::testing
