// The text of a rule file as a tree, or as the mistake in it, in plain words.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "assay/diagnostic.h"
#include "rules/yaml_tree.h"

namespace assay::rules {

/// A YAML file in memory: its name as shown to people, its text, its lines, and its tree (undefined
/// when it could not be parsed, which is then among the diagnostics).
struct YamlFile {
    std::string name;
    std::string text;
    std::vector<std::string> lines;
    std::shared_ptr<const YamlTree> tree;  ///< owns what `root` refers to
    YamlNode root;
};

/// How many characters UTF-8 text has: what columns and lengths of places count.
std::uint32_t characters(std::string_view text);

/// Parses. Files over 4 MiB, nested deeper than 64, or with more than 100 aliases are refused.
YamlFile parse_yaml(std::string name, std::string text, Diagnostics& diagnostics);

}  // namespace assay::rules
