#include "rules/evaluate.h"

#include <gtest/gtest.h>

#include "support/compiled_rules.h"

namespace assay {
namespace {

using testing::compiled;
using testing::run_rules;

std::string one_rule(const std::string& keys) {
    return "lists:\n  people: staff, carers, ~child\nrules:\n  - {id: r, title: R, level: 3, points: 1, " +
           keys + "}\n";
}

TEST(Evaluate, OneRuleInOneSentenceIsOneFindingWithAllItsMarks) {
    const auto pack = compiled(one_rule("match: \"good\""));
    const auto outcome = run_rules(*pack, "Good plans and good visits. Good homes.");
    ASSERT_EQ(outcome.evaluation.hits.size(), 2u);
    EXPECT_EQ(outcome.evaluation.hits[0].spans.size(), 2u);
}

TEST(Evaluate, NearWantsEveryEntryWithinTheDistance) {
    const auto pack = compiled(one_rule("near: {all: [\"@people\", trained], within: 3}"));
    EXPECT_EQ(run_rules(*pack, "Staff were well trained.").hits(*pack, "r"), 1);
    EXPECT_EQ(run_rules(*pack, "Well trained were the staff.").hits(*pack, "r"), 1);
    EXPECT_EQ(run_rules(*pack, "Staff were in every single way trained.").hits(*pack, "r"), 0);
}

TEST(Evaluate, ConditionsHoldInTheirScope) {
    const auto none = compiled(one_rule("match: good, none: {in: paragraph, phrases: poor}"));
    EXPECT_EQ(run_rules(*none, "It is good. It is poor.\n\nIt was good.").hits(*none, "r"), 1);
    const auto all = compiled(one_rule("match: good, all: {in: document, phrases: [audits, reviews]}"));
    EXPECT_EQ(run_rules(*all, "It is good.\n\nThere are audits.\n\nThere are reviews.").hits(*all, "r"), 1);
    const auto missing = run_rules(*all, "It is good.\n\nThere are audits.");
    EXPECT_EQ(missing.hits(*all, "r"), 0);
    EXPECT_EQ(missing.silenced_by(*all, "r"), "conditions");
    const auto any = compiled(one_rule("match: good, any: \"audits\\nreviews\""));
    EXPECT_EQ(run_rules(*any, "Good reviews. Good homes.").hits(*any, "r"), 1);
}

TEST(Evaluate, SectionsAreLeftOutOrAskedFor) {
    const auto pack = compiled(one_rule("match: good, where: {not_section: [summary]}"));
    const auto outcome = run_rules(*pack, "# Summary\nIt is good.\n\n# Detail\nThat is good.");
    EXPECT_EQ(outcome.hits(*pack, "r"), 1);
    EXPECT_EQ(outcome.silenced_by(*pack, "r"), "where");
}

TEST(Evaluate, ATextBelowNoKnownHeadingStandsInNoSection) {
    const auto pack = compiled(one_rule("match: good, where: {section: [summary]}"));
    Report report = testing::plain_report("It is good.", "learning");
    report.sections.front().id = "";
    const Document document = build_document(std::move(report));
    rules::EvaluateScratch scratch;
    rules::DocumentMatches matches;
    rules::find_matches(*pack, document, scratch.match, matches);
    const auto found = rules::evaluate(*pack, document, matches, scratch, {.keep_silenced = true});
    ASSERT_EQ(found.silenced.size(), 1U);
    EXPECT_EQ(found.silenced.front().reason,
              "the rule looks only in `summary`, and this stands in none of the framework's sections");
}

TEST(Evaluate, AnExceptionBlocksTheMatchThatItOverlaps) {
    const auto pack =
        compiled(one_rule("match: good, except: [{phrase: good enough, example: It was good enough.}]"));
    EXPECT_EQ(run_rules(*pack, "It was good enough.").hits(*pack, "r"), 0);
    EXPECT_EQ(run_rules(*pack, "It was good, though not good enough.").hits(*pack, "r"), 1);
}

TEST(Evaluate, MetricsAreReadAndTested) {
    const auto pack = compiled(one_rule("metric: {capture: \"{percent} of @people\", test: \">= 95\"}"));
    const auto outcome = run_rules(*pack, "In 2024, 96.5% of staff stayed.");
    ASSERT_EQ(outcome.evaluation.hits.size(), 1u);
    ASSERT_TRUE(outcome.evaluation.hits[0].metric);
    EXPECT_DOUBLE_EQ(outcome.evaluation.hits[0].metric->value, 96.5);
    EXPECT_EQ(outcome.evaluation.hits[0].metric->unit, "%");
    const auto below = run_rules(*pack, "94% of staff stayed.");
    EXPECT_EQ(below.hits(*pack, "r"), 0);
    ASSERT_EQ(below.evaluation.silenced.size(), 1u);
    EXPECT_EQ(below.evaluation.silenced[0].reason, "94 is not >= 95");
}

TEST(Evaluate, ABenchmarkNeedsADirection) {
    const auto pack =
        compiled(one_rule("metric: {capture: \"rate of {percent} *6 average {percent as benchmark}\", "
                          "better: lower, test: better than benchmark}"));
    EXPECT_EQ(run_rules(*pack, "It had a rate of 50% against an England average (80.12%).").hits(*pack, "r"),
              1);
    EXPECT_EQ(run_rules(*pack, "It had a rate of 90% against an England average (80.12%).").hits(*pack, "r"),
              0);
}

TEST(Evaluate, DurationsAreComparedInTheRulesUnit) {
    const auto pack =
        compiled(one_rule("metric: {capture: \"waited {duration}\", test: \"> 60\", unit: days}"));
    const auto years = run_rules(*pack, "People waited two years.");
    ASSERT_EQ(years.evaluation.hits.size(), 1u);
    EXPECT_DOUBLE_EQ(years.evaluation.hits[0].metric->value, 730.5);
    EXPECT_EQ(years.evaluation.hits[0].metric->unit, "days");
    EXPECT_EQ(run_rules(*pack, "People waited 61 days.").hits(*pack, "r"), 1);
    const auto minutes = run_rules(*pack, "People waited 90 minutes.");
    EXPECT_EQ(minutes.hits(*pack, "r"), 0);
    ASSERT_EQ(minutes.evaluation.silenced.size(), 1u);
    EXPECT_EQ(minutes.evaluation.silenced[0].reason, "0.0625 days is not > 60");
}

TEST(Evaluate, ABenchmarkIsComparedInTheFiguresUnit) {
    const auto pack = compiled(one_rule(
        "metric: {capture: \"waited {duration} *4 average of {duration as benchmark}\", better: lower, "
        "test: worse than benchmark}"));
    const auto worse = run_rules(*pack, "People waited 3 months against an average of 8 weeks.");
    ASSERT_EQ(worse.evaluation.hits.size(), 1u);
    EXPECT_EQ(worse.evaluation.hits[0].metric->unit, "months");
    EXPECT_NEAR(*worse.evaluation.hits[0].metric->benchmark, 1.84, 0.01);
    EXPECT_EQ(run_rules(*pack, "People waited 6 weeks against an average of 2 months.").hits(*pack, "r"), 0);
}

TEST(Evaluate, MarksComeByPlaceTheShorterFirst) {
    const auto pack = compiled(one_rule(
        "match: [good plans for all, good plans, plans for all], near: {all: [good, all], within: 6}"));
    const auto outcome = run_rules(*pack, "There were good plans for all.");
    ASSERT_EQ(outcome.evaluation.hits.size(), 1u);
    std::vector<std::string> marks;
    for (const Span at : outcome.evaluation.hits[0].spans)
        marks.emplace_back(slice(outcome.document.text(), at));
    EXPECT_EQ(marks, (std::vector<std::string>{"good plans", "good plans for all", "good plans for all",
                                               "plans for all"}));
}

TEST(Evaluate, OfFiguresThatBeginAlikeTheOneWithTheMostWordsCounts) {
    const auto pack = compiled(
        one_rule("metric: {capture: ['waits of {duration}', 'waits of *4 down to {duration}'], test: '> 1', "
                 "unit: weeks}"));
    const auto outcome = run_rules(*pack, "There were waits of 10 weeks down to 3 weeks.");
    ASSERT_EQ(outcome.evaluation.hits.size(), 1u);
    EXPECT_EQ(outcome.evaluation.hits[0].metric->value, 3);
}

TEST(Evaluate, ARuleThatHoldsEverywhereIsHeldToItsLimitToo) {
    const auto pack = compiled(one_rule("match: zebra, limit: {per_document: 3}"));
    std::string text;
    for (int i = 0; i < 1'500; ++i) text += "Zebra " + std::to_string(i) + ".\n\n";
    EXPECT_EQ(run_rules(*pack, text).hits(*pack, "r"), 3);
}

TEST(Evaluate, RegularExpressionsSeeLineBreaksAsBlanks) {
    const auto pack = compiled(one_rule("regex: \"section 4[0-9] enquir(y|ies)\""));
    EXPECT_EQ(run_rules(*pack, "There were section\n42 enquiries.").hits(*pack, "r"), 1);
}

TEST(Evaluate, RepeatsCountOnceAndLimitsHold) {
    const auto pack = compiled(one_rule("match: good, limit: {per_document: 2}"));
    const auto repeat = run_rules(
        *pack,
        "The council has good plans for all its people.\n\nThe council has good plans for all its people.");
    EXPECT_EQ(repeat.hits(*pack, "r"), 1);
    EXPECT_EQ(repeat.silenced_by(*pack, "r"), "limit");
    EXPECT_EQ(run_rules(*pack, "Good homes. Good visits. Good plans. Good food.").hits(*pack, "r"), 2);
}

TEST(Evaluate, ACompositeCitesWhatItNeeds) {
    const char* const yaml = R"(
rules:
  - {id: a, title: A, level: 2, points: 1, match: drift}
  - {id: b, title: B, level: 2, points: 1, match: delay}
  - {id: both, title: Both, level: 1, points: 3, combine: {all: [a, b]}}
  - {id: either, title: Either, level: 1, points: 3, combine: {any: [a, b], at_least: 1, none: [both]}}
)";
    const auto pack = compiled(yaml);
    const auto outcome = run_rules(*pack, "There was drift. There was delay.");
    EXPECT_EQ(outcome.hits(*pack, "both"), 2);
    EXPECT_DOUBLE_EQ(outcome.strength(*pack, "both"), 0.5);
    EXPECT_EQ(outcome.hits(*pack, "either"), 0);
    EXPECT_EQ(run_rules(*pack, "There was drift.").hits(*pack, "either"), 1);
}

TEST(Evaluate, DraftsAreSilentUnlessAskedFor) {
    const auto pack = compiled(one_rule("match: good, status: draft"));
    EXPECT_EQ(run_rules(*pack, "It is good.").hits(*pack, "r"), 0);
}

TEST(Evaluate, ARuleTakesFromTheRuleItExtends) {
    const char* const yaml = R"(
rules:
  - {id: base, title: Base, level: 3, points: 1, match: good, none: not}
  - {id: heavier, extends: base, points: 4}
)";
    const auto pack = compiled(yaml);
    EXPECT_EQ(run_rules(*pack, "It is good.").hits(*pack, "heavier"), 1);
    EXPECT_EQ(run_rules(*pack, "It is not good.").hits(*pack, "heavier"), 0);
    EXPECT_EQ(pack->infos[1].points, 4);
    EXPECT_EQ(pack->infos[1].title, "Base");
}

TEST(Evaluate, AMetricTakesMoreThanAsItIsStated) {
    const auto fires = [](const std::string& test, const std::string& sentence) {
        const auto pack =
            compiled(one_rule("metric: {capture: \"{percent} of staff\", test: \"" + test + "\"}"));
        return run_rules(*pack, sentence).hits(*pack, "r") > 0;
    };
    EXPECT_TRUE(fires("> 80", "More than 80% of staff agreed."));
    EXPECT_TRUE(fires("> 80", "Over 80% of staff agreed."));
    EXPECT_FALSE(fires("> 80", "80% of staff agreed."));
    EXPECT_FALSE(fires("> 80", "At least 80% of staff agreed."));
    EXPECT_FALSE(fires("> 80", "No more than 80% of staff agreed."));
    EXPECT_FALSE(fires(">= 95", "Fewer than 95% of staff agreed."));
    EXPECT_FALSE(fires(">= 95", "Under 95% of staff agreed."));
    EXPECT_TRUE(fires("< 10", "Below 10% of staff agreed."));
    EXPECT_FALSE(fires("<= 10", "Above 10% of staff agreed."));
}

}  // namespace
}  // namespace assay
