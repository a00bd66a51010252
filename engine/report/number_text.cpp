#include "report/number_text.h"

#include <fmt/format.h>

#include <cmath>

namespace assay::report {

namespace {

constexpr std::string_view kMinus = "\u2212";

// One decimal, or two below 1 where one would say too little. Rounds first, so that -0.004 is "0.0".
std::string unsigned_tenths(double value, bool& negative) {
    negative = false;
    if (!std::isfinite(value)) return "undefined";
    const double hundredths = std::round(std::abs(value) * 100) / 100;
    if (hundredths == 0) return "0.0";
    negative = value < 0;
    if (hundredths < 1) return fmt::format("{:.2f}", hundredths);
    return fmt::format("{:.1f}", std::round(std::abs(value) * 10) / 10);
}

}  // namespace

std::string signed_points(double value) {
    bool negative = false;
    const std::string digits = unsigned_tenths(value, negative);
    if (negative) return std::string(kMinus) + digits;
    return digits == "0.0" || digits == "undefined" ? digits : "+" + digits;
}

std::string points(double value) {
    bool negative = false;
    const std::string digits = unsigned_tenths(value, negative);
    return negative ? std::string(kMinus) + digits : digits;
}

std::string factor(double value) {
    std::string digits = fmt::format("{:.2f}", value);
    if (digits.back() == '0') digits.pop_back();
    return "\u00D7" + digits;
}

std::string_view effect_words(double value) {
    return value > 1 ? "raised by " : value < 1 ? "softened by " : "";
}

std::string percent(double probability) {
    if (!std::isfinite(probability)) return "undefined";
    if (probability > 0 && probability < 0.005) return "<1%";
    if (probability < 1 && probability > 0.995) return ">99%";
    return fmt::format("{:.0f}%", probability * 100);
}

std::string figure(double value, std::string_view unit) {
    const double rounded = std::round(value * 1e4) / 1e4;
    if (unit == "\u00A3" || unit == "$" || unit == "\u20AC") return fmt::format("{}{}", unit, rounded);
    return fmt::format("{}{}{}", rounded, unit.empty() || unit == "%" ? "" : " ", unit);
}

std::string counted(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", grouped(count), noun, count == 1 ? "" : "s");
}

std::string grouped(std::uint64_t value) {
    std::string digits = std::to_string(value);
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

std::string place_words(const SourcePlace& place) {
    if (place.page > 0) return fmt::format("page {}", place.page);
    if (place.paragraph > 0) return fmt::format("paragraph {}", place.paragraph);
    return fmt::format("line {}", place.line);
}

}  // namespace assay::report
