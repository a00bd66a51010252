// Gives up, for the rest of this process's life, what reading a document does not need.
#pragma once

#include <cstdint>

namespace assay::ingest {

/// What is left to a converter.
struct Confinement {
    std::uint64_t memory_bytes = 0;
    std::uint64_t cpu_seconds = 0;
    /// True: one more program may be started in place of this one, and read files (pdftotext, its
    /// libraries and fonts). False: no files at all, only the descriptors that are open.
    bool may_exec = false;
};

/// Moves to a user, network and IPC namespace of its own where the kernel allows that (no interface is up
/// there, so nothing can be reached even by a call that the filter should not know); sets limits on memory,
/// processor time, files and core dumps; forbids new privileges; and installs a system call filter: no
/// network, no new processes, no writing to the file system, no tracing. False when the kernel refuses the
/// filter; the caller must then not go on. For programs with one thread.
bool confine(const Confinement& confinement);

}  // namespace assay::ingest
