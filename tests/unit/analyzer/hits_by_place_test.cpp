#include "analyzer/hits_by_place.h"

#include <gtest/gtest.h>

namespace assay::analyzer {
namespace {

rules::RuleHit hit(std::uint32_t rule, std::uint32_t sentence) {
    rules::RuleHit h;
    h.rule = rule;
    h.sentence = sentence;
    return h;
}

std::vector<std::uint32_t> rules_in(const rules::Evaluation& evaluation, const HitsByPlace& places,
                                    std::uint32_t sentence) {
    std::vector<std::uint32_t> rules;
    for (const std::uint32_t i : places.in(sentence)) rules.push_back(evaluation.hits[i].rule);
    return rules;
}

TEST(HitsByPlace, EachSentenceHasItsHitsByRule) {
    rules::Evaluation evaluation;
    evaluation.hits = {hit(1, 3), hit(1, 4), hit(2, 0), hit(5, 3), hit(7, 0)};
    const HitsByPlace places(evaluation, 6);
    EXPECT_EQ(rules_in(evaluation, places, 0), (std::vector<std::uint32_t>{2, 7}));
    EXPECT_EQ(rules_in(evaluation, places, 1), std::vector<std::uint32_t>{});
    EXPECT_EQ(rules_in(evaluation, places, 3), (std::vector<std::uint32_t>{1, 5}));
    EXPECT_EQ(rules_in(evaluation, places, 4), std::vector<std::uint32_t>{1});
    EXPECT_EQ(rules_in(evaluation, places, 5), std::vector<std::uint32_t>{});
}

}  // namespace
}  // namespace assay::analyzer
