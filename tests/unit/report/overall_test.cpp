// The overall rating by the framework's rule, from predicted and from published scores, side by side.
#include <gtest/gtest.h>

#include "report/writer.h"
#include "support/sample_report.h"

namespace assay::report {
namespace {

std::string shown(OutputFormat format, const std::string& predicted, const std::string& published) {
    testing::SampleReport sample;
    testing::make_sample(sample);
    sample.report.predicted_overall.title = predicted;
    sample.report.published_overall.title = published;
    const auto context = sample.context();
    const auto writer = make_writer(format);
    std::string out;
    Piece piece;
    writer->begin(testing::sample_run(), out);
    writer->render(sample.report, &context, piece);
    return piece.bytes;
}

TEST(Overall, IsComparedWithThePublishedOne) {
    for (const OutputFormat format : {OutputFormat::text, OutputFormat::markdown, OutputFormat::html}) {
        EXPECT_NE(shown(format, "Good", "Good").find("Good (agrees)"), std::string::npos);
        EXPECT_NE(shown(format, "Good", "Inadequate").find("Inadequate (differs)"), std::string::npos);
        // Not all statements have a published score: there is nothing to compare with.
        const std::string half = shown(format, "Good", "");
        EXPECT_EQ(half.find("(differs)"), std::string::npos);
        EXPECT_NE(half.find("not all statements have a score"), std::string::npos);
    }
}

}  // namespace
}  // namespace assay::report
