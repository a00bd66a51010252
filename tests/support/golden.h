// Whole outputs compared with files that a person has read.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

namespace assay::testing {

/// Compares `actual` with tests/golden/`name`. With ASSAY_UPDATE_GOLDEN=1 in the environment the file
/// is written instead: read the difference before committing it.
inline void expect_golden(const std::string& name, const std::string& actual) {
    const std::filesystem::path path = std::filesystem::path(ASSAY_SOURCE_DIR) / "tests" / "golden" / name;
    if (const char* update = std::getenv("ASSAY_UPDATE_GOLDEN"); update && *update == '1') {
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << actual;
        return;
    }
    std::ifstream in(path, std::ios::binary);
    ASSERT_TRUE(in.is_open()) << path << " is missing; ASSAY_UPDATE_GOLDEN=1 writes it";
    const std::string expected{std::istreambuf_iterator<char>(in), {}};
    if (expected == actual) return;
    std::istringstream was(expected);
    std::istringstream is(actual);
    std::string was_line;
    std::string is_line;
    for (int number = 1;; ++number) {
        const bool more = static_cast<bool>(std::getline(was, was_line));
        if (!std::getline(is, is_line)) is_line = "(the end)";
        if (!more) was_line = "(the end)";
        if (was_line == is_line && more) continue;
        FAIL() << path << " differs first in line " << number << "\n  expected: " << was_line.substr(0, 400)
               << "\n  actual:   " << is_line.substr(0, 400);
    }
}

}  // namespace assay::testing
