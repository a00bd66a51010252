#include "rules/yaml_load.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <map>
#include <sstream>
#include <utility>

#include "rules/yaml_quick.h"

namespace assay::rules {

namespace {

class Converter {
public:
    explicit Converter(YamlTree& tree) : tree_(tree) {}

    const YamlValue* run(const YAML::Node& node) {
        const YAML::Mark at = node.Mark();
        const YamlMark mark = at.is_null() ? YamlMark{} : YamlMark{at.line, at.column};
        if (node.IsScalar()) {
            YamlValue& out = tree_.add(YamlValue::Kind::scalar, mark);
            out.text = node.Scalar();
            return &out;
        }
        if (!node.IsSequence() && !node.IsMap()) return &tree_.add(YamlValue::Kind::null, mark);
        const auto kind = node.IsMap() ? YamlValue::Kind::map : YamlValue::Kind::sequence;
        // An alias is the node that it stands for; one inside that node itself is nothing.
        const auto [known, fresh] = known_.try_emplace({at.pos, node.IsMap()}, nullptr);
        if (!fresh) return known->second != nullptr ? known->second : &tree_.add(YamlValue::Kind::null, mark);
        YamlValue& out = tree_.add(kind, mark);
        out.flow = node.Style() == YAML::EmitterStyle::Flow;
        for (const auto& each : node) {
            if (kind == YamlValue::Kind::sequence) {
                out.children.push_back(run(each));
            } else {
                const YamlValue* key = run(each.first);
                out.children.push_back(key);
                out.children.push_back(run(each.second));
            }
        }
        known->second = &out;
        return &out;
    }

private:
    YamlTree& tree_;
    std::map<std::pair<int, bool>, const YamlValue*> known_;  // by place and kind, which tell nodes apart
};

class Unheard : public YAML::EventHandler {
public:
    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}
};

}  // namespace

LoadedYaml load_yaml_slowly(const std::string& text) {
    // YAML::LoadAll() would do, but it never comes to an end where the text begins with a comma: the comma
    // stays in front of one empty document after the other.
    std::istringstream in(text);
    YAML::Parser parser(in);
    Unheard unheard;
    std::size_t documents = 0;
    while (documents < 2 && parser.HandleNextDocument(unheard)) ++documents;
    const auto tree = std::make_shared<YamlTree>();
    LoadedYaml loaded{tree, {}, documents};
    if (documents > 0) loaded.root = YamlNode(Converter(*tree).run(YAML::Load(text)));
    return loaded;
}

LoadedYaml load_yaml(const std::string& text, const std::vector<std::string>& lines) {
    // A byte order mark shifts columns; a block that the end of the file cuts short has no last line break.
    if (!text.empty() && text.back() == '\n' && static_cast<unsigned char>(text.front()) < 0x80) {
        const auto tree = std::make_shared<YamlTree>();
        if (const YamlValue* root = read_quickly(lines, *tree)) return {tree, YamlNode(root), 1};
    }
    return load_yaml_slowly(text);
}

}  // namespace assay::rules
