#include "rules/lint.h"

#include <gtest/gtest.h>

#include "support/compiled_rules.h"

namespace assay::rules {
namespace {

// The codes and lines of what lint says about a rule with these keys, missing examples and rationale left
// out.
std::vector<std::string> linted(const std::string& yaml) {
    const auto pack = assay::testing::compiled(yaml);
    Diagnostics found;
    lint(*pack, {}, found);
    std::vector<std::string> out;
    for (const Diagnostic& d : found) {
        if (d.code != "W001" && d.code != "W002" && d.code != "W003") {
            out.push_back(d.code + " " + std::to_string(d.place.line));
        }
    }
    return out;
}

std::string rule(const std::string& keys) {
    return "rules:\n  - id: a.b\n    title: T\n    level: 3\n    points: 1\n" + keys;
}

using Codes = std::vector<std::string>;

TEST(Lint, ASoundRuleIsLeftInPeace) {
    EXPECT_EQ(linted(rule("    match: |\n      ~learn from [complaints|feedback]\n      views of carers\n")),
              Codes{});
}

TEST(Lint, TellsPhrasesThatAnotherCovers) {
    EXPECT_EQ(linted(rule("    match: |\n      ~complaint\n      many complaints\n")), Codes{"W015 8"});
    EXPECT_EQ(linted(rule("    match: |\n      views of carers\n      views *2 [of|from] [staff|carers]\n")),
              Codes{"W015 7"});
    EXPECT_EQ(linted(rule("    match: |\n      [a|b] word\n      [b|a] word\n")), Codes{"W015 8"});
    EXPECT_EQ(linted(rule("    match: |\n      one word\n      one word\n")), Codes{"W015 8"});
}

TEST(Lint, DoesNotTakeOverlapForCover) {
    EXPECT_EQ(linted(rule("    match: |\n      [heard|told] carers\n      [heard|asked] carers\n")), Codes{});
    EXPECT_EQ(linted(rule("    match: |\n      views *1 carers\n      views *2 carers and staff\n")),
              Codes{});
    EXPECT_EQ(linted(rule("    match: |\n      improved\n      ~improve\n")), Codes{"W015 7"});
}

TEST(Lint, TellsExceptionsThatBlockNothing) {
    const std::string match = "    match: open to challenge\n";
    EXPECT_EQ(linted(rule(match + "    except:\n      - phrase: open to challenge in court\n"
                                  "        example: It is open to challenge in court.\n")),
              Codes{});
    EXPECT_EQ(
        linted(rule(
            match +
            "    except:\n      - phrase: in court\n        example: It is open to challenge in court.\n")),
        Codes{"W016 9"});
    EXPECT_EQ(linted(rule(match + "    except:\n      - phrase: challenged in court\n"
                                  "        example: It was challenged in court.\n")),
              Codes{"W016 8"});
    EXPECT_EQ(linted(rule(match + "    except: open to challenge\n")), (Codes{"W017 6", "W019 7"}));
}

TEST(Lint, TellsListsAndEntries) {
    EXPECT_EQ(linted("lists:\n  x: ~carer, carers, staff, Staff\n" + rule("    match: \"@x\"\n")),
              (Codes{"W013 2", "W013 2"}));
}

TEST(Lint, TellsPhrasesThatMatchNothing) {
    EXPECT_EQ(linted(rule("    match: '\"high-quality care\"'\n")), Codes{"W014 6"});
}

TEST(Lint, TellsImpossibleTestsAndIdleLimits) {
    EXPECT_EQ(linted(rule("    metric: {capture: \"{percent} of carers\", test: \"> 120\"}\n")),
              Codes{"W006 6"});
    EXPECT_EQ(linted(rule("    metric: {capture: \"{percent} of carers\", test: \"< 0\"}\n")),
              Codes{"W006 6"});
    EXPECT_EQ(linted(rule("    metric: {capture: \"{percent} of carers\", test: better than benchmark}\n")),
              (Codes{"W006 6", "W006 6"}));
    EXPECT_EQ(linted(rule("    match: carers\n    limit: {per_document: 1, per_paragraph: 2}\n")),
              Codes{"W005 2"});
}

TEST(Lint, TellsUnitsThatDoNothing) {
    const auto metric = [](const std::string& capture, const std::string& test, const std::string& unit) {
        return linted(rule("    metric:\n      capture: \"" + capture + "\"\n      test: \"" + test +
                           "\"\n      unit: " + unit + "\n"));
    };
    EXPECT_EQ(metric("{percent} of carers", "> 20", "bananas"), Codes{"W021 9"});
    EXPECT_EQ(metric("{ratio} carers", "> 20", "carers"), Codes{"W021 9"});
    EXPECT_EQ(metric("spent {money}", "> 20", "weeks"), Codes{"W021 9"});
    EXPECT_EQ(metric("rose to {rate}", "> 20", "days"), Codes{"W021 9"});
    EXPECT_EQ(metric("waited {duration}", "> 0", "bananas"), Codes{"W021 9"});
    EXPECT_EQ(metric("waited {duration}", "> 3", "weeks"), Codes{});
    EXPECT_EQ(metric("{count} homes", "> 20", "homes"), Codes{});
    EXPECT_EQ(metric("[{count}|{percent}] of homes", "> 20", "homes"), Codes{});
}

TEST(Lint, TellsAPhraseThatCountsForBothSides) {
    EXPECT_EQ(linted(rule("    match: mixed views\n") +
                     "  - id: a.c\n    title: U\n    level: 2\n    points: 1\n    match: mixed views\n"),
              Codes{"W018 11"});
}

TEST(Lint, TellsExamplesThatYamlTore) {
    const std::string match = "    match: meals were hot\n    examples:\n";
    EXPECT_EQ(linted(rule(match + "      match: [Meals were hot, and warm, too.]\n")),
              (Codes{"W020 8", "W020 8"}));
    EXPECT_EQ(linted(rule(match + "      no_match:\n        - Meals #3 were cold.\n")), Codes{"W020 9"});
    EXPECT_EQ(linted(rule(match + "      match: [Meals were hot., All meals were hot.]\n      no_match:\n"
                                  "        - Cold.  # short, and one of its own\n")),
              Codes{});
    EXPECT_EQ(linted(rule(match + "      match: [\"meals were hot, and warm\"]\n")), Codes{});
}

}  // namespace
}  // namespace assay::rules
