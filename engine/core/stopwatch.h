// Elapsed time, where somebody asks for it.
#pragma once

#include <chrono>
#include <cstdint>

namespace assay {

/// Adds the time between its making and its end to `total`; with null it does nothing and costs nothing.
class Stopwatch {
public:
    explicit Stopwatch(std::uint64_t* total) : total_(total) {
        if (total_ != nullptr) begun_ = std::chrono::steady_clock::now();
    }
    ~Stopwatch() {
        if (total_ == nullptr) return;
        const auto spent = std::chrono::steady_clock::now() - begun_;
        *total_ += static_cast<std::uint64_t>(std::chrono::nanoseconds(spent).count());
    }
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;

private:
    std::uint64_t* total_;
    std::chrono::steady_clock::time_point begun_;
};

}  // namespace assay
