// What a finding's JSON says of its rule, written once a pack.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "assay/rule_pack.h"
#include "report/json_text.h"

namespace assay::report {

/// The keys of a finding that its rule alone decides. Read-only once built.
class RuleJson {
public:
    explicit RuleJson(const std::vector<RuleInfo>& rules);

    /// The beginning of a finding's object: its brace, the rule's keys, and the key of its contribution.
    std::string_view head(std::uint32_t rule) const {
        return {heads_.data() + begins_[rule], begins_[rule + 1] - begins_[rule]};
    }
    /// Has the processor fetch the head of a rule that will soon be written: the heads of a large pack lie
    /// farther apart than its caches reach.
    void fetch(std::uint32_t rule) const {
        const char* const head = heads_.data() + begins_[rule];
        __builtin_prefetch(head);
        __builtin_prefetch(head + 64);
    }

private:
    std::string heads_;
    std::vector<std::uint32_t> begins_;  // by rule, and one behind the last
};

/// Writes "rule", "title" and "level" into an open object.
void write_rule_keys(JsonText& json, const RuleInfo& rule);

/// The rules of the packs that were asked for, each prepared when it is first met. Thread-safe.
class PreparedRules {
public:
    std::shared_ptr<const RuleJson> of(const std::shared_ptr<const RulePack>& pack);

private:
    std::mutex mutex_;
    std::vector<std::pair<std::shared_ptr<const RulePack>, std::shared_ptr<const RuleJson>>> known_;
};

}  // namespace assay::report
