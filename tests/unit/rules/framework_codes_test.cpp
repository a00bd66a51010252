// Each mistake in a framework.yaml has its code, and is told where it stands.
#include <gtest/gtest.h>

#include <algorithm>

#include "rules/read_framework.h"

namespace assay::rules {
namespace {

constexpr const char* kSound =
    "id: shire-care\n"                                                       // 1
    "title: Shire care review\n"                                             // 2
    "scale:\n"                                                               // 3
    "  4: {descriptor: Excellent, grade_words: [excellent]}\n"               // 4
    "  3: {descriptor: Sound, grade_words: [sound]}\n"                       // 5
    "  2: {descriptor: Uneven, grade_words: [uneven]}\n"                     // 6
    "  1: {descriptor: Failing, grade_words: [failing]}\n"                   // 7
    "statements:\n"                                                          // 8
    "  - {id: homes, title: Homes that people choose}\n"                     // 9
    "  - {id: staff, title: Staff who stay, evidence_from: {homes: 0.5}}\n"  // 10
    "sections:\n"                                                            // 11
    "  - {id: promise, headings: [Our promise], evidence: false}\n"          // 12
    "preamble_part: homes\n"                                                 // 13
    "overall:\n"                                                             // 14
    "  rule: percentage_bands\n"                                             // 15
    "  bands: [{title: Sound, at_least: 60}]\n"                              // 16
    "recognition:\n"                                                         // 17
    "  signs: [shire care review]\n"                                         // 18
    "  score: ['^grade ?: ?(\\w+)$']\n";                                     // 19

struct Mistake {
    const char* code;
    const char* from;
    const char* to;
    std::uint32_t line;
};

class FrameworkCodes : public ::testing::TestWithParam<Mistake> {};

TEST(Framework, ASoundOneIsReadWithoutAWord) {
    Diagnostics diagnostics;
    const Framework framework = read_framework(kSound, "framework.yaml", diagnostics);
    for (const Diagnostic& d : diagnostics) ADD_FAILURE() << d.code << ": " << d.message;
    EXPECT_EQ(framework.statements.size(), 2u);
    EXPECT_EQ(framework.descriptors[3], "Excellent");
    EXPECT_EQ(framework.bands.size(), 1u);
}

TEST_P(FrameworkCodes, TellTheMistakeWhereItStands) {
    const Mistake& mistake = GetParam();
    std::string yaml = kSound;
    const std::size_t at = yaml.find(mistake.from);
    ASSERT_NE(at, std::string::npos) << mistake.from;
    yaml.replace(at, std::string_view(mistake.from).size(), mistake.to);
    Diagnostics diagnostics;
    read_framework(yaml, "framework.yaml", diagnostics);
    const auto told = std::find_if(diagnostics.begin(), diagnostics.end(),
                                   [&](const Diagnostic& d) { return d.code == mistake.code; });
    ASSERT_NE(told, diagnostics.end()) << mistake.code << " is not told";
    EXPECT_EQ(told->place.file, "framework.yaml");
    EXPECT_EQ(told->place.line, mistake.line) << told->message;
    EXPECT_EQ(told->severity, Severity::error);
    EXPECT_GT(told->message.size(), 15u);
    EXPECT_FALSE(told->suggestion.empty()) << told->message;
    EXPECT_EQ(diagnostics.size(), 1u) << "one mistake is told once";
}

INSTANTIATE_TEST_SUITE_P(
    Codes, FrameworkCodes,
    ::testing::Values(Mistake{"F001", "title: Shire care review\n", "", 1},
                      Mistake{"F001", "{id: staff, title", "{title", 10},
                      Mistake{"F002", "  3: {descriptor: Sound, grade_words: [sound]}\n", "", 4},
                      Mistake{"F003",
                              "  - {id: homes, title: Homes that people choose}\n"
                              "  - {id: staff, title: Staff who stay, evidence_from: {homes: 0.5}}\n"
                              "sections:\n  - {id: promise, headings: [Our promise], evidence: false}\n"
                              "preamble_part: homes\n",
                              "  []\n", 9},
                      Mistake{"F004", "id: staff", "id: homes", 10},
                      Mistake{"F005", "evidence_from: {homes: 0.5}", "evidence_from: [homes]", 10},
                      Mistake{"F006", "\n  - {id: promise, headings: [Our promise], evidence: false}",
                              " {id: promise}", 11},
                      Mistake{"F007", "  bands: [{title: Sound, at_least: 60}]\n", "", 15},
                      Mistake{"F008", "[shire care review]", "['shire (care']", 18},
                      Mistake{"F009", "(\\w+)", "\\w+", 19},
                      Mistake{"F010", "preamble_part: homes", "preamble_part: house", 13},
                      Mistake{"F010", "  rule: percentage_bands",
                              "  statement: all\n  rule: percentage_bands", 15}),
    [](const auto& named) { return std::string(named.param.code) + "_" + std::to_string(named.index); });

}  // namespace
}  // namespace assay::rules
