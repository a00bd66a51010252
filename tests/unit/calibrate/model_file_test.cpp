#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "calibrate/write_model.h"
#include "rules/read_model.h"

namespace assay::calibrate {
namespace {

CalibrationReport fitted() {
    CalibrationReport report;
    report.stage = FitStage::weights;
    report.model.weights = {{1, 3, 1.2345, -1}, {2, 2, 0.5, -1}};
    report.model.cuts = {{-3.25, 0.125, 7.0000000001}, 0.731, {true, true, false}};
    report.model.statement_cuts["in-care"] = {{-3, 0.5, 7.5}, 0.731, {true, true, false}};
    report.model.conformal_threshold = 0.0625;
    report.model.provenance = Provenance{"abc", "def", "2026-11-21", 438, 60, {{"tau", "0.5"}}};
    report.out_of_authority.assessments = 438;
    return report;
}

ScoringModel author() {
    ScoringModel model;
    model.weights = {{1, 3, 1, -1}, {2, 2, 1, -1}, {3, 1, 1, -1}};
    return model;
}

TEST(ModelFile, ReadsBackWhatWasWritten) {
    const CalibrationReport report = fitted();
    Diagnostics diagnostics;
    ScoringModel model = author();
    const auto file =
        rules::parse_yaml("model.yaml", write_model(report, "invented", {"a.rule", "no"}), diagnostics);
    rules::apply_model(file, "invented", "abc", {"no", "a.rule", "new.rule"}, model, diagnostics);
    EXPECT_TRUE(diagnostics.empty()) << diagnostics.front().message;
    EXPECT_EQ(model.weights[0].multiplier, 0.5);
    EXPECT_EQ(model.weights[1].multiplier, 1.2345);
    EXPECT_EQ(model.weights[2].multiplier, 1);
    EXPECT_EQ(model.weights[2].points, 3);
    EXPECT_EQ(model.cuts.cut_points, report.model.cuts.cut_points);
    EXPECT_EQ(model.cuts.slope, 0.731);
    EXPECT_EQ(model.cuts.fitted, (std::array<bool, 3>{true, true, false}));
    EXPECT_EQ(model.cuts_for("in-care").cut_points[1], 0.5);
    EXPECT_TRUE(model.cuts_for("in-care").fitted[0]);
    EXPECT_EQ(*model.conformal_threshold, 0.0625);
    ASSERT_TRUE(model.provenance);
    EXPECT_EQ(model.provenance->assessments, 438);
    EXPECT_EQ(model.provenance->settings.at("tau"), "0.5");
}

TEST(ModelFile, OfAnotherVersionOfThePackIsUsedWithAWarning) {
    Diagnostics diagnostics;
    ScoringModel model = author();
    const auto file =
        rules::parse_yaml("model.yaml", write_model(fitted(), "invented", {"a.rule", "gone"}), diagnostics);
    rules::apply_model(file, "invented", "other", {"a.rule", "b", "c"}, model, diagnostics);
    ASSERT_EQ(diagnostics.size(), 2u);
    EXPECT_EQ(diagnostics[0].code, "M001");
    EXPECT_EQ(diagnostics[0].severity, Severity::warning);
    EXPECT_GT(diagnostics[0].place.line, 0u);
    EXPECT_EQ(diagnostics[1].code, "M002");
    EXPECT_NE(diagnostics[1].message.find("gone"), std::string::npos);
    EXPECT_EQ(model.weights[0].multiplier, 1.2345);
}

TEST(ModelFile, OfAnotherPackIsNotUsed) {
    Diagnostics diagnostics;
    ScoringModel model = author();
    const auto file =
        rules::parse_yaml("model.yaml", write_model(fitted(), "invented", {"a.rule", "b"}), diagnostics);
    rules::apply_model(file, "another", "abc", {"a.rule", "b", "c"}, model, diagnostics);
    ASSERT_EQ(diagnostics.size(), 1u);
    EXPECT_EQ(diagnostics[0].code, "M004");
    EXPECT_EQ(diagnostics[0].severity, Severity::warning);
    EXPECT_NE(diagnostics[0].message.find("invented"), std::string::npos);
    EXPECT_EQ(model.weights[0].multiplier, 1);
    EXPECT_FALSE(model.provenance);
}

TEST(ModelFile, WithAMistakeChangesNothing) {
    for (const std::string text :
         {"cut_points: [3, 2, 1]\nfitted: {pack_hash: x}\n", "slope: -1\nfitted: {pack_hash: x}\n",
          "slope: 1\n", "fitted: {pack_hash: x}\nmultipliers: {a: 0}\n", "just words\n",
          "fitted: {pack_hash: x}\nslop: 2\n"}) {
        Diagnostics diagnostics;
        ScoringModel model = author();
        const auto file = rules::parse_yaml("model.yaml", text, diagnostics);
        rules::apply_model(file, "invented", "x", {"a", "b", "c"}, model, diagnostics);
        EXPECT_TRUE(has_errors(diagnostics)) << text;
        EXPECT_EQ(model.cuts.slope, ScoringModel{}.cuts.slope);
        EXPECT_FALSE(model.provenance);
    }
}

TEST(ReplaceFile, LeavesTheOldFileWhereTheNewCannotBeWritten) {
    std::string folder = (std::filesystem::temp_directory_path() / "assay-replace-XXXXXX").string();
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    std::string why;
    ASSERT_TRUE(replace_file(folder + "/model.yaml", "one", why)) << why;
    ASSERT_TRUE(replace_file(folder + "/model.yaml", "two", why)) << why;
    std::ostringstream text;
    text << std::ifstream(folder + "/model.yaml").rdbuf();
    EXPECT_EQ(text.str(), "two");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
    EXPECT_FALSE(replace_file(folder + "/none/model.yaml", "x", why));
    EXPECT_NE(why.find("none"), std::string::npos);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace assay::calibrate
