#include "assay/rule_pack.h"

#include "rules/pack_content.h"

namespace assay {

RulePack::RulePack(std::unique_ptr<const PackContent> content) : content_(std::move(content)) {}
RulePack::~RulePack() = default;

const std::string& RulePack::id() const {
    return content_->settings.id;
}
const std::string& RulePack::title() const {
    return content_->settings.title;
}
const std::string& RulePack::version() const {
    return content_->settings.version;
}
const std::string& RulePack::hash() const {
    return content_->hash;
}
const Framework& RulePack::framework() const {
    return content_->framework;
}
const std::vector<RuleInfo>& RulePack::rules() const {
    return content_->infos;
}
const ScoringModel& RulePack::model() const {
    return content_->model;
}

int RulePack::find_rule(std::string_view rule_id) const {
    const auto found = content_->rule_by_id.find(std::string(rule_id));
    return found == content_->rule_by_id.end() ? -1 : static_cast<int>(found->second);
}

}  // namespace assay
