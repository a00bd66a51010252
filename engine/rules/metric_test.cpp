#include "rules/metric_test.h"

#include <array>
#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>

#include "text/durations.h"

namespace assay::rules {

namespace {

std::string squeeze(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
        out += c;
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::optional<double> number(const std::string& text, std::size_t& at) {
    const char* begin = text.c_str() + at;
    char* end = nullptr;
    const double value = std::strtod(begin, &end);
    if (end == begin || !std::isfinite(value)) return std::nullopt;
    at += static_cast<std::size_t>(end - begin);
    if (at < text.size() && text[at] == '%') ++at;
    return value;
}

}  // namespace

std::optional<MetricTest> parse_metric_test(std::string_view text) {
    const std::string s = squeeze(text);
    if (s == "better than benchmark") return MetricTest{MetricTest::Kind::better_than_benchmark, 0, 0};
    if (s == "worse than benchmark") return MetricTest{MetricTest::Kind::worse_than_benchmark, 0, 0};
    if (s.rfind("between ", 0) == 0) {
        std::size_t at = 8;
        const auto low = number(s, at);
        if (!low || s.compare(at, 5, " and ") != 0) return std::nullopt;
        at += 5;
        const auto high = number(s, at);
        if (!high || at != s.size() || *high < *low) return std::nullopt;
        return MetricTest{MetricTest::Kind::between, *low, *high};
    }
    static constexpr std::array<std::pair<std::string_view, MetricTest::Kind>, 6> kSigns{{
        {">=", MetricTest::Kind::at_least},
        {"<=", MetricTest::Kind::at_most},
        {"==", MetricTest::Kind::equal},
        {"=", MetricTest::Kind::equal},
        {">", MetricTest::Kind::more_than},
        {"<", MetricTest::Kind::less_than},
    }};
    for (const auto& [sign, kind] : kSigns) {
        if (s.rfind(sign, 0) != 0) continue;
        std::size_t at = sign.size();
        while (at < s.size() && s[at] == ' ') ++at;
        const auto value = number(s, at);
        if (!value || at != s.size()) return std::nullopt;
        return MetricTest{kind, *value, *value};
    }
    return std::nullopt;
}

std::string test_advice(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 18> kWords{{
        {"at least ", ">="},
        {"not less than ", ">="},
        {"no less than ", ">="},
        {"minimum ", ">="},
        {"=> ", ">="},
        {"=>", ">="},
        {"more than ", ">"},
        {"over ", ">"},
        {"above ", ">"},
        {"at most ", "<="},
        {"up to ", "<="},
        {"no more than ", "<="},
        {"=< ", "<="},
        {"=<", "<="},
        {"less than ", "<"},
        {"fewer than ", "<"},
        {"under ", "<"},
        {"below ", "<"},
    }};
    const std::string s = squeeze(text);
    for (const auto& [words, sign] : kWords) {
        if (s.rfind(words, 0) != 0) continue;
        std::string meant = std::string(sign) + " " + s.substr(words.size());
        if (parse_metric_test(meant)) return "Write \"" + meant + "\".";
    }
    const std::size_t figure_end = s.find_last_of("0123456789");
    if (figure_end != std::string::npos && figure_end + 1 < s.size() && s[figure_end + 1] == ' ' &&
        text::minutes_in(s.substr(figure_end + 2)) && parse_metric_test(s.substr(0, figure_end + 1))) {
        return "Write \"" + s.substr(0, figure_end + 1) + "\", and unit: " + s.substr(figure_end + 2) +
               " beside it.";
    }
    if (parse_metric_test(">= " + s)) return "Say which way: \">= " + s + "\" or \"<= " + s + "\".";
    return "Write one of \">= 95\", \"> 95\", \"<= 10\", \"< 10\", \"== 100\", \"between 3 and 5\", "
           "\"better than benchmark\", \"worse than benchmark\".";
}

bool passes(const MetricTest& test, MetricSpec::Better better, double value,
            std::optional<double> benchmark) {
    switch (test.kind) {
        case MetricTest::Kind::at_least:
            return value >= test.low;
        case MetricTest::Kind::more_than:
            return value > test.low;
        case MetricTest::Kind::at_most:
            return value <= test.low;
        case MetricTest::Kind::less_than:
            return value < test.low;
        case MetricTest::Kind::equal:
            return value == test.low;
        case MetricTest::Kind::between:
            return value >= test.low && value <= test.high;
        case MetricTest::Kind::better_than_benchmark:
        case MetricTest::Kind::worse_than_benchmark:
            break;
    }
    if (!benchmark || better == MetricSpec::Better::unstated || value == *benchmark) return false;
    const bool is_better = (better == MetricSpec::Better::lower) == (value < *benchmark);
    return is_better == (test.kind == MetricTest::Kind::better_than_benchmark);
}

}  // namespace assay::rules
