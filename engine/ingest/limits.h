// How much of anything a file may cost before it is given up.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace assay::ingest {

/// Limits for one file. A file over one of them is an error of its own and nobody else's.
struct Limits {
    std::uint64_t file_bytes = 256u << 20;      ///< of the file as it lies there
    std::uint64_t text_bytes = 64u << 20;       ///< of a text, Markdown or HTML file, and of extracted text
    std::uint64_t converter_memory = 1u << 30;  ///< bytes of address space of a converter
    std::chrono::seconds converter_cpu{20};     ///< processor time of a converter, for the largest files
    std::chrono::milliseconds converter_wall{60000};  ///< time on the clock of a converter
};

/// The processor time that a converter of a file of so many bytes gets, `converter_cpu` at the most. A small
/// file that takes long is made to do harm: a web page is read at some 10 MB/s, a page of a PDF (3 kB and
/// more) takes 0.01 s. `how` is the converter ("pdf", "html", "docx").
inline std::chrono::seconds allowed_cpu(const Limits& limits, std::string_view how, std::uint64_t bytes) {
    const std::uint64_t bytes_a_second = how == "html" ? 1u << 20 : 64u << 10;
    return std::min(limits.converter_cpu,
                    std::chrono::seconds(3 + static_cast<std::int64_t>(bytes / bytes_a_second)));
}

}  // namespace assay::ingest
