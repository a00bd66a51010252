#include "analyzer/script_matches.h"

#include <algorithm>

namespace assay::analyzer {

ScriptMatches::ScriptMatches(const PackContent& pack, const Document& document,
                             const rules::DocumentMatches& matches, std::uint16_t part) {
    using Role = rules::PhraseUse::Role;
    for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
        if (document.sentences[s].part != part) continue;
        sentences_.push_back(s);
        for (std::uint32_t m = matches.begins[s]; m < matches.begins[s + 1]; ++m) {
            for (const rules::PhraseUse& use : pack.uses[matches.matches[m].phrase]) {
                if (use.role != Role::script && use.role != Role::trigger) continue;
                matches_.push_back({use.owner, s, use.part, use.role == Role::trigger, &matches.matches[m]});
            }
        }
    }
    std::stable_sort(matches_.begin(), matches_.end(),
                     [](const ScriptMatch& a, const ScriptMatch& b) { return a.rule < b.rule; });
}

std::span<const ScriptMatch> ScriptMatches::of(std::uint32_t rule) const {
    const auto [first, last] =
        std::equal_range(matches_.begin(), matches_.end(), ScriptMatch{rule, 0, 0, false, nullptr},
                         [](const ScriptMatch& a, const ScriptMatch& b) { return a.rule < b.rule; });
    return {first, last};
}

}  // namespace assay::analyzer
