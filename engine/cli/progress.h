// How far a run has come: a bar on a terminal, a line now and then elsewhere.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace assay::cli {

/// A moment of a run.
struct ProgressState {
    std::size_t done = 0;
    std::size_t total = 0;
    std::uint64_t bytes_done = 0;
    std::uint64_t bytes_total = 0;
    double seconds = 0;  ///< since it began
};

/// One line without a line break, at most `width` columns: files, MB/s, time left.
std::string progress_line(const ProgressState& state, int width, bool bar);

/// Shows the state of a run on standard error. Not thread-safe: one thread counts.
class Progress {
public:
    /// `shown` false: says nothing at all.
    Progress(bool shown, std::size_t files, std::uint64_t bytes);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// Files that an earlier run had done count towards the total, not towards the speed.
    void advance(std::uint64_t bytes);
    /// Takes the bar away so that a message can be printed; the next advance() draws it again.
    void clear();
    /// The end: takes the bar away, and says what was done when it took a while.
    void finish();

private:
    void draw();

    ProgressState state_;
    bool shown_;
    bool terminal_;
    bool drawn_ = false;
    int width_;
    std::chrono::steady_clock::time_point begun_;
    std::chrono::steady_clock::time_point last_;
};

}  // namespace assay::cli
