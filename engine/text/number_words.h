// English words that are numbers.
#pragma once

#include <cstdint>

#include "text/word_table.h"

namespace assay::text {

/// How a number word builds a number: twenty-one hundred is (20 + 1) * 100.
enum class NumberRole : std::uint8_t { unit, ten, scale };

struct NumberWord {
    double value = 0;
    NumberRole role = NumberRole::unit;
};

inline constexpr WordTable<NumberWord, 128> kNumberWords{
    {"zero", {0, NumberRole::unit}},        {"one", {1, NumberRole::unit}},
    {"two", {2, NumberRole::unit}},         {"three", {3, NumberRole::unit}},
    {"four", {4, NumberRole::unit}},        {"five", {5, NumberRole::unit}},
    {"six", {6, NumberRole::unit}},         {"seven", {7, NumberRole::unit}},
    {"eight", {8, NumberRole::unit}},       {"nine", {9, NumberRole::unit}},
    {"ten", {10, NumberRole::unit}},        {"eleven", {11, NumberRole::unit}},
    {"twelve", {12, NumberRole::unit}},     {"thirteen", {13, NumberRole::unit}},
    {"fourteen", {14, NumberRole::unit}},   {"fifteen", {15, NumberRole::unit}},
    {"sixteen", {16, NumberRole::unit}},    {"seventeen", {17, NumberRole::unit}},
    {"eighteen", {18, NumberRole::unit}},   {"nineteen", {19, NumberRole::unit}},
    {"twenty", {20, NumberRole::ten}},      {"thirty", {30, NumberRole::ten}},
    {"forty", {40, NumberRole::ten}},       {"fifty", {50, NumberRole::ten}},
    {"sixty", {60, NumberRole::ten}},       {"seventy", {70, NumberRole::ten}},
    {"eighty", {80, NumberRole::ten}},      {"ninety", {90, NumberRole::ten}},
    {"dozen", {12, NumberRole::scale}},     {"hundred", {100, NumberRole::scale}},
    {"thousand", {1e3, NumberRole::scale}}, {"million", {1e6, NumberRole::scale}},
    {"billion", {1e9, NumberRole::scale}},
};

}  // namespace assay::text
