#include "rules/order_composites.h"

#include "rules/settle_rules.h"
#include "rules/tell.h"

namespace assay::rules {

namespace {

void resolve(const PackContent& pack, const std::vector<Text>& ids, std::vector<std::uint32_t>& to,
             Diagnostics& diagnostics) {
    for (const Text& id : ids) {
        const auto found = pack.rule_by_id.find(id.value);
        if (found != pack.rule_by_id.end()) {
            to.push_back(found->second);
            continue;
        }
        report(diagnostics, Severity::error, "R022", id.place,
               fmt::format("There is no rule `{}`.", id.value),
               did_you_mean(id.value, rule_ids(pack), "Name a rule of this pack that is not off."));
    }
}

// Depth first, so that a composite comes after the rules it needs.
void visit(PackContent& pack, std::uint32_t r, std::vector<int>& state, Diagnostics& diagnostics) {
    const CompiledRule& rule = pack.rules[r];
    if (!pack.specs[r].combine || state[r] == 2) return;
    if (state[r] == 1) {
        report(diagnostics, Severity::error, "R023", pack.specs[r].id.place,
               fmt::format("`{}` depends on itself through `combine`.", pack.specs[r].id.value),
               "Remove it from one of the rules it names.");
        return;
    }
    state[r] = 1;
    for (const auto* needs : {&rule.combine_all, &rule.combine_any, &rule.combine_none}) {
        for (const std::uint32_t n : *needs) visit(pack, n, state, diagnostics);
    }
    state[r] = 2;
    pack.composites.push_back(r);
}

}  // namespace

void order_composites(PackContent& pack, Diagnostics& diagnostics) {
    for (std::uint32_t r = 0; r < pack.specs.size(); ++r) {
        if (!pack.specs[r].combine) continue;
        CompiledRule& rule = pack.rules[r];
        resolve(pack, pack.specs[r].combine->all, rule.combine_all, diagnostics);
        resolve(pack, pack.specs[r].combine->any, rule.combine_any, diagnostics);
        resolve(pack, pack.specs[r].combine->none, rule.combine_none, diagnostics);
    }
    std::vector<int> state(pack.specs.size(), 0);
    for (std::uint32_t r = 0; r < pack.specs.size(); ++r) visit(pack, r, state, diagnostics);
}

}  // namespace assay::rules
