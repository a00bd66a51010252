// Where each character of a YAML scalar stands in its file: a parser tells only where the scalar begins.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assay::rules {

/// A byte of a file: line and byte in the line, both from 0.
struct FilePoint {
    std::size_t line = 0;
    std::size_t byte = 0;
};

/// Aligns the value of a scalar with the text it was read from: plain, quoted either way, or a block.
class ScalarText {
public:
    /// `start` is where the scalar begins: its first character, quotation mark, | or >. Where value and text
    /// do not agree (they always should), the rest of the value stands at the last place that was known.
    ScalarText(const std::vector<std::string>& lines, FilePoint start, std::string_view value);

    /// The place of the value's byte number `offset`.
    FilePoint at(std::size_t offset) const {
        return points_.empty() ? start_ : points_[offset < points_.size() ? offset : points_.size() - 1];
    }

private:
    void literal(const std::vector<std::string>& lines, std::string_view value);
    void flowing(const std::vector<std::string>& lines, FilePoint from, std::string_view value, char quote);

    FilePoint start_;
    std::vector<FilePoint> points_;  // by byte of the value
};

}  // namespace assay::rules
