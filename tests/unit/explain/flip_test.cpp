#include "explain/flip.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>
#include <set>

#include "unit/explain/random_case.h"

namespace assay::explain {
namespace {

using score::Evidence;

int level_without(const Evidence& evidence, const ScoringModel& model,
                  const std::set<std::uint32_t>& sentences, bool keep_only) {
    Evidence rest{evidence.statement, {}, evidence.sentences};
    for (const score::Hit& hit : evidence.hits) {
        if (sentences.contains(hit.sentence) == keep_only) rest.hits.push_back(hit);
    }
    return score::score(rest, model).predicted;
}

/// The size of the smallest set that does it, trying every set; -1 where none does.
int brute_force(const Evidence& evidence, const ScoringModel& model, bool keep_only) {
    std::set<std::uint32_t> all;
    for (const score::Hit& hit : evidence.hits) all.insert(hit.sentence);
    const std::vector<std::uint32_t> list(all.begin(), all.end());
    const int level = score::score(evidence, model).predicted;
    int best = -1;
    for (unsigned mask = 0; mask < 1u << list.size(); ++mask) {
        const int size = std::popcount(mask);
        if (best >= 0 && size >= best) continue;
        std::set<std::uint32_t> chosen;
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (mask >> i & 1u) chosen.insert(list[i]);
        }
        if ((level_without(evidence, model, chosen, keep_only) == level) == keep_only) best = size;
    }
    return best;
}

TEST(MinimalFlip, AgreesWithTryingEverySet) {
    std::mt19937_64 random(11);
    int found = 0, impossible = 0, several = 0;
    for (int round = 0; round < 1500; ++round) {
        const RandomCase c = random_case(random, 9);
        const int expected = brute_force(c.evidence, c.model, false);
        const SearchResult result = minimal_flip(c.evidence, c.model);
        if (expected < 0) {
            EXPECT_EQ(result.outcome, Outcome::impossible) << round;
            EXPECT_FALSE(result.set);
            ++impossible;
            continue;
        }
        ASSERT_EQ(result.outcome, Outcome::found) << round;
        EXPECT_EQ(static_cast<int>(result.set->sentences.size()), expected) << round;
        const std::set<std::uint32_t> removed(result.set->sentences.begin(), result.set->sentences.end());
        EXPECT_EQ(level_without(c.evidence, c.model, removed, false), result.set->to);
        EXPECT_NE(result.set->to, score::score(c.evidence, c.model).predicted);
        ++found;
        several += expected >= 3;
    }
    // The draw must hold every kind, or the comparison says little.
    EXPECT_GT(found, 300);
    EXPECT_GT(impossible, 30);
    EXPECT_GT(several, 100);
}

TEST(MinimalSufficient, AgreesWithTryingEverySet) {
    std::mt19937_64 random(12);
    int several = 0;
    for (int round = 0; round < 1500; ++round) {
        const RandomCase c = random_case(random, 9);
        const int expected = brute_force(c.evidence, c.model, true);
        const SearchResult result = minimal_sufficient(c.evidence, c.model);
        ASSERT_EQ(result.outcome, Outcome::found) << round;  // all sentences together always do
        EXPECT_EQ(static_cast<int>(result.set->sentences.size()), expected) << round;
        const std::set<std::uint32_t> kept(result.set->sentences.begin(), result.set->sentences.end());
        EXPECT_EQ(level_without(c.evidence, c.model, kept, true),
                  score::score(c.evidence, c.model).predicted);
        several += expected >= 2;
    }
    EXPECT_GT(several, 100);
}

TEST(MinimalFlip, AgreesWithTryingEverySetWhereBalancesMeetCutPoints) {
    // Whole points on a straight line: half of the balances that a search meets are cut points to the bit.
    std::mt19937_64 random(13);
    int found = 0, met = 0;
    for (int round = 0; round < 600; ++round) {
        RandomCase c = random_case(random, 9);
        c.model.curve_power = 1;
        c.evidence.sentences = c.model.reference_sentences;
        // A rule a hit: shares of what several add together are rounded.
        c.model.weights.clear();
        for (score::Hit& hit : c.evidence.hits) {
            hit.rule = static_cast<std::uint32_t>(c.model.weights.size());
            hit.strength = 1;
            c.model.weights.push_back(
                {static_cast<double>(1 + random() % 2), static_cast<int>(1 + random() % 4), 1, -1});
        }
        c.model.cuts.cut_points = {-2, static_cast<double>(random() % 3), 4};
        const int expected = brute_force(c.evidence, c.model, false);
        const SearchResult result = minimal_flip(c.evidence, c.model);
        ASSERT_NE(result.outcome, Outcome::gave_up) << round;
        ASSERT_EQ(result.set ? static_cast<int>(result.set->sentences.size()) : -1, expected) << round;
        if (!result.set) continue;
        ++found;
        const std::set<std::uint32_t> removed(result.set->sentences.begin(), result.set->sentences.end());
        EXPECT_EQ(level_without(c.evidence, c.model, removed, false), result.set->to);
        Evidence rest = c.evidence;
        std::erase_if(rest.hits, [&](const score::Hit& hit) { return removed.contains(hit.sentence); });
        const double balance = score::score(rest, c.model).balance;
        for (const double cut : c.model.cuts.cut_points) met += balance == cut;
    }
    EXPECT_GT(found, 200);
    EXPECT_GT(met, 50);
}

TEST(MinimalFlip, AWorkspaceRemembersNothing) {
    std::mt19937_64 random(14);
    Workspace workspace;
    for (int round = 0; round < 300; ++round) {
        const RandomCase c = random_case(random, 4 + static_cast<unsigned>(random() % 30));
        const score::Scored scored = score::score(c.evidence, c.model);
        const SearchResult again = minimal_flip(c.evidence, c.model, scored, workspace);
        const SearchResult fresh = minimal_flip(c.evidence, c.model);
        EXPECT_EQ(again.outcome, fresh.outcome);
        EXPECT_EQ(again.nodes, fresh.nodes);
        ASSERT_EQ(again.set.has_value(), fresh.set.has_value());
        if (!fresh.set) continue;
        EXPECT_EQ(again.set->sentences, fresh.set->sentences);
        EXPECT_EQ(again.set->to, fresh.set->to);
    }
}

TEST(MinimalFlip, TakesTheFirstOfSentencesThatDoTheSame) {
    // Equal on paper, not in the last bit: the sums are rounded in another order in each sentence.
    ScoringModel model;
    model.weights = {{0.1, 3, 1, -1}, {0.2, 3, 1, -1}, {0.3, 3, 1, -1},
                     {0.1, 3, 1, -1}, {0.2, 3, 1, -1}, {0.3, 3, 1, -1}};
    model.cuts.cut_points = {-5, 1, 5};
    const Evidence evidence{"",
                            {{0, 7, 1, false},
                             {1, 7, 1, false},
                             {2, 7, 1, false},
                             {5, 3, 1, false},
                             {4, 3, 1, false},
                             {3, 3, 1, false}},
                            40};
    const SearchResult result = minimal_flip(evidence, model);
    ASSERT_TRUE(result.set);
    EXPECT_EQ(result.set->sentences, std::vector<std::uint32_t>{3});
}

TEST(MinimalFlip, SeesThatACapHidesWhatOneRemovalWouldChange) {
    // Five strengths in a group capped at 2: three must go before the balance falls at all.
    ScoringModel model;
    model.curve_power = 1;
    model.weights.assign(5, {1, 3, 1, 0});
    model.group_caps = {2};
    model.cuts.cut_points = {-5, 1.5, 10};
    Evidence evidence{"", {}, 40};
    for (std::uint32_t i = 0; i < 5; ++i) evidence.hits.push_back({i, i, 1, false});
    const SearchResult result = minimal_flip(evidence, model);
    ASSERT_EQ(result.outcome, Outcome::found);
    EXPECT_EQ(result.set->sentences.size(), 4u);
    EXPECT_EQ(result.set->to, 2);
}

TEST(MinimalFlip, SaysWhenRemovalCannotChangeTheScore) {
    ScoringModel model;
    model.weights = {{1, 3, 1, -1}};
    model.cuts.cut_points = {-5, -2, 10};
    EXPECT_EQ(minimal_flip({"", {{0, 3, 1, false}}, 40}, model).outcome, Outcome::impossible);
    EXPECT_EQ(minimal_flip({"", {}, 40}, model).outcome, Outcome::impossible);
}

TEST(MinimalFlip, AdmitsWhenTheLimitStopsIt) {
    std::mt19937_64 random(5);
    int gave_up = 0;
    for (int round = 0; round < 60; ++round) {
        const RandomCase c = random_case(random, 40);
        const SearchResult full = minimal_flip(c.evidence, c.model);
        const SearchResult cut_short = minimal_flip(c.evidence, c.model, {2});
        if (cut_short.outcome == Outcome::found) {
            EXPECT_EQ(cut_short.set->sentences.size(), full.set->sentences.size());
        }
        if (cut_short.outcome == Outcome::gave_up) ++gave_up;
        if (cut_short.outcome == Outcome::impossible) {
            EXPECT_FALSE(full.set);
        }
        if (cut_short.set) {
            EXPECT_NE(cut_short.set->to, score::score(c.evidence, c.model).predicted);
        }
    }
    EXPECT_GT(gave_up, 0);
}

}  // namespace
}  // namespace assay::explain
