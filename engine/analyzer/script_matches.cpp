#include "analyzer/script_matches.h"

namespace assay::analyzer {

ScriptMatches::ScriptMatches(const PackContent& pack, const rules::DocumentMatches& matches,
                             std::span<const std::uint32_t> sentences)
    : sentences_(sentences) {
    using Role = rules::PhraseUse::Role;
    std::vector<ScriptMatch> in_text;
    for (const std::uint32_t s : sentences) {
        for (std::uint32_t m = matches.begins[s]; m < matches.begins[s + 1]; ++m) {
            for (const rules::PhraseUse& use : pack.uses[matches.matches[m].phrase]) {
                if (use.role != Role::script && use.role != Role::trigger) continue;
                in_text.push_back({use.owner, s, use.part, use.role == Role::trigger, &matches.matches[m]});
            }
        }
    }
    // Counted out to their rules: within each they stay in the order of the text.
    begins_.resize(pack.rules.size() + 2, 0);
    for (const ScriptMatch& match : in_text) ++begins_[match.rule + 2];
    for (std::size_t r = 2; r < begins_.size(); ++r) begins_[r] += begins_[r - 1];
    matches_.resize(in_text.size());
    for (const ScriptMatch& match : in_text) matches_[begins_[match.rule + 1]++] = match;
}

}  // namespace assay::analyzer
