#include "corpus/batch.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace assay::corpus {

namespace {

constexpr std::chrono::milliseconds kIdle{20};

}  // namespace

std::size_t thread_count(int asked) {
    if (asked > 0) return static_cast<std::size_t>(asked);
    return std::max(1u, std::thread::hardware_concurrency());
}

void ordered_batch(std::size_t count, std::size_t threads, std::size_t window,
                   const std::function<void(std::size_t, std::size_t)>& work,
                   const std::function<bool(std::size_t)>& done) {
    ordered_batch(
        count, threads, window,
        [&work](std::size_t worker, std::size_t item, const Turn&) { work(worker, item); }, done, [] {});
}

void ordered_batch(std::size_t count, std::size_t threads, std::size_t window,
                   const std::function<void(std::size_t, std::size_t, const Turn&)>& work,
                   const std::function<bool(std::size_t)>& done, const std::function<void()>& idle) {
    threads = std::min(std::max<std::size_t>(threads, 1), std::max<std::size_t>(count, 1));
    if (threads == 1) {
        for (std::size_t i = 0; i < count; ++i) {
            work(0, i, Turn());
            if (!done(i)) return;
        }
        return;
    }
    window = std::max(window, threads);
    std::mutex mutex;
    std::condition_variable may_begin;
    std::condition_variable may_finish;
    std::vector<bool> ready(window, false);  // item i stands at i % window
    std::size_t next = 0;
    std::size_t finished = 0;
    bool stopped = false;
    bool turn_taken = false;  // the work of item `finished` has waited for its turn
    std::exception_ptr failure;

    const std::function<bool(std::size_t)> wait_for_turn = [&](std::size_t item) {
        std::unique_lock lock(mutex);
        may_begin.wait(lock, [&] { return stopped || finished == item; });
        turn_taken = !stopped;
        return turn_taken;
    };
    const auto worker = [&](std::size_t self) {
        std::unique_lock lock(mutex);
        for (;;) {
            may_begin.wait(lock, [&] { return stopped || next >= count || next < finished + window; });
            if (stopped || next >= count) return;
            const std::size_t item = next++;
            lock.unlock();
            std::exception_ptr thrown;
            try {
                work(self, item, Turn(wait_for_turn, item));
            } catch (...) {
                thrown = std::current_exception();
            }
            lock.lock();
            if (thrown) {
                failure = thrown;
                stopped = true;
                may_begin.notify_all();
                may_finish.notify_all();
                return;
            }
            ready[item % window] = true;
            may_finish.notify_one();
        }
    };
    std::vector<std::thread> pool;
    pool.reserve(threads);
    for (std::size_t t = 0; t < threads; ++t) pool.emplace_back(worker, t);
    {
        std::unique_lock lock(mutex);
        while (finished < count && !stopped) {
            const auto may_go_on = [&] { return stopped || ready[finished % window]; };
            if (!may_finish.wait_for(lock, kIdle, may_go_on)) {
                // Under the lock, so that nobody gets a turn meanwhile: both may use the same output.
                if (!turn_taken) idle();
                may_finish.wait(lock, may_go_on);
            }
            if (stopped) break;
            lock.unlock();
            bool go_on = false;
            std::exception_ptr thrown;
            try {
                go_on = done(finished);
            } catch (...) {
                thrown = std::current_exception();
            }
            lock.lock();
            ready[finished % window] = false;
            ++finished;
            turn_taken = false;
            if (thrown) failure = thrown;
            if (thrown || !go_on) stopped = true;
            may_begin.notify_all();
        }
    }
    for (std::thread& t : pool) t.join();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace assay::corpus
