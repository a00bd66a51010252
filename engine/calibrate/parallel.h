// A loop shared by threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace assay::calibrate {

/// Calls body(i) for every i in [0, count), on up to `threads` threads (0: as many as the machine has).
/// The body must write to its own slot only, so that results do not depend on the number of threads;
/// it must not throw.
template <class Body>
void parallel_for(std::size_t count, unsigned threads, const Body& body) {
    if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++) body(i);
    };
    std::vector<std::thread> pool;
    for (std::size_t t = 1; t < std::min<std::size_t>(threads, count); ++t) pool.emplace_back(work);
    work();
    for (std::thread& thread : pool) thread.join();
}

}  // namespace assay::calibrate
