// Random numbers that are the same on every machine and for every number of threads.
#pragma once

#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace assay::calibrate {

/// std::mt19937_64 is fixed by the standard; std's distributions and std::shuffle are not, so these
/// stand in for them. One object a task, seeded by the task's number. Not thread-safe.
class Random {
public:
    explicit Random(std::uint64_t seed, std::uint64_t stream = 0) {
        std::seed_seq sequence{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32),
                               static_cast<std::uint32_t>(stream), static_cast<std::uint32_t>(stream >> 32)};
        engine_.seed(sequence);
    }

    /// Uniform in [0, n); n > 0.
    std::uint64_t below(std::uint64_t n) {
        const std::uint64_t limit = UINT64_MAX - UINT64_MAX % n;
        std::uint64_t drawn = engine_();
        while (drawn >= limit) drawn = engine_();
        return drawn % n;
    }

    /// Uniform in [0, 1).
    double uniform() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }

    template <class T>
    void shuffle(std::vector<T>& items) {
        for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace assay::calibrate
