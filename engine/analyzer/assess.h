// From a document and a pack to one assessment a statement.
#pragma once

#include <vector>

#include "assay/assessment.h"
#include "assay/document.h"
#include "assay/profile.h"
#include "assay/rule_pack.h"
#include "explain/flip.h"
#include "rules/evaluate.h"
#include "score/score.h"

namespace assay::lua {
class LuaSession;
}

namespace assay::analyzer {

struct AssessOptions {
    bool find_flips = true;
    bool keep_silenced = false;
    bool drafts = false;
    PackProfile* profile = nullptr;  ///< of this pack; null: nobody asks
};

/// Working memory of one thread.
struct AssessScratch {
    rules::EvaluateScratch evaluate;
    rules::DocumentMatches matches;
    score::Workspace score;
    score::Evidence evidence;  ///< of the assessment that was settled last
    score::Scored scored;      ///< the same
    explain::Workspace flips;
};

/// One assessment for each part of the report that is about a statement of the pack's framework, in
/// the order of the text. `scripts` runs the pack's Lua rules; null where the pack has none.
/// Thread-safe with a scratch and a script session of one's own.
std::vector<Assessment> assess(const RulePack& pack, const Document& document, lua::LuaSession* scripts,
                               AssessScratch& scratch, const AssessOptions& options);

/// Works out anew what follows from an assessment's findings and amount of evidence: contributions, balance,
/// probabilities, the predicted score or the reasons to abstain. Flips are not searched for.
void settle(const RulePack& pack, AssessScratch& scratch, Assessment& assessment);

/// The evidence of an assessment as numbers: what calibration and the search for flips work on. Findings of
/// one sentence share it as the pack says.
score::Evidence evidence_of(const RulePack& pack, const Assessment& assessment);

}  // namespace assay::analyzer
