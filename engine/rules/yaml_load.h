// From a file's text to its tree, by the quick way or by yaml-cpp.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "rules/yaml_tree.h"

namespace assay::rules {

struct LoadedYaml {
    std::shared_ptr<const YamlTree> tree;
    YamlNode root;              ///< of the first document; undefined where there is none
    std::size_t documents = 0;  ///< parted by lines of three dashes; 2 stands for any number over 1
    bool too_large = false;     ///< with its aliases written out it would hold over a million values
};

/// Reads. `lines` are those of `text`. Throws YAML::Exception where yaml-cpp does.
LoadedYaml load_yaml(const std::string& text, const std::vector<std::string>& lines);

/// The same by yaml-cpp alone: what load_yaml() must agree with.
LoadedYaml load_yaml_slowly(const std::string& text);

}  // namespace assay::rules
