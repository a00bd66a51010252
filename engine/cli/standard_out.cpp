#include "cli/standard_out.h"

#include <fcntl.h>
#include <unistd.h>

#include "cli/console.h"
#include "cli/write_parts.h"

namespace assay::cli {

namespace {

// A write to a pipe wakes the reader, which on a virtual machine costs more than copying what is written.
constexpr std::size_t kLarge = 256 << 10;
constexpr std::chrono::milliseconds kLongestWait{20};
constexpr int kPipeSize = 1 << 20;

}  // namespace

StandardOut::StandardOut() : terminal_(stdout_is_terminal()) {
#ifdef F_SETPIPE_SZ
    // So that a write seldom waits for the reader. Fails where it is no pipe, which is as well.
    (void)::fcntl(STDOUT_FILENO, F_SETPIPE_SZ, kPipeSize);
#endif
}

bool StandardOut::add(std::string_view bytes) {
    if (bytes.size() < kLarge) {
        gathered_ += bytes;
        return gathered_.size() < kLarge || flush();
    }
    return flush_with(bytes);
}

bool StandardOut::settle() {
    if (gathered_.empty()) return true;
    if (!terminal_ && std::chrono::steady_clock::now() - written_ < kLongestWait) return true;
    return flush();
}

bool StandardOut::flush() {
    return flush_with({});
}

bool StandardOut::flush_with(std::string_view bytes) {
    const bool written = write_parts(STDOUT_FILENO, gathered_, bytes);
    gathered_.clear();
    written_ = std::chrono::steady_clock::now();
    return written;
}

}  // namespace assay::cli
