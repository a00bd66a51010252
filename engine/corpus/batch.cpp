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

using Work = std::function<void(std::size_t worker, std::size_t item, const Turn& turn)>;
using Done = std::function<bool(std::size_t item)>;

// A batch on several threads. What a worker has worked on it hands over itself, with all that was waiting for
// it: a thread of its own for that would be woken for every item, which costs more than a small report does.
class Batch {
public:
    Batch(std::size_t count, std::size_t window, const Work& work, const Done& done)
        : count_(count), work_(work), done_(done), ready_(window, false) {}

    void run(std::size_t threads, const std::function<void()>& idle) {
        std::vector<std::thread> pool;
        pool.reserve(threads);
        for (std::size_t t = 0; t < threads; ++t) pool.emplace_back([this, t] { go_through(t); });
        watch(idle);
        for (std::thread& t : pool) t.join();
        if (failure_) std::rethrow_exception(failure_);
    }

private:
    using Lock = std::unique_lock<std::mutex>;

    bool is_over() const { return stopped_ || finished_ == count_; }

    void go_through(std::size_t self) {
        Lock lock(mutex_);
        for (;;) {
            wait(lock, [this] { return next_ >= count_ || next_ < finished_ + ready_.size(); });
            if (stopped_ || next_ >= count_) return;
            const std::size_t item = next_++;
            if (!unlocked(lock, [&] { work_(self, item, Turn(wait_for_turn_, item)); })) return;
            ready_[item % ready_.size()] = true;
            hand_over(lock);
        }
    }

    // Whoever finds another at it leaves its item to that one, who looks once more before it ends.
    void hand_over(Lock& lock) {
        if (handing_over_) return;
        handing_over_ = true;
        while (!is_over() && ready_[finished_ % ready_.size()]) {
            bool go_on = false;
            if (!unlocked(lock, [&] { go_on = done_(finished_); })) break;
            ready_[finished_ % ready_.size()] = false;
            ++finished_;
            turn_taken_ = false;
            if (!go_on) stopped_ = true;
            if (waiting_ > 0) changed_.notify_all();
        }
        handing_over_ = false;
        if (is_over()) over_.notify_all();
    }

    // Until all is done. Looks now and then whether anything still is.
    void watch(const std::function<void()>& idle) {
        Lock lock(mutex_);
        std::size_t seen = 0;
        while (!over_.wait_for(lock, kIdle, [this] { return is_over(); })) {
            // Under the lock, so that nobody gets a turn meanwhile: both may use the same output.
            if (finished_ == seen && !handing_over_ && !turn_taken_) idle();
            seen = finished_;
        }
    }

    bool wait_for_turn(std::size_t item) {
        Lock lock(mutex_);
        wait(lock, [this, item] { return finished_ == item; });
        turn_taken_ = !stopped_;
        return turn_taken_;
    }

    // Waits until it is so, or the batch was stopped.
    template <class IsSo>
    void wait(Lock& lock, IsSo is_so) {
        ++waiting_;
        changed_.wait(lock, [&] { return stopped_ || is_so(); });
        --waiting_;
    }

    // False: it has thrown, and the batch is stopped.
    template <class Call>
    bool unlocked(Lock& lock, Call call) {
        std::exception_ptr thrown;
        lock.unlock();
        try {
            call();
        } catch (...) {
            thrown = std::current_exception();
        }
        lock.lock();
        if (!thrown) return true;
        failure_ = thrown;
        stopped_ = true;
        changed_.notify_all();
        over_.notify_all();
        return false;
    }

    const std::size_t count_;
    const Work& work_;
    const Done& done_;
    const std::function<bool(std::size_t)> wait_for_turn_ = [this](std::size_t item) {
        return wait_for_turn(item);
    };
    std::mutex mutex_;
    std::condition_variable changed_;  // for workers that wait for room or for their turn
    std::condition_variable over_;
    std::vector<bool> ready_;  // item i stands at i % window
    std::size_t waiting_ = 0;
    std::size_t next_ = 0;
    std::size_t finished_ = 0;
    bool handing_over_ = false;
    bool turn_taken_ = false;  // the work of item `finished_` has waited for its turn
    bool stopped_ = false;
    std::exception_ptr failure_;
};

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
    Batch(count, std::max(window, threads), work, done).run(threads, idle);
}

}  // namespace assay::corpus
