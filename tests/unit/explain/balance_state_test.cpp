#include "explain/balance_state.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "explain/bounds.h"
#include "explain/effects.h"
#include "unit/explain/random_case.h"

namespace assay::explain {
namespace {

/// The balance with the marked sentences out, or with only these in.
double balance_by_scoring(const RandomCase& c, const Terms& terms, const std::vector<char>& changed,
                          bool full) {
    score::Evidence rest = c.evidence;
    std::erase_if(rest.hits, [&](const score::Hit& hit) {
        for (std::size_t i = 0; i < changed.size(); ++i) {
            if (terms.sentences()[i].id == hit.sentence) return (changed[i] != 0) == full;
        }
        return true;
    });
    return score::score(rest, c.model).balance;
}

TEST(BalanceState, IsWhatScoringSaysAfterAnyChange) {
    std::mt19937_64 random(21);
    for (int round = 0; round < 400; ++round) {
        const RandomCase c = random_case(random, 9);
        const bool full = random() % 2 != 0;
        Terms terms;
        terms.build(c.evidence, c.model, score::score(c.evidence, c.model));
        BalanceState state;
        state.begin(terms, full);
        std::vector<char> changed(terms.sentences().size());
        EXPECT_NEAR(state.balance(), balance_by_scoring(c, terms, changed, full), 1e-9);
        for (std::size_t step = 0; step < 2 * changed.size(); ++step) {
            const std::size_t i = random() % changed.size();
            if (changed[i] != 0) {
                state.undo(i);
            } else {
                const double expected = state.balance() + state.effect(i);
                state.change(i);
                EXPECT_NEAR(state.balance(), expected, 1e-9);
            }
            changed[i] ^= 1;
            EXPECT_NEAR(state.balance(), balance_by_scoring(c, terms, changed, full), 1e-6);
        }
        state.restart();
        changed.assign(changed.size(), 0);
        EXPECT_NEAR(state.balance(), balance_by_scoring(c, terms, changed, full), 1e-9);
    }
}

TEST(Effects, AreThoseOfTheStateAfterEveryChange) {
    std::mt19937_64 random(22);
    std::size_t compared = 0;
    for (int round = 0; round < 400; ++round) {
        const RandomCase c = random_case(random, 9);
        Terms terms;
        terms.build(c.evidence, c.model, score::score(c.evidence, c.model));
        BalanceState state;
        state.begin(terms, random() % 2 != 0);
        std::vector<char> wanted(terms.sentences().size());
        std::vector<std::size_t> left;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            wanted[i] = random() % 4 != 0;
            if (wanted[i] != 0) left.push_back(i);
        }
        Effects effects;
        effects.begin(state, wanted);
        std::shuffle(left.begin(), left.end(), random);
        while (!left.empty()) {
            for (const std::size_t i : left) EXPECT_NEAR(effects.all()[i], state.effect(i), 1e-6);
            compared += left.size();
            effects.change(left.back());
            left.pop_back();
        }
    }
    EXPECT_GT(compared, 3000u);
}

TEST(Bounds, NoSetOfOpenSentencesMovesTheBalanceFurther) {
    std::mt19937_64 random(23);
    int tight = 0;
    for (int round = 0; round < 300; ++round) {
        const RandomCase c = random_case(random, 8);
        const int direction = random() % 2 ? 1 : -1;
        Terms terms;
        terms.build(c.evidence, c.model, score::score(c.evidence, c.model));
        const std::size_t n = terms.sentences().size();
        BalanceState state;
        state.begin(terms, random() % 2 != 0);
        Bounds bounds;
        bounds.begin(state, direction, random() % 2 != 0);
        // Some are decided, and some of these opened again.
        for (std::size_t i = 0; i < n; ++i) {
            if (!bounds.open(i) || random() % 3 != 0) continue;
            bounds.now();
            bounds.close(i);
            if (random() % 2) state.change(i);
            bounds.touch(i);
        }
        const std::vector<double> bound = bounds.now();
        const double from = state.balance();
        for (unsigned mask = 1; mask < 1u << n; ++mask) {
            double most = 0;
            bool all_open = true;
            for (std::size_t i = 0; i < n; ++i) {
                if ((mask >> i & 1u) == 0) continue;
                all_open = all_open && bounds.open(i);
                most += bound[i];
            }
            if (!all_open) continue;
            for (std::size_t i = 0; i < n; ++i) {
                if (mask >> i & 1u) state.change(i);
            }
            const double moved = direction * (state.balance() - from);
            EXPECT_LE(moved, most + 1e-6) << round;
            tight += moved > 0 && moved > most - 1e-6;
            for (std::size_t i = 0; i < n; ++i) {
                if (mask >> i & 1u) state.undo(i);
            }
        }
    }
    // A bound that nothing ever reaches would prune nothing.
    EXPECT_GT(tight, 100);
}

}  // namespace
}  // namespace assay::explain
