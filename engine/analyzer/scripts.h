// Runs a pack's Lua rules for one statement and adds what they find to its assessment.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "assay/assessment.h"
#include "assay/document.h"
#include "assay/rule_pack.h"
#include "lua/session.h"
#include "rules/evaluate.h"

namespace assay::analyzer {

/// The script states of a pack for one thread, or null where the pack has no Lua rules.
std::unique_ptr<lua::LuaSession> start_scripts(const RulePack& pack);

/// Bound to one document. Refers to everything it is given; not thread-safe.
class ScriptRunner {
public:
    ScriptRunner(const RulePack& pack, const Document& document, const rules::DocumentMatches& matches, lua::LuaSession& session)
        : pack_(pack), document_(document), matches_(matches), session_(session) {}

    /// Runs every active script that applies to the statement and whose trigger matched. `part_weights`
    /// says how much the text of each part counts; sentences of parts without weight are not shown.
    /// A script that fails marks the assessment incomplete.
    void run(const std::string& statement, const std::vector<double>& part_weights, Assessment& assessment);

private:
    const RulePack& pack_;
    const Document& document_;
    const rules::DocumentMatches& matches_;
    lua::LuaSession& session_;
};

}  // namespace assay::analyzer
