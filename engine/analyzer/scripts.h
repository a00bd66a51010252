// Runs a pack's Lua rules for one statement and adds what they find to its assessment.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "assay/assessment.h"
#include "assay/document.h"
#include "assay/profile.h"
#include "assay/rule_pack.h"
#include "lua/session.h"
#include "rules/evaluate.h"

namespace assay::analyzer {

/// The script states of a pack for one thread, or null where the pack has no Lua rules.
std::unique_ptr<lua::LuaSession> start_scripts(const RulePack& pack);

/// Runs every active script (drafts too, where asked for) that applies to the assessment's statement and
/// whose trigger matched, over `sentences`: those of the assessment's own part. Each sentence that a vote
/// cites becomes a finding with the vote's strength. A script that fails marks the assessment incomplete.
/// What needs were not met becomes a silenced entry of stage "need" when `keep_silenced`. `costs`: by rule,
/// or null.
void run_scripts(const RulePack& pack, const Document& document, const rules::DocumentMatches& matches,
                 std::span<const std::uint32_t> sentences, lua::LuaSession& session, bool drafts,
                 bool keep_silenced, std::vector<RuleCost>* costs, Assessment& assessment);

}  // namespace assay::analyzer
