// The YAML that people write in rule files, read line by line.
//
// yaml-cpp tries several patterns at each character, which was most of the time that loading a pack took.
// What nearly every rule file consists of can be told without: keys and dashes, blocks below `|`
// and `>`, texts of one line, brackets with such texts. Whatever else YAML has is left to yaml-cpp.
#pragma once

#include <string>
#include <vector>

#include "rules/yaml_tree.h"

namespace assay::rules {

/// The tree that yaml-cpp would give, added to `tree`, or null where the file holds anything unusual or
/// wrong. `lines` are those of the file without line breaks, the last of them ended by one.
const YamlValue* read_quickly(const std::vector<std::string>& lines, YamlTree& tree);

}  // namespace assay::rules
