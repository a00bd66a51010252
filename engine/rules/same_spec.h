// Whether two parts of rules, cues or lists say the same: their places in the files do not count.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rules/rule_spec.h"

namespace assay::rules {

template <class T, class Same>
bool same_all(const std::vector<T>& a, const std::vector<T>& b, Same same_one) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_one);
}

bool same(const Text& a, const Text& b);
bool same(const std::vector<Text>& a, const std::vector<Text>& b);
bool same(const CueAction& a, const CueAction& b);
bool same(const NearSpec& a, const NearSpec& b);
bool same(const MetricSpec& a, const MetricSpec& b);
bool same(const ConditionSpec& a, const ConditionSpec& b);
bool same(const WhereSpec& a, const WhereSpec& b);
bool same(const std::optional<CombineSpec>& a, const std::optional<CombineSpec>& b);
bool same(const std::optional<ScriptSpec>& a, const std::optional<ScriptSpec>& b);
bool same(const std::map<std::string, CueAction>& a, const std::map<std::string, CueAction>& b);
bool same_cue(const CueSpec& a, const CueSpec& b);

/// The same for several of one kind, in their order.
template <class T>
bool same_each(const std::vector<T>& a, const std::vector<T>& b) {
    return same_all(a, b, [](const T& x, const T& y) { return same(x, y); });
}

}  // namespace assay::rules
