// Where the quick reading of a YAML file has come to, and the tree that it makes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rules/yaml_tree.h"

namespace assay::rules {

/// Refers to the lines and to the tree. `row` is the line at hand, `depth` the blocks and brackets around it.
struct QuickPlace {
    static constexpr int kDeepest = 64;

    const std::vector<std::string>& lines;
    YamlTree& tree;
    std::size_t row = 0;
    int depth = 0;

    /// The line at hand; there must be one.
    const std::string& line() const { return lines[row]; }

    /// A new value that begins in this column of the line at hand.
    YamlValue& add(YamlValue::Kind kind, std::size_t column) {
        return tree.add(kind, {static_cast<int>(row), static_cast<int>(column)});
    }

    /// The key from `column` to its `colon`, as colon_of() finds it; without its quotation marks.
    const YamlValue* key_at(std::size_t column, std::size_t colon) {
        const std::string& line = lines[row];
        const std::size_t mark = line[column] == '"' ? 1 : 0;
        YamlValue& key = add(YamlValue::Kind::scalar, column);
        key.text.assign(line, column + mark, colon - column - 2 * mark);
        return &key;
    }
};

}  // namespace assay::rules
