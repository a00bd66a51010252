// Long plain texts, taken out of a YAML file before yaml-cpp reads it and put back into its tree.
//
// yaml-cpp tries several patterns at each character of a scalar, which is most of the time that loading a
// pack takes. Nearly all of a rule file is phrases below `|` and sentences of one line: what these hold can
// be told without any pattern.
#pragma once

#include <yaml-cpp/yaml.h>

#include <cstddef>
#include <string>
#include <vector>

namespace assay::rules {

/// A scalar that was taken out: where it stands, and what it says.
struct TakenOut {
    std::size_t line = 0;    ///< from 0
    std::size_t column = 0;  ///< from 0, in bytes
    std::string value;
};

/// A YAML file with one letter in place of each scalar that was taken out. Lines and columns of everything
/// that is left are what they were.
struct ShortYaml {
    std::string text;
    std::vector<TakenOut> taken;  ///< in the order of the text
};

/// Takes out the scalars whose value is plain to see: literal blocks (`key: |`), and texts of one line behind
/// a key or a dash. Whatever is unusual stays. `lines` are those of the file, without line breaks.
ShortYaml shorten(const std::vector<std::string>& lines);

/// Puts back what was taken out. False where a letter is not in its place: the text was not what it seemed
/// (part of a longer scalar), and the file must be read as it is.
bool put_back(const ShortYaml& shortened, YAML::Node& root);

/// The tree of each document of a file, as YAML::LoadAll gives it, and its exceptions.
std::vector<YAML::Node> load_yaml(const std::string& text, const std::vector<std::string>& lines);

}  // namespace assay::rules
