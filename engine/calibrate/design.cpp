#include "calibrate/design.h"

#include <algorithm>
#include <map>

#include "score/curve.h"

namespace assay::calibrate {
namespace {

std::vector<std::string> sorted_unique(std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::uint32_t index_of(const std::vector<std::string>& sorted, const std::string& name) {
    return static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), sorted.end(), name) - sorted.begin());
}

}  // namespace

Design make_design(const LabelledSet& labelled, const ScoringModel& model) {
    Design design;
    design.rules = model.weights.size();
    design.group_caps = model.group_caps;
    for (const RuleWeight& rule : model.weights) design.group_of.push_back(rule.group);
    std::vector<std::string> statements, authorities;
    for (const LabelledEvidence& each : labelled) {
        statements.push_back(each.evidence.statement);
        authorities.push_back(each.authority);
    }
    design.statements = sorted_unique(std::move(statements));
    design.authorities = sorted_unique(std::move(authorities));

    for (const LabelledEvidence& each : labelled) {
        std::map<std::uint32_t, std::pair<double, double>> strength;  // own, flipped
        for (const score::Hit& hit : each.evidence.hits) {
            auto& sums = strength[hit.rule];
            (hit.flipped ? sums.second : sums.first) += hit.strength;
        }
        const double factor = score::length_factor(each.evidence.sentences, model);
        Design::Row row{};
        row.begin = static_cast<std::uint32_t>(design.entries.size());
        for (const auto& [rule, sums] : strength) {
            const RuleWeight& weight = model.weights[rule];
            const double x =
                score::curve(sums.first * factor, model) - score::curve(sums.second * factor, model);
            design.entries.push_back({rule, (weight.level >= 3 ? 1 : -1) * weight.points * x});
        }
        row.end = static_cast<std::uint32_t>(design.entries.size());
        std::stable_sort(design.entries.begin() + row.begin, design.entries.end(),
                         [&design](const Design::Entry& a, const Design::Entry& b) {
                             return design.group_of[a.rule] < design.group_of[b.rule];
                         });
        row.ungrouped_end = row.begin;
        while (row.ungrouped_end < row.end && design.group_of[design.entries[row.ungrouped_end].rule] < 0) {
            ++row.ungrouped_end;
        }
        row.level = each.published;
        row.statement = index_of(design.statements, each.evidence.statement);
        row.authority = index_of(design.authorities, each.authority);
        design.rows.push_back(row);
    }
    return design;
}

double Design::balance(const Row& row, const std::vector<double>& weight, double cap_scale) const {
    double z = 0;
    std::uint32_t i = row.begin;
    for (; i < row.ungrouped_end; ++i) z += weight[entries[i].rule] * entries[i].value;
    while (i < row.end) {
        const int group = group_of[entries[i].rule];
        double sum = 0;
        for (; i < row.end && group_of[entries[i].rule] == group; ++i) {
            sum += weight[entries[i].rule] * entries[i].value;
        }
        const double cap = cap_scale * group_caps[static_cast<std::size_t>(group)];
        z += std::clamp(sum, -cap, cap);
    }
    return z;
}

}  // namespace assay::calibrate
