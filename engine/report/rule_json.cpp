#include "report/rule_json.h"

namespace assay::report {

namespace {

constexpr std::size_t kUsualHead = 112;  // bytes

}  // namespace

RuleJson::RuleJson(const std::vector<RuleInfo>& rules) {
    begins_.reserve(rules.size() + 1);
    heads_.reserve(rules.size() * kUsualHead);
    JsonText json(heads_);
    for (const RuleInfo& rule : rules) {
        begins_.push_back(static_cast<std::uint32_t>(json.size()));
        json.begin_object();
        write_rule_keys(json, rule);
        json.key("points");
        json.number(rule.points);
        json.key("contribution");
    }
    begins_.push_back(static_cast<std::uint32_t>(json.size()));
}

void write_rule_keys(JsonText& json, const RuleInfo& rule) {
    json.key("rule");
    json.text(rule.id);
    json.key("title");
    json.text(rule.title);
    json.ready("\"level\":", rule.level);
}

std::shared_ptr<const RuleJson> PreparedRules::of(const std::shared_ptr<const RulePack>& pack) {
    const std::lock_guard lock(mutex_);
    for (const auto& [known, json] : known_) {
        if (known == pack) return json;
    }
    return known_.emplace_back(pack, std::make_shared<const RuleJson>(pack->rules())).second;
}

}  // namespace assay::report
