// Lua rules in a pack of their own, over a report of a few lines.
#include "analyzer/scripts.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "analyzer/assess.h"
#include "support/plain_report.h"

namespace assay::analyzer {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFramework = R"(
id: small
title: A small framework
scale:
  4: {descriptor: Exceptional}
  3: {descriptor: Good}
  2: {descriptor: Some shortfalls}
  1: {descriptor: Significant shortfalls}
statements:
  - {id: learning, title: Learning}
sections:
  - {id: key-findings, headings: [Key findings]}
  - {id: partners, headings: [Partners]}
)";

constexpr const char* kReport =
    "Staff used complaints to improve the duty line. Complaints shaped the new leaflet.\n\n"
    "Carers' complaints were answered in 14 days. The council opened a hub.\n\n"
    "# Partners\n\n"
    "Partners shared complaints with the council each month.\n";

class Scripts : public ::testing::Test {
protected:
    Scripts() : folder_(fs::temp_directory_path() / ("assay-scripts-" + std::to_string(::getpid()))) {
        fs::create_directories(folder_ / "lua");
        write("pack.yaml", "id: small\ntitle: Small\nversion: 0.1.0\n");
        write("framework.yaml", kFramework);
    }
    ~Scripts() override { fs::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

    // Assesses the report with one rule: its further keys, and the body of its evaluate.
    Assessment assess_with(const std::string& keys, const std::string& body) {
        write("lua/rule.lua",
              "local complaint = phrase '~complaint'\nlocal duration = phrase 'in {duration}'\n"
              "return rule { id = 'r', title = 'R', level = 3, points = 1, " +
                  keys + " evaluate = function(doc, out)\n" + body + "\nend }\n");
        const LoadedPack loaded = load_pack(folder_);
        for (const Diagnostic& d : loaded.diagnostics) {
            if (d.severity == Severity::error)
                ADD_FAILURE() << d.place.file << ":" << d.place.line << " " << d.message;
        }
        if (!loaded.pack) return {};
        const Document document = build_document(testing::plain_report(kReport, "learning"));
        AssessScratch scratch;
        const auto scripts = start_scripts(*loaded.pack);
        auto all = assess(*loaded.pack, document, scripts.get(), scratch, {false, true, false});
        return all.empty() ? Assessment{} : all.front();
    }

    static std::vector<std::uint32_t> cited(const Assessment& assessment) {
        std::vector<std::uint32_t> sentences;
        for (const Finding& finding : assessment.findings) sentences.push_back(finding.sentence);
        return sentences;
    }

    fs::path folder_;
};

TEST_F(Scripts, AVoteBecomesFindingsWithMarks) {
    const Assessment assessment = assess_with("", "out:vote { cite = doc:find(complaint), strength = 0.5 }");
    EXPECT_EQ(cited(assessment), (std::vector<std::uint32_t>{0, 1, 2, 4}));
    ASSERT_FALSE(assessment.findings.empty());
    EXPECT_DOUBLE_EQ(assessment.findings[0].strength, 0.5);
    ASSERT_EQ(assessment.findings[0].matches.size(), 1u);
    EXPECT_EQ(slice(kReport, assessment.findings[0].matches[0]), "complaints");
    EXPECT_FALSE(assessment.incomplete);
}

TEST_F(Scripts, WhereChoosesWhatTheScriptSees) {
    EXPECT_EQ(cited(assess_with("where = { section = 'partners' },",
                                "if doc:count() == 1 then out:vote { cite = doc:find(complaint) } end")),
              (std::vector<std::uint32_t>{4}));
    EXPECT_EQ(cited(assess_with("where = { not_section = 'partners' },",
                                "out:vote { cite = doc:find(complaint) }")),
              (std::vector<std::uint32_t>{0, 1, 2}));
}

TEST_F(Scripts, LimitKeepsTheStrongest) {
    const std::string body =
        "for i, h in ipairs(doc:find(complaint)) do out:vote { cite = h, strength = i / 4 } end";
    EXPECT_EQ(cited(assess_with("limit = { per_document = 2 },", body)), (std::vector<std::uint32_t>{2, 4}));
    EXPECT_EQ(cited(assess_with("limit = { per_paragraph = 1 },", body)),
              (std::vector<std::uint32_t>{1, 2, 4}));
}

TEST_F(Scripts, CapturesGiveFigures) {
    const Assessment assessment =
        assess_with("",
                    "local h = doc:find(duration)[1] local value, unit = h:value()\n"
                    "out:need('days', value, '==', 14)\nif out:met() then out:vote { cite = h } end");
    EXPECT_EQ(cited(assessment), (std::vector<std::uint32_t>{2}));
}

TEST_F(Scripts, AFailureMarksTheAssessmentIncomplete) {
    const Assessment assessment =
        assess_with("", "out:vote { cite = doc:find(complaint) }\nerror('gone wrong')");
    EXPECT_TRUE(assessment.incomplete);
    EXPECT_TRUE(assessment.findings.empty());
    ASSERT_EQ(assessment.failures.size(), 1u);
    EXPECT_EQ(assessment.failures[0].line, 5u);
    EXPECT_EQ(assessment.failures[0].message, "gone wrong");
}

TEST_F(Scripts, ARuleWithoutItsTriggerDoesNotRun) {
    EXPECT_FALSE(assess_with("trigger = 'ombudsman',", "error('ran')").incomplete);
    EXPECT_TRUE(assess_with("trigger = 'duty line',", "error('ran')").incomplete);
}

TEST_F(Scripts, ANeedThatIsNotMetIsTold) {
    const Assessment assessment = assess_with("", "out:need('complaints', doc:count(complaint), '>', 9)");
    ASSERT_EQ(assessment.silenced.size(), 1u);
    EXPECT_EQ(assessment.silenced[0].stage, "need");
}

}  // namespace
}  // namespace assay::analyzer
