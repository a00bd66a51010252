#include "rules/yaml_tree.h"

namespace assay::rules {

const std::string& YamlNode::scalar() const {
    static const std::string kNone;
    return value_ == nullptr ? kNone : value_->text;
}

std::size_t YamlNode::size() const {
    if (value_ == nullptr) return 0;
    return is_map() ? value_->children.size() / 2 : value_->children.size();
}

YamlNode YamlNode::operator[](std::string_view key) const {
    if (!is_map()) return {};
    const auto& pairs = value_->children;
    for (std::size_t i = 0; i < pairs.size(); i += 2) {
        if (pairs[i]->kind == YamlValue::Kind::scalar && pairs[i]->text == key) return YamlNode(pairs[i + 1]);
    }
    return {};
}

YamlNode YamlNode::operator[](std::size_t index) const {
    if (!is_sequence() || index >= value_->children.size()) return {};
    return YamlNode(value_->children[index]);
}

YamlNode::Iterator YamlNode::begin() const {
    return {value_ == nullptr ? nullptr : value_->children.data(), is_map()};
}

YamlNode::Iterator YamlNode::end() const {
    return {value_ == nullptr ? nullptr : value_->children.data() + value_->children.size(), is_map()};
}

}  // namespace assay::rules
