#include "rules/near_miss.h"

#include <gtest/gtest.h>

#include "support/compiled_rules.h"

namespace assay::rules {
namespace {

// The nearest miss of a one-phrase rule in a sentence as "element=problem; …", only what fails.
std::string missed(const std::string& keys, const std::string& text) {
    const auto pack = assay::testing::compiled(
        "lists:\n  acts: acted on, changed\n  people: new starter, peer review\nrules:\n  - id: a.b\n    "
        "title: T\n    level: 3\n    points: 1\n "
        "   " +
        keys + "\n");
    const Document document = assay::testing::plain_document(text);
    NearMissSearch search(*pack, document);
    std::string out;
    for (const NearMiss& miss : search.of_rule(0, 0)) {
        for (const TracedElement& e : miss.elements) {
            if (!e.holds) out += (out.empty() ? "" : "; ") + e.written + "=" + e.problem;
        }
    }
    return out;
}

TEST(NearMiss, TellsAGapThatIsTooWide) {
    EXPECT_EQ(missed("match: feedback *3 shaped practice", "Feedback has now in part also shaped practice."),
              "*3=5 words stand here, 5 > 3");
}

TEST(NearMiss, TellsTheMissingElement) {
    EXPECT_EQ(missed("match: ~use learning from complaints", "They used learning from audits."),
              "complaints=is missing: “audits” stands there");
    EXPECT_EQ(missed("match: carers were [heard|asked] often", "Carers were told often."),
              "[heard|asked]=is missing: “told” stands there");
}

TEST(NearMiss, TellsAWordInBetween) {
    EXPECT_EQ(missed("match: learning from complaints", "Learning mainly from complaints."),
              "from=stands 1 word too late; *1 before it would do");
}

TEST(NearMiss, TellsWhatNearLacks) {
    EXPECT_EQ(missed("near: {all: [feedback, \"@acts\"], within: 3}",
                     "Feedback from many people in the north was seldom acted on."),
              "@acts=stands 8 words away, 8 > 3");
    EXPECT_EQ(missed("near: {all: [feedback, \"@acts\"], within: 3}", "Feedback was filed."),
              "@acts=is missing");
}

TEST(NearMiss, TellsAnotherFormOfTheSameWord) {
    EXPECT_EQ(missed("match: complaint fell", "Complaints fell."),
              "complaint=the text has “Complaints”, the phrase `complaint`; write `~complaint`");
    EXPECT_EQ(missed("match: \"@people *3 spoke well\"", "New starters spoke well."),
              "@people=the text has “New starters”, the list has `new starter`; write `new ~starter` "
              "(rules.yaml:3)");
    EXPECT_EQ(missed("match: \"@people\"", "Peer reviews."),
              "@people=the text has “Peer reviews”, the list has `peer review`; write `peer ~review` "
              "(rules.yaml:3)");
    EXPECT_EQ(missed("near: {all: [meal, hot], within: 3}", "Meals were hot."),
              "meal=the text has “Meals”, the phrase `meal`; write `~meal`");
}

TEST(NearMiss, TellsWhatStandsInTheNextSentence) {
    EXPECT_EQ(missed("near: {all: [meals, hot], within: 3}", "The soup was hot. Meals came."),
              "meals=is missing; it stands in the sentence after this; phrases do not reach from one "
              "sentence to the next");
}

TEST(NearMiss, ShowsTheWholeOfNear) {
    const auto pack = assay::testing::compiled(
        "rules:\n  - {id: a.b, title: T, level: 3, points: 1, near: {all: [feedback, acted], within: 2}}\n");
    const Document document = assay::testing::plain_document("Feedback from many people was acted on.");
    NearMissSearch search(*pack, document);
    const auto misses = search.of_rule(0, 0);
    ASSERT_EQ(misses.size(), 1u);
    EXPECT_EQ(misses[0].phrase.value, "near: feedback + acted, within 2");
}

TEST(NearMiss, IsSilentAboutMatchesAndAboutWhatIsFar) {
    EXPECT_EQ(missed("match: learning from complaints", "Learning from complaints was shared."), "");
    EXPECT_EQ(missed("match: learning from complaints", "Parks were open."), "");
    EXPECT_EQ(missed("match: complaints", "Parks were open."), "");
}

}  // namespace
}  // namespace assay::rules
