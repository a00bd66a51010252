// What is told of a mistake in a rule file's form, and that following the advice mends it.
#include <gtest/gtest.h>

#include "rules/parse_yaml.h"

namespace assay::rules {
namespace {

struct Told {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::string message;
    std::string suggestion;
};

Told told(const std::string& text) {
    Diagnostics diagnostics;
    parse_yaml("a.yaml", text, diagnostics);
    if (diagnostics.empty()) return {};
    const Diagnostic& d = diagnostics.front();
    return {d.place.line, d.place.column, d.message, d.suggestion};
}

Told told_of_metric(const std::string& value) {
    return told("rules:\n  - id: a.b\n    metric: {" + value + "}\n    level: 3\n");
}

TEST(YamlMistakes, SoundMetricsAreSound) {
    EXPECT_EQ(told_of_metric(R"(capture: "waited {duration}", test: "> 3", unit: weeks)").message, "");
    EXPECT_EQ(told_of_metric(R"(capture: "waited, test: {duration}", test: "> 3")").message, "");
}

TEST(YamlMistakes, QuotationMarkMissingAtTheEndOfACapture) {
    const Told t = told_of_metric(R"(capture: "waited {duration}, test: "> 3", unit: weeks)");
    EXPECT_EQ(t.message, "A quotation mark is missing after `{duration}`.");
    EXPECT_EQ(t.suggestion, R"(Write `capture: "waited {duration}"`.)");
    EXPECT_EQ(t.line, 3u);
    EXPECT_EQ(t.column, 41u);
}

TEST(YamlMistakes, QuotationMarkMissingAtTheEndOfTheBraces) {
    const Told t = told_of_metric(R"(test: "> 3", capture: "waited {duration})");
    EXPECT_EQ(t.message, "A quotation mark is missing after `{duration}`.");
    EXPECT_EQ(t.suggestion, R"(Write `capture: "waited {duration}"`.)");
}

TEST(YamlMistakes, QuotationMarkMissingInAList) {
    const Told t = told("rules:\n  - near: {all: [\"@a, \"~praise of\"], within: 8}\n");
    EXPECT_EQ(t.message, "A quotation mark is missing after `@a`.");
    EXPECT_EQ(t.suggestion, "Write `\"@a\"`.");
}

TEST(YamlMistakes, QuotationMarkMissingAtTheBeginning) {
    const Told t = told_of_metric(R"(capture: waited {duration}", test: "> 3")");
    EXPECT_EQ(t.message, "A quotation mark is missing before `waited`.");
    EXPECT_EQ(t.suggestion, R"(Write `capture: "waited {duration}"`.)");
    EXPECT_EQ(told_of_metric(R"(capture: "waited {duration}", test: > 3", unit: weeks)").suggestion,
              R"(Write `test: "> 3"`.)");
}

TEST(YamlMistakes, CaptureWithoutQuotationMarks) {
    const Told t = told_of_metric(R"(capture: waited {duration}, test: "> 3")");
    EXPECT_EQ(t.message, "`capture` holds {, so it must be in quotes.");
    EXPECT_EQ(t.suggestion, R"(Write `capture: "waited {duration}"`.)");
    EXPECT_EQ(told_of_metric(R"(capture: {percent} of [people|carers] stayed, test: "> 3")").suggestion,
              R"(Write "{percent} of [people|carers] stayed".)");
}

TEST(YamlMistakes, ColonInAText) {
    const Told t = told("rules:\n  - id: a.b\n    title: Carers: how \"they\" are heard\n    level: 3\n");
    EXPECT_EQ(t.message, "`title` holds a colon, so it must be in quotes.");
    EXPECT_EQ(t.suggestion, "Write `title: 'Carers: how \"they\" are heard'`.");
    EXPECT_EQ(t.column, 12u);
    EXPECT_EQ(told("title: The council's \"plan\": a start\n").suggestion,
              "Write `title: 'The council''s \"plan\": a start'`.");
}

TEST(YamlMistakes, CurlyQuotationMarks) {
    const Told one = told_of_metric("capture: “waited {duration}”, test: \"> 3\"");
    EXPECT_EQ(one.message, "These quotation marks are curly; around a value they must be straight.");
    EXPECT_EQ(one.suggestion, R"(Write `capture: "waited {duration}"`.)");
    EXPECT_EQ(one.column, 23u);
    EXPECT_EQ(told_of_metric("capture: “waited {duration}”, test: ‘> 3’").suggestion,
              R"(Write `metric: {capture: "waited {duration}", test: "> 3"}`.)");
    EXPECT_EQ(told("rules:\n  - metric:\n      capture: “waited {duration}”\n").suggestion,
              R"(Write `capture: "waited {duration}"`.)");
}

TEST(YamlMistakes, ProseMayBeInCurlyQuotationMarks) {
    const char* text =
        "rules:\n  - title: “Heard”\n    about: {rationale: “Heard, and acted on”}\n    near: {all: [‘tis, "
        "a’]}\n    examples:\n      match: [“They heard us.”]\n";
    EXPECT_EQ(told(text).message, "");
}

TEST(YamlMistakes, DashTooFarLeft) {
    const Told t = told("examples:\n  match:\n- The carers were heard.\n  no_match:\n    - Others.\n");
    EXPECT_EQ(t.line, 3u);
    EXPECT_EQ(t.message, "This dash stands too far left to belong to `match:` in line 2.");
    EXPECT_EQ(t.suggestion, "Put 4 blanks before the dash.");
    const Told second = told("examples:\n  match:\n    - The carers were heard.\n  - Others were.\n");
    EXPECT_EQ(second.line, 4u);
    EXPECT_EQ(second.suggestion, "Line the dashes up: put 4 blanks before this one.");
}

TEST(YamlMistakes, DashesMayStandBelowTheirKey) {
    EXPECT_EQ(told("examples:\n  match:\n  - They were.\n  - {text: It was., blocked_by: where}\n"
                   "  - text: So it was.\n    blocked_by: where\n  - And so on.\n  todo:\nlevel: 3\n")
                  .message,
              "");
}

TEST(YamlMistakes, TextWithoutItsDash) {
    const Told t = told("examples:\n  match:\n    - They were heard.\n    Others were.\n");
    EXPECT_EQ(t.message, "This entry has no dash.");
    EXPECT_EQ(
        t.suggestion,
        "Write `- Others were.`, with 4 blanks before the dash. If it goes on with line 3, put 6 blanks "
        "before it.");
    const Told more = told("examples:\n  match:\n    - They were\n    heard.\n");
    EXPECT_EQ(more.suggestion,
              "Put 6 blanks before it. If it is an entry of its own, put 4 blanks and a dash before it: "
              "`- heard.`.");
}

TEST(YamlMistakes, ColonMissing) {
    for (const char* block : {"match |", "match|"}) {
        const Told t =
            told("rules:\n  - id: a.b\n    " + std::string(block) + "\n      tenants\n    level: 3\n");
        EXPECT_EQ(t.line, 3u);
        EXPECT_EQ(t.message, "A colon is missing after `match`.");
        EXPECT_EQ(t.suggestion, "Write `match: |`.");
    }
    EXPECT_EQ(told("rules:\n  - id: a.b\n    limit {per_document: 2}\n").suggestion,
              "Write `limit: {per_document: 2}`.");
    EXPECT_EQ(told("rules:\n  - id: a.b\n    level 3\n    points: 1\n").suggestion, "Write `level: 3`.");
}

}  // namespace
}  // namespace assay::rules
