// Why a rule fired in a report, or did not: how many sentences passed each stage, what stopped the others,
// and which sentences came near.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assay/engine.h"
#include "lua/session.h"
#include "rules/near_miss.h"

namespace assay::analyzer {

/// One stage of a rule: how many sentences were left after it, and how many it stopped.
struct WhyStage {
    std::string name;
    std::size_t left = 0;
    std::size_t stopped = 0;
};

/// A sentence in which the rule found something.
struct WhySentence {
    std::uint32_t sentence = 0;
    std::string stage;  ///< that stopped it; empty where it is cited
    std::string reason;
    std::vector<Span> matches;  ///< bytes of the text
    double strength = 0;
    double contribution = 0;
    std::vector<ContextEffect> context;
};

/// A rule that a composite needs, and whether it fired.
struct WhyNeeded {
    std::string rule;
    std::string group;  ///< all, any, none
    bool fired = false;
};

struct Why {
    std::uint32_t rule = 0;
    std::vector<std::string>
        statements;                    ///< of the report, that the rule serves; empty: it serves none of them
    std::vector<WhyStage> stages;      ///< empty for Lua rules and composites
    std::vector<WhySentence> cited;    ///< by place
    std::vector<WhySentence> stopped;  ///< by place
    std::vector<rules::NearMiss> near;  ///< nearest first
    std::vector<WhyNeeded> needed;      ///< of a composite
    std::vector<lua::Need> needs;       ///< of a Lua rule
    std::vector<std::string> log;
    std::optional<ScriptFailure> failure;
    bool untriggered = false;  ///< the script did not run: its trigger stands nowhere
};

/// Why one rule did what it did. The report must have been scored with `keep_silenced` and `drafts`.
Why why_rule(const ScoredReport& report, std::uint32_t rule, std::size_t most_near = 8);

/// One rule's business with one sentence.
struct WhyAt {
    std::uint32_t rule = 0;
    std::uint32_t sentence = 0;
    std::optional<WhySentence> touched;   ///< it found something: cited, or stopped
    std::optional<rules::NearMiss> near;  ///< it nearly did
};

/// Every rule that touched the sentences, cited first, then stopped, then near misses from the nearest on.
std::vector<WhyAt> why_at(const ScoredReport& report, const std::vector<std::uint32_t>& sentences,
                          std::size_t most_near = 12);

}  // namespace assay::analyzer
