#include "corpus/batch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <stdexcept>
#include <vector>

namespace assay::corpus {
namespace {

TEST(OrderedBatch, EachIsDoneInOrderAndOnceHoweverShortItsWork) {
    for (const std::size_t threads : {1, 2, 3, 8}) {
        for (const std::size_t window : {1, 8, 32}) {
            constexpr std::size_t kCount = 5000;
            std::vector<std::size_t> worked(kCount, 0);
            std::vector<std::size_t> order;  // written by whoever hands over: never two at once
            ordered_batch(
                kCount, threads, window,
                [&](std::size_t worker, std::size_t item) {
                    EXPECT_LT(worker, threads);
                    worked[item] += item + 1;
                },
                [&](std::size_t item) {
                    EXPECT_EQ(worked[item], item + 1);
                    order.push_back(item);
                    return true;
                });
            ASSERT_EQ(order.size(), kCount);
            for (std::size_t i = 0; i < kCount; ++i) EXPECT_EQ(order[i], i);
        }
    }
}

TEST(OrderedBatch, NoMoreThanAWindowIsUnderway) {
    std::atomic<std::size_t> begun = 0;
    std::size_t finished = 0;
    std::size_t most = 0;
    ordered_batch(
        2000, 3, 5, [&](std::size_t, std::size_t) { ++begun; },
        [&](std::size_t) {
            most = std::max(most, begun.load() - finished);
            ++finished;
            return true;
        });
    EXPECT_EQ(finished, 2000U);
    EXPECT_LE(most, 5U);
}

TEST(OrderedBatch, NothingToDoIsDoneAtOnce) {
    const auto never = [](auto...) { ADD_FAILURE(); };
    ordered_batch(0, 4, 8, never, [&](std::size_t) {
        never();
        return true;
    });
}

TEST(OrderedBatch, WhatDoneThrowsEndsTheBatch) {
    for (const std::size_t threads : {1, 3}) {
        std::atomic<int> calls = 0;
        EXPECT_THROW(ordered_batch(
                         100, threads, 12, [](std::size_t, std::size_t) {},
                         [&](std::size_t item) {
                             ++calls;
                             if (item == 7) throw std::runtime_error("seven");
                             return true;
                         }),
                     std::runtime_error);
        EXPECT_EQ(calls, 8);
    }
}

TEST(OrderedBatch, WorkThatWaitsForItsTurnIsAloneWithIt) {
    for (const std::size_t threads : {1, 2, 5}) {
        std::vector<std::size_t> order;  // written by workers in their turn and by `done`: never at once
        ordered_batch(
            50, threads, 8,
            [&](std::size_t, std::size_t item, const Turn& turn) {
                if (item % 3 != 0) return;
                ASSERT_TRUE(turn.wait());
                order.push_back(item);
            },
            [&](std::size_t item) {
                order.push_back(item + 100);
                return true;
            },
            [] {});
        std::vector<std::size_t> expected;
        for (std::size_t i = 0; i < 50; ++i) {
            if (i % 3 == 0) expected.push_back(i);
            expected.push_back(i + 100);
        }
        EXPECT_EQ(order, expected) << threads;
    }
}

TEST(OrderedBatch, AStoppedBatchLetsNobodyWait) {
    std::atomic<int> granted = 0;
    ordered_batch(
        100, 3, 12,
        [&](std::size_t, std::size_t item, const Turn& turn) {
            if (item > 4 && turn.wait()) ++granted;
        },
        [](std::size_t item) { return item < 4; }, [] {});
    EXPECT_EQ(granted, 0);
    EXPECT_THROW(ordered_batch(
                     20, 3, 12,
                     [](std::size_t, std::size_t item, const Turn& turn) {
                         if (item == 3) throw std::runtime_error("three");
                         if (item > 3) (void)turn.wait();
                     },
                     [](std::size_t) { return true; }, [] {}),
                 std::runtime_error);
}

TEST(OrderedBatch, IdleIsToldWhileAnItemTakesItsTime) {
    std::promise<void> idle;
    const std::shared_future<void> told = idle.get_future().share();
    std::atomic<bool> once = false;
    bool in_time = false;
    ordered_batch(
        3, 2, 4,
        [&](std::size_t, std::size_t item, const Turn&) {
            if (item == 1) in_time = told.wait_for(std::chrono::seconds(30)) == std::future_status::ready;
        },
        [](std::size_t) { return true; },
        [&] {
            if (!once.exchange(true)) idle.set_value();
        });
    EXPECT_TRUE(in_time);
}

}  // namespace
}  // namespace assay::corpus
