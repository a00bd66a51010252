#include "rules/yaml_load.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

#include "rules/yaml_quick.h"

namespace assay::rules {

namespace {

constexpr std::size_t kMostValues = 1'000'000;

class Converter {
public:
    explicit Converter(YamlTree& tree) : tree_(tree) {}

    const YamlValue* run(const YAML::Node& node) {
        const YAML::Mark at = node.Mark();
        const YamlMark mark = at.is_null() ? YamlMark{} : YamlMark{at.line, at.column};
        ++values_;
        if (node.IsScalar()) {
            YamlValue& out = tree_.add(YamlValue::Kind::scalar, mark);
            out.text = node.Scalar();
            return &out;
        }
        if (!node.IsSequence() && !node.IsMap()) return &tree_.add(YamlValue::Kind::null, mark);
        const auto kind = node.IsMap() ? YamlValue::Kind::map : YamlValue::Kind::sequence;
        // An alias is the node that it stands for; one inside that node itself is nothing.
        const auto [known, fresh] = known_.try_emplace({at.pos, node.IsMap()});
        if (!fresh) {
            values_ = std::min(values_ + known->second.values, kMostValues + 1);
            return known->second.value != nullptr ? known->second.value
                                                  : &tree_.add(YamlValue::Kind::null, mark);
        }
        const std::size_t before = values_;
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
        known->second = {&out, values_ - std::min(values_, before)};
        return &out;
    }

    // Aliases of aliases can make a short file say more than anybody can read.
    bool too_large() const { return values_ > kMostValues; }

private:
    struct Known {
        const YamlValue* value = nullptr;
        std::size_t values = 0;  // that it holds, those behind its aliases included
    };

    YamlTree& tree_;
    std::map<std::pair<int, bool>, Known> known_;  // by place and kind, which tell nodes apart
    std::size_t values_ = 0;
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
    LoadedYaml loaded{tree, {}, documents, false};
    if (documents > 0) {
        Converter converter(*tree);
        loaded.root = YamlNode(converter.run(YAML::Load(text)));
        loaded.too_large = converter.too_large();
    }
    return loaded;
}

LoadedYaml load_yaml(const std::string& text, const std::vector<std::string>& lines) {
    // A byte order mark shifts columns; a block that the end of the file cuts short has no last line break.
    if (!text.empty() && text.back() == '\n' && static_cast<unsigned char>(text.front()) < 0x80) {
        const auto tree = std::make_shared<YamlTree>();
        if (const YamlValue* root = read_quickly(lines, *tree)) return {tree, YamlNode(root), 1, false};
    }
    return load_yaml_slowly(text);
}

}  // namespace assay::rules
