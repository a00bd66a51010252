#include "report/rule_json.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace assay::testing {
namespace {

TEST(RuleJson, HeadsAreOfTheirRules) {
    std::vector<RuleInfo> rules;
    for (int i = 0; i < 300; ++i) {
        RuleInfo rule;
        rule.id = "waiting." + std::to_string(i);
        rule.title = i % 3 == 0 ? "People wait \"too\" long" : std::string(static_cast<std::size_t>(i), 'w');
        rule.level = 1 + i % 4;
        rule.points = i / 10.0;
        rules.push_back(rule);
    }
    const report::RuleJson json(rules);
    for (std::uint32_t i = 0; i < rules.size(); ++i) {
        std::string expected;
        {
            report::JsonText alone(expected);
            alone.begin_object();
            report::write_rule_keys(alone, rules[i]);
            alone.key("points");
            alone.number(rules[i].points);
            alone.key("contribution");
        }
        json.fetch(i);
        EXPECT_EQ(json.head(i), expected);
    }
    EXPECT_EQ(
        json.head(0),
        R"({"rule":"waiting.0","title":"People wait \"too\" long","level":1,"points":0.0,"contribution":)");
}

}  // namespace
}  // namespace assay::testing
