#include "rules/near_miss.h"

#include <gtest/gtest.h>

#include "support/compiled_rules.h"

namespace assay::rules {
namespace {

// The nearest miss of a one-phrase rule in a sentence as "element=problem; …", only what fails.
std::string missed(const std::string& keys, const std::string& text) {
    const auto pack = assay::testing::compiled(
        "lists:\n  acts: acted on, changed\nrules:\n  - id: a.b\n    title: T\n    level: 3\n    points: 1\n "
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

TEST(NearMiss, IsSilentAboutMatchesAndAboutWhatIsFar) {
    EXPECT_EQ(missed("match: learning from complaints", "Learning from complaints was shared."), "");
    EXPECT_EQ(missed("match: learning from complaints", "Parks were open."), "");
    EXPECT_EQ(missed("match: complaints", "Parks were open."), "");
}

}  // namespace
}  // namespace assay::rules
