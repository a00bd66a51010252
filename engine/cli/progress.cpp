#include "cli/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace assay::cli {

namespace {

constexpr auto kRedraw = std::chrono::milliseconds(100);
constexpr auto kPlainLine = std::chrono::seconds(10);

std::string duration(double seconds) {
    const auto whole = std::lround(seconds);
    if (whole < 60) return fmt::format("{} s", whole);
    if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

}  // namespace

std::string progress_line(const ProgressState& state, int width, bool bar) {
    std::string words = fmt::format("{} of {} files", state.done, state.total);
    if (state.seconds > 0.5 && state.bytes_done > 0) {
        const double speed = static_cast<double>(state.bytes_done) / state.seconds;
        words += fmt::format(", {:.1f} MB/s", speed / 1e6);
        if (state.bytes_total > state.bytes_done) {
            words += fmt::format(", {} left",
                                 duration(static_cast<double>(state.bytes_total - state.bytes_done) / speed));
        }
    }
    const int columns = std::min(40, width - static_cast<int>(words.size()) - 4);
    if (!bar || columns < 8) return words;
    const double share =
        state.bytes_total > 0 ? static_cast<double>(state.bytes_done) / static_cast<double>(state.bytes_total)
        : state.total > 0     ? static_cast<double>(state.done) / static_cast<double>(state.total)
                              : 1.0;
    const int filled = static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * columns));
    return "[" + std::string(static_cast<std::size_t>(filled), '#') +
           std::string(static_cast<std::size_t>(columns - filled), ' ') + "] " + words;
}

Progress::Progress(bool shown, std::size_t files, std::uint64_t bytes)
    : shown_(shown),
      terminal_(::isatty(STDERR_FILENO) != 0),
      width_(80),
      begun_(std::chrono::steady_clock::now()),
      last_(begun_) {
    state_.total = files;
    state_.bytes_total = bytes;
    winsize size{};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) width_ = size.ws_col;
}

Progress::~Progress() {
    clear();
}

void Progress::advance(std::uint64_t bytes) {
    ++state_.done;
    state_.bytes_done += bytes;
    if (!shown_) return;
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < (terminal_ ? std::chrono::nanoseconds(kRedraw) : std::chrono::nanoseconds(kPlainLine)))
        return;
    last_ = now;
    draw();
}

void Progress::draw() {
    state_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
    if (terminal_) {
        fmt::print(stderr, "\r\x1b[K{}", progress_line(state_, width_, true));
        std::fflush(stderr);
        drawn_ = true;
    } else {
        fmt::print(stderr, "assay: {}\n", progress_line(state_, width_, false));
    }
}

void Progress::clear() {
    if (!drawn_) return;
    fmt::print(stderr, "\r\x1b[K");
    std::fflush(stderr);
    drawn_ = false;
}

void Progress::finish() {
    clear();
    if (!shown_) return;
    const auto now = std::chrono::steady_clock::now();
    if (now - begun_ < kPlainLine) return;
    state_.seconds = std::chrono::duration<double>(now - begun_).count();
    state_.bytes_total = state_.bytes_done;
    fmt::print(stderr, "assay: {} in {}\n", progress_line(state_, width_, false), duration(state_.seconds));
}

}  // namespace assay::cli
