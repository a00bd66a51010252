#include "report/csv_row.h"

#include <fmt/compile.h>

#include <array>
#include <cmath>

#include "core/bytes16.h"
#include "report/last_bytes.h"
#include "report/parts.h"
#include "report/quote.h"
#include "report/utf8.h"

namespace assay::report {

namespace {

// What a spreadsheet would run begins with one of these. Full-width forms count as well: some programs fold
// them.
constexpr std::string_view kOpeners[] = {"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};

bool opens_formula(std::string_view cell) {
    const auto first = static_cast<unsigned char>(cell.front());
    if (first > '@' && first < 0x80) return false;  // a letter: nearly always
    for (const std::string_view opener : kOpeners) {
        if (cell.starts_with(opener)) return true;
    }
    return false;
}

// What would be changed, or quoted. `after_blank` is 1 where the bytes follow a blank.
std::uint32_t specials(Bytes16 bytes, std::uint32_t after_blank) {
    const std::uint32_t blanks = bytes.equal(' ');
    return bytes.unusual() | bytes.equal(',') | bytes.equal('"') | bytes.equal('\x7F') |
           (blanks & (blanks << 1 | after_blank));
}

// What goes into a cell as it is: most of what is no quotation. `text` is not empty.
bool is_plain_cell(std::string_view text) {
    if (text.back() == ' ' || opens_formula(text)) return false;
    if (text.size() < Bytes16::kSize) return before_first(specials(last_bytes(text, 0), 1)) >= text.size();
    std::uint32_t after_blank = 1;
    for (std::size_t at = 0; at + Bytes16::kSize <= text.size(); at += Bytes16::kSize) {
        const Bytes16 next = Bytes16::load(text.data() + at);
        if (specials(next, after_blank) != 0) return false;
        after_blank = next.equal(' ') >> (Bytes16::kSize - 1);
    }
    // What is left, with some of what was seen before it.
    return specials(Bytes16::load(text.data() + text.size() - Bytes16::kSize), 0) == 0;
}

}  // namespace

void append_text_cell(std::string& out, std::string_view text) {
    if (text.empty()) return;
    if (is_plain_cell(text)) {
        out += text;
        return;
    }
    std::string cell = normalised(text);
    // A cell cannot begin with a tab or a line break, for white space is normalised.
    if (!cell.empty() && opens_formula(cell)) cell.insert(cell.begin(), '\'');
    if (!is_normal(cell) || cell.find('\x7F') != std::string::npos) {
        for (char& c : cell) {
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';  // NUL ends a cell for R
        }
    }
    if (cell.find(',') == std::string::npos && cell.find('"') == std::string::npos) {
        out += cell;
        return;
    }
    out += '"';
    std::size_t at = 0;
    for (std::size_t quote = cell.find('"'); quote != std::string::npos; quote = cell.find('"', at)) {
        out.append(cell, at, quote + 1 - at);
        out += '"';
        at = quote + 1;
    }
    out.append(cell, at);
    out += '"';
}

CsvRow& CsvRow::number(double value) {
    if (!std::isfinite(value)) return empty();
    return ready(numbers_.of(
        value, [](double number, char* at) { return fmt::format_to(at, FMT_COMPILE("{}"), number); }));
}

CsvRow& CsvRow::count(std::uint64_t value) {
    std::array<char, parts::kLongestInteger> digits;
    const char* const end = parts::put(digits.data(), value);
    return ready({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

}  // namespace assay::report
