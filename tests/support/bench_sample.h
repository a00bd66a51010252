// Text for benchmarks: the invented paragraph, or that of the file $ASSAY_BENCH_TEXT, over and over.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace assay::testing {

inline std::string bench_sample(const char* paragraph, std::size_t bytes) {
    std::string unit = paragraph;
    if (const char* path = std::getenv("ASSAY_BENCH_TEXT")) {
        std::ifstream file(path, std::ios::binary);
        unit.assign(std::istreambuf_iterator<char>(file), {});
        unit += "\n\n";
    }
    std::string text;
    while (text.size() < bytes) text += unit;
    text.resize(bytes);
    return text;
}

}  // namespace assay::testing
