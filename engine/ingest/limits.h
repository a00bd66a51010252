// How much of anything a file may cost before it is given up.
#pragma once

#include <chrono>
#include <cstdint>

namespace assay::ingest {

/// Limits for one file. A file over one of them is an error of its own and nobody else's.
struct Limits {
    std::uint64_t file_bytes = 256u << 20;      ///< of the file as it lies there
    std::uint64_t text_bytes = 64u << 20;       ///< of a text, Markdown or HTML file, and of extracted text
    std::uint64_t converter_memory = 1u << 30;  ///< bytes of address space of a converter
    std::chrono::seconds converter_cpu{20};     ///< processor time of a converter
    std::chrono::milliseconds converter_wall{60000};  ///< time on the clock of a converter
};

}  // namespace assay::ingest
