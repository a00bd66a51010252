// Reading YAML strictly: every value has a place, every key must be known, every mistake is a diagnostic.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "assay/diagnostic.h"
#include "rules/parse_yaml.h"
#include "rules/rule_spec.h"
#include "rules/scalar_text.h"
#include "rules/yaml_tree.h"

namespace assay::rules {

/// Reads values out of one file's tree and reports what is wrong with them. Not thread-safe.
class YamlReader {
public:
    YamlReader(const YamlFile& file, Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

    /// The place of a node; `length` characters are underlined.
    Place place(const YamlNode& node, std::size_t length = 1) const;
    Place place(FilePoint at, std::size_t length) const;
    /// The place of a byte of a scalar's value, whichever way the scalar is written.
    Place place_inside(const YamlNode& node, std::size_t offset, std::size_t length) const;
    void report(Severity severity, std::string code, const Place& at, std::string message,
                std::string suggestion = {}) const;
    void error(std::string code, const YamlNode& node, std::string message,
               std::string suggestion = {}) const;

    /// True when the node is a map; reports duplicate keys and keys that are not in `known`
    /// ("did you mean"). `what` names the thing: "a rule".
    bool map(const YamlNode& node, std::string_view what, const std::vector<std::string>& known) const;

    /// True when `map` told of a key of this node that `key` was probably meant by it: then `key` is
    /// misspelt, not missing.
    bool misspelt(const YamlNode& node, const std::string& key) const;

    /// One scalar with its place; nothing (and an error) for a map or list.
    std::optional<Text> text(const YamlNode& node, std::string_view what) const;
    /// A list of scalars, or a single scalar taken as a list of one.
    std::vector<Text> texts(const YamlNode& node, std::string_view what) const;
    /// Phrases: a block scalar with one a line (`#` begins a comment line), one scalar, or a list.
    std::vector<Text> phrases(const YamlNode& node, std::string_view what) const;
    std::optional<double> number(const YamlNode& node, std::string_view what, double lowest,
                                 double highest) const;
    std::optional<int> integer(const YamlNode& node, std::string_view what, int lowest, int highest) const;
    std::optional<bool> boolean(const YamlNode& node, std::string_view what) const;
    /// One of the words; reports anything else with a suggestion.
    std::optional<std::string> one_of(const YamlNode& node, std::string_view what,
                                      const std::vector<std::string>& words) const;

    const YamlFile& file() const { return file_; }

private:
    /// Where a scalar's value begins that stands in its line as it is.
    std::optional<std::size_t> one_line(const YamlNode& node) const;
    void joined(const YamlNode& node, std::string_view what) const;

    const YamlFile& file_;
    Diagnostics& diagnostics_;
    mutable std::vector<std::pair<YamlMark, std::string>> meant_;  // place of a map, key that was meant
};

/// Calls `read` with each entry of a list, or with the node itself where it is none: many keys take both.
template <class Read>
void each_entry(const YamlNode& node, Read read) {
    if (!node.is_sequence()) return read(node);
    for (const auto& item : node) read(item);
}

}  // namespace assay::rules
