// Work on many files side by side, with results in the order of the input.
#pragma once

#include <cstddef>
#include <functional>

namespace assay::corpus {

/// An item's place in the order of a batch.
class Turn {
public:
    /// Waits until `done` has returned for all items before; then nothing else of the batch is done until
    /// this item's work ends. False: the batch was stopped meanwhile.
    bool wait() const { return wait_ == nullptr || (*wait_)(item_); }

    Turn() = default;
    Turn(const std::function<bool(std::size_t item)>& wait, std::size_t item) : wait_(&wait), item_(item) {}

private:
    const std::function<bool(std::size_t)>* wait_ = nullptr;  // null: it is always this item's turn
    std::size_t item_ = 0;
};

/// Calls `work(worker, i)` for i in [0, count) on `threads` threads and `done(i)` for each i in order, one at
/// a time, as soon as it and all before it are ready; on which thread is left open, but each call sees what
/// those before it did. At most `window` items are between the two, so memory does not grow with `count`.
/// When `done` returns false nothing further is begun, and the call returns once what was begun has ended.
/// Exceptions of `work` and `done` are rethrown here.
void ordered_batch(std::size_t count, std::size_t threads, std::size_t window,
                   const std::function<void(std::size_t worker, std::size_t item)>& work,
                   const std::function<bool(std::size_t item)>& done);

/// The same for work that may wait for its turn, to hand on itself what is too large to keep until then.
/// `idle` is called on the calling thread when nothing was done for some milliseconds, never during `done`
/// nor while an item has its turn; not where one thread does everything.
void ordered_batch(std::size_t count, std::size_t threads, std::size_t window,
                   const std::function<void(std::size_t worker, std::size_t item, const Turn& turn)>& work,
                   const std::function<bool(std::size_t item)>& done, const std::function<void()>& idle);

/// The number of threads for -j: `asked`, or the processors at hand when 0.
std::size_t thread_count(int asked);

}  // namespace assay::corpus
