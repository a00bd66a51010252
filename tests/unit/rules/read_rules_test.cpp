#include "rules/read_rules.h"

#include <gtest/gtest.h>

#include "support/compiled_rules.h"

namespace assay {
namespace {

Diagnostics mistakes(const std::string& yaml) {
    Diagnostics found;
    testing::compiled(yaml, &found);
    return found;
}

const Diagnostic* with_code(const Diagnostics& diagnostics, const std::string& code) {
    for (const Diagnostic& d : diagnostics) {
        if (d.code == code) return &d;
    }
    return nullptr;
}

TEST(ReadRules, AnUnknownKeyIsAnErrorWithASuggestion) {
    const auto found =
        mistakes("rules:\n  - id: r\n    title: R\n    level: 3\n    pionts: 2\n    match: x\n");
    const Diagnostic* d = with_code(found, "R001");
    ASSERT_NE(d, nullptr);
    EXPECT_EQ(d->place.line, 5u);
    EXPECT_EQ(d->place.column, 5u);
    EXPECT_EQ(d->suggestion, "Did you mean `points`?");
    EXPECT_EQ(d->source_line, "    pionts: 2");
}

TEST(ReadRules, PhrasesOfABlockKnowTheirOwnLine) {
    const auto found = mistakes(
        "rules:\n  - id: r\n    title: R\n    level: 3\n    points: 2\n    match: |\n      fine here\n      "
        "not [closed\n");
    const Diagnostic* d = with_code(found, "P001");
    ASSERT_NE(d, nullptr);
    EXPECT_EQ(d->place.line, 8u);
    EXPECT_EQ(d->place.column, 11u);
}

TEST(ReadRules, AnUnknownListIsNamed) {
    const auto found = mistakes(
        "lists:\n  feedback: complaints\nrules:\n  - {id: r, title: R, level: 3, points: 2, match: \"use "
        "@fedback\"}\n");
    const Diagnostic* d = with_code(found, "P002");
    ASSERT_NE(d, nullptr);
    EXPECT_EQ(d->suggestion, "Did you mean `feedback`?");
}

TEST(ReadRules, AListsNameIsOneWord) {
    const auto found = mistakes("lists:\n  My words: lanes\n");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().code, "R006");
    EXPECT_EQ(found.front().place.line, 2u);
    EXPECT_EQ(found.front().message, "`My words` cannot be a list's name: phrases could not name it.");
    EXPECT_EQ(
        found.front().suggestion,
        "Use letters, digits, hyphens and dots, without blanks: `my-words:`, and @my-words in phrases.");
    EXPECT_TRUE(mistakes("lists:\n  My-words_2.a: lanes\n").empty());
}

TEST(ReadRules, ADuplicateKeyAndADuplicateIdAreErrors) {
    EXPECT_NE(with_code(mistakes("rules:\n  - {id: r, title: R, title: S, level: 3, points: 2, match: x}\n"),
                        "Y004"),
              nullptr);
    EXPECT_NE(with_code(mistakes("rules:\n  - {id: r, title: R, level: 3, points: 2, match: x}\n  - {id: r, "
                                 "title: R, level: 3, points: 2, match: y}\n"),
                        "R012"),
              nullptr);
}

TEST(ReadRules, WhatIsMissingIsSaid) {
    for (const char* key : {"title", "level", "points"}) {
        std::string yaml = "rules:\n  - id: r\n";
        for (const char* other : {"title", "level", "points"}) {
            if (std::string(other) != key) yaml += std::string("    ") + other + ": 2\n";
        }
        const auto found = mistakes(yaml + "    match: x\n");
        const Diagnostic* d = with_code(found, "R007");
        ASSERT_NE(d, nullptr) << key;
        EXPECT_NE(d->message.find(key), std::string::npos);
    }
    EXPECT_NE(with_code(mistakes("rules:\n  - {id: r, title: R, level: 3, points: 2}\n"), "R010"), nullptr);
}

TEST(ReadRules, NoMessageSpeaksOfTheParser) {
    const std::vector<std::string> broken{"rules:\n\t- id: r\n",
                                          "rules: [a, b\n",
                                          "rules: {a: b\n",
                                          "rules:\n  - id: \"r\n",
                                          "rules:\n  - id: @r\n",
                                          "rules:\n - a: b\n  c: d\n",
                                          "a: b: c\n"};
    for (const std::string& yaml : broken) {
        const auto found = mistakes(yaml);
        ASSERT_TRUE(has_errors(found)) << yaml;
        EXPECT_EQ(found[0].message.find("yaml-cpp"), std::string::npos);
        EXPECT_EQ(found[0].message.find("0x"), std::string::npos);
        EXPECT_FALSE(found[0].suggestion.empty()) << yaml;
        EXPECT_GE(found[0].place.line, 1u);
    }
}

TEST(ReadRules, ListsMayUseCommasOutsideBrackets) {
    const auto pack = testing::compiled(
        "lists:\n  l: one, [two|three four], five\nrules:\n  - {id: r, title: R, level: 3, points: 2, match: "
        "\"@l\"}\n");
    EXPECT_EQ(pack->lists[0].entries.size(), 3u);
    EXPECT_EQ(testing::run_rules(*pack, "One. Three four. Five. Four.").evaluation.hits.size(), 3u);
}

TEST(ReadRules, CompositesMayNotDependOnThemselves) {
    const char* const yaml =
        "rules:\n  - {id: a, title: A, level: 2, points: 1, combine: {all: [b]}}\n  - {id: b, title: B, "
        "level: 2, points: 1, combine: {all: [a]}}\n";
    EXPECT_NE(with_code(mistakes(yaml), "R023"), nullptr);
}

}  // namespace
}  // namespace assay
