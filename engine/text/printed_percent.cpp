#include "text/printed_percent.h"

#include <fmt/format.h>

#include <cmath>

namespace assay::text {

std::string percent_text(double value) {
    return fmt::format("{:g} %", std::round(value * 10) / 10);
}

double rounding_of(std::string_view printed) {
    const std::size_t point = printed.find('.');
    if (point == std::string_view::npos) return 1.0;
    std::size_t places = 0;
    for (std::size_t i = point + 1; i < printed.size() && printed[i] >= '0' && printed[i] <= '9'; ++i)
        ++places;
    return std::pow(10.0, -static_cast<double>(places));
}

}  // namespace assay::text
