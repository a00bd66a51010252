#include "rules/context.h"

#include <gtest/gtest.h>

#include "support/compiled_rules.h"

namespace assay {
namespace {

using testing::compiled;
using testing::run_rules;

const char* const kPack = R"(
cues:
  - kind: negation
    direction: forward
    within: 4
    factor: drop
    phrases: |
      not
      no
      never
  - pseudo: negation
    phrases: |
      no blame
      not only
  - kind: intention
    direction: forward
    within: 6
    factor: 0.4
    applies_to: strengths
    phrases: plans to
  - kind: partial
    direction: both
    within: 6
    factor: 0.5
    phrases: |
      mixed
      partly
  - kind: remedy
    direction: backward
    within: 8
    factor: 0.4
    applies_to: shortfalls
    phrases: was put right
  - kind: attribution
    direction: both
    within: 40
    speaker: leaders
    factor: 0.7
    phrases: leaders told us
  - kind: contrast
    factor: keep
    phrases: |
      however
      but
rules:
  - {id: good, title: Good, level: 3, points: 1, match: "~learn from complaints"}
  - {id: gap, title: Gap, level: 3, points: 1, match: "feedback *3 used"}
  - {id: bad, title: Bad, level: 2, points: 1, match: "~delay"}
  - {id: flips, title: Flips, level: 2, points: 1, match: "backlog", context: {negation: flip}}
  - {id: keeps, title: Keeps, level: 3, points: 1, match: "culture", context: {negation: keep, partial: 0.9}}
  - {id: hears, title: Hears, level: 3, points: 1, match: "improvement", where: {speaker: {leaders: 0.2, default: 0.9}}}
)";

TEST(Context, ANegationTakesAFindingBack) {
    const auto pack = compiled(kPack);
    EXPECT_EQ(run_rules(*pack, "They learned from complaints.").strength(*pack, "good"), 1);
    const auto negated = run_rules(*pack, "They did not learn from complaints.");
    EXPECT_EQ(negated.strength(*pack, "good"), 0);
    EXPECT_EQ(negated.silenced_by(*pack, "good"), "negation");
}

TEST(Context, ACueReachesOnlySoFarAndNotPastATerminator) {
    const auto pack = compiled(kPack);
    EXPECT_EQ(run_rules(*pack, "Not one of the many teams learned from complaints.").strength(*pack, "good"),
              1);
    EXPECT_EQ(run_rules(*pack, "It was not easy but they learned from complaints.").strength(*pack, "good"),
              1);
    EXPECT_EQ(run_rules(*pack, "It was never; they learned from complaints.").strength(*pack, "good"), 1);
}

TEST(Context, APseudoCueHidesTheCueInside) {
    const auto pack = compiled(kPack);
    EXPECT_EQ(run_rules(*pack, "They not only learned from complaints.").strength(*pack, "good"), 1);
}

TEST(Context, ACueInAGapOfThePhraseActs) {
    const auto pack = compiled(kPack);
    EXPECT_EQ(run_rules(*pack, "Feedback was always used.").strength(*pack, "gap"), 1);
    EXPECT_EQ(run_rules(*pack, "Feedback was never used.").strength(*pack, "gap"), 0);
}

TEST(Context, FactorsMultiplyDownToTheFloor) {
    const auto pack = compiled(kPack);
    EXPECT_DOUBLE_EQ(run_rules(*pack, "The council plans to learn from complaints.").strength(*pack, "good"),
                     0.4);
    EXPECT_DOUBLE_EQ(
        run_rules(*pack, "Leaders told us the council learned from complaints.").strength(*pack, "good"),
        0.7);
    // 0.4 * 0.7 * 0.5 is below the floor.
    EXPECT_DOUBLE_EQ(
        run_rules(*pack, "Leaders told us it plans to partly learn from complaints.").strength(*pack, "good"),
        0.35);
}

TEST(Context, CuesActOnTheSideTheyAreFor) {
    const auto pack = compiled(kPack);
    EXPECT_EQ(run_rules(*pack, "It plans to delay.").strength(*pack, "bad"), 1);
    EXPECT_DOUBLE_EQ(run_rules(*pack, "The delay was put right.").strength(*pack, "bad"), 0.4);
}

TEST(Context, ARuleMaySayOtherwise) {
    const auto pack = compiled(kPack);
    const auto flipped = run_rules(*pack, "There was no backlog.");
    ASSERT_EQ(flipped.hits(*pack, "flips"), 1);
    EXPECT_TRUE(flipped.evaluation.hits[0].flipped);
    EXPECT_EQ(run_rules(*pack, "It was not a culture.").strength(*pack, "keeps"), 1);
    EXPECT_DOUBLE_EQ(run_rules(*pack, "It was partly a culture.").strength(*pack, "keeps"), 0.9);
    EXPECT_DOUBLE_EQ(run_rules(*pack, "Leaders told us of improvement here.").strength(*pack, "hears"), 0.35);
}

TEST(Context, EffectsNameTheCueAndItsPlace) {
    const auto pack = compiled(kPack);
    const auto outcome = run_rules(*pack, "The council Plans to learn from complaints.");
    ASSERT_EQ(outcome.evaluation.hits.size(), 1u);
    const auto& effects = outcome.evaluation.hits[0].effects;
    ASSERT_EQ(effects.size(), 1u);
    EXPECT_EQ(effects[0].kind, "intention");
    EXPECT_EQ(effects[0].cue, "Plans to");
    EXPECT_EQ(slice(outcome.document.text(), effects[0].at), "Plans to");
}

}  // namespace
}  // namespace assay
