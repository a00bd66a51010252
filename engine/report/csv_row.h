// Rows of CSV, cell by cell; csv_writer.h says what kind of CSV.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "report/number_texts.h"

namespace assay::report {

/// Appends a cell of text: quoted where it must be; where it begins as a formula does, with an
/// apostrophe before it. Broken UTF-8 is replaced, line breaks become blanks.
void append_text_cell(std::string& out, std::string_view text);

/// Appends cells to a string, one row after another, or a few cells that are to be part of rows. Numbers and
/// flags need no quotes. Refers to what it is made of. Not thread-safe.
class CsvRow {
public:
    CsvRow(std::string& out, NumberTexts& numbers) : out_(out), numbers_(numbers) {}

    CsvRow& text(std::string_view value) {
        next();
        append_text_cell(out_, value);
        return *this;
    }
    CsvRow& maybe(const std::optional<std::string>& value) {
        return text(value ? std::string_view(*value) : "");
    }
    /// As short as it reads back the same; empty where it is infinite or no number.
    CsvRow& number(double value);
    CsvRow& maybe_number(std::optional<double> value) { return value ? number(*value) : empty(); }
    CsvRow& count(std::uint64_t value);
    CsvRow& score(std::optional<int> value) {
        return value ? count(static_cast<std::uint64_t>(*value)) : empty();
    }
    /// A count where 0 means that there is none.
    CsvRow& place(std::uint32_t value) { return value == 0 ? empty() : count(value); }
    CsvRow& flag(bool value) { return ready(value ? "TRUE" : "FALSE"); }
    CsvRow& maybe_flag(std::optional<bool> value) { return value ? flag(*value) : empty(); }
    CsvRow& empty(int cells = 1) {
        for (int i = 0; i < cells; ++i) next();
        return *this;
    }
    /// One or more cells that are CSV already.
    CsvRow& ready(std::string_view cells) {
        next();
        out_ += cells;
        return *this;
    }
    void end() {
        out_ += "\r\n";
        first_ = true;
    }

private:
    void next() {
        if (!first_) out_ += ',';
        first_ = false;
    }

    std::string& out_;
    NumberTexts& numbers_;
    bool first_ = true;
};

}  // namespace assay::report
