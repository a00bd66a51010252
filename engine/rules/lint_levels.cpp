// Scores that no report can get, because nothing speaks for them.
#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <set>

#include "rules/lint_parts.h"

namespace assay::rules {

namespace {

// The furthest that the rules of one side can move the balance of a statement.
double reach(const PackContent& pack, const std::string& statement, bool strengths) {
    double sum = 0;
    std::set<int> groups;
    for (std::size_t r = 0; r < pack.infos.size(); ++r) {
        const RuleInfo& rule = pack.infos[r];
        if (rule.status != RuleStatus::active || (rule.level >= 3) != strengths) continue;
        const bool applies =
            rule.statements.empty() ||
            std::find(rule.statements.begin(), rule.statements.end(), statement) != rule.statements.end();
        if (!applies) continue;
        const int group = pack.model.weights[r].group;
        if (group < 0) return std::numeric_limits<double>::infinity();
        if (groups.insert(group).second) sum += pack.model.group_caps[static_cast<std::size_t>(group)];
    }
    return sum;
}

int level_at(double balance, const CutPoints& cuts) {
    int level = 1;
    for (const double cut : cuts.cut_points) level += balance >= cut ? 1 : 0;
    return level;
}

}  // namespace

void lint_levels(const LintContext& context) {
    const PackContent& pack = context.pack;
    const bool flips = std::any_of(pack.cues.begin(), pack.cues.end(), [](const CompiledCue& c) {
        return c.action.kind == CueAction::Kind::flip;
    });
    for (const Statement& statement : pack.framework.statements) {
        const double up = reach(pack, statement.id, true);
        const double down = reach(pack, statement.id, false);
        const Place at{context.options.pack_file, 0, 0, 0};
        if (up == 0 && down == 0) {
            context.warn("W011", at, fmt::format("No active rule serves the statement `{}`.", statement.id),
                         "Write rules for it, or take it out of the framework.");
            continue;
        }
        const double both = flips ? up + down : 0;
        const CutPoints& cuts = pack.model.cuts_for(statement.id);
        const int highest = level_at(std::max(up, both), cuts);
        const int lowest = level_at(-std::max(down, both), cuts);
        if (highest < kHighestScore) {
            context.warn("W011", at,
                         fmt::format("No report can get more than {} for `{}`: its strengths together reach "
                                     "{:g}, and the cut point is {:g}.",
                                     highest, statement.id, up,
                                     cuts.cut_points[static_cast<std::size_t>(highest - 1)]),
                         "Add rules of level 3 or 4, raise the groups' caps, or lower the cut point.");
        }
        if (lowest > kLowestScore) {
            context.warn("W011", at,
                         fmt::format("No report can get less than {} for `{}`: its shortfalls together reach "
                                     "{:g}, and the cut point is {:g}.",
                                     lowest, statement.id, -down,
                                     cuts.cut_points[static_cast<std::size_t>(lowest - 2)]),
                         "Add rules of level 1 or 2, raise the groups' caps, or raise the cut point.");
        }
    }
}

}  // namespace assay::rules
