// Standard output for many results in a row: large writes where results come fast, at once where they do not.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace assay::cli {

/// Gathers what comes within milliseconds, so that a reader on the other side of a pipe is not woken for
/// every few hundred bytes. A terminal gets each result as it comes. Nothing is written by the destructor:
/// call flush() at the end. Not thread-safe.
class StandardOut {
public:
    StandardOut();

    /// The next bytes, in order; large ones are written from where they are. False when standard output is
    /// closed or full.
    bool add(std::string_view bytes);
    /// A result is whole: what was gathered is written if the last write is some milliseconds ago. False as
    /// for add().
    bool settle();
    /// Writes what was gathered: for the end, and for when nothing further comes.
    bool flush();

private:
    bool flush_with(std::string_view bytes);

    std::string gathered_;
    std::chrono::steady_clock::time_point written_;
    bool terminal_;
};

}  // namespace assay::cli
