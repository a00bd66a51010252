// What one call of a script may use.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace assay::lua {

/// Limits of one call. `instructions` count what the Lua machine executes and, in the same coin, the
/// work that library functions do for it; they make the outcome the same on every machine. `time` is
/// the processor time of the thread, a last resort that a sound script never meets. `memory` counts
/// bytes beyond those that the state held before the call.
struct Limits {
    std::uint64_t instructions = 5'000'000;
    std::size_t memory = std::size_t{16} << 20;
    std::chrono::milliseconds time{500};
    std::size_t string_bytes = std::size_t{64} << 10;  ///< of one string
    std::size_t block_bytes = std::size_t{1} << 20;    ///< of one table, or of the chain of calls
};

/// Which limit ended a call.
enum class Stop { none, instructions, memory, text, block, depth, time };

}  // namespace assay::lua
