// Two versions of a pack held against each other, for people: which rules changed, and in what.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/pack_content.h"

namespace assay::rules {

/// One thing that differs in a rule.
struct FieldChange {
    /// "title", "statement", "level", "points", "group", "status", "about", "where", "phrases" (what stands
    /// under `match`), "near", "metric", "regex", "combine", "script", "conditions" (`all`, `any`, `none`),
    /// "except", "context", "limit per document", "limit per paragraph" or "examples".
    std::string field;
    /// What stood there and what stands there now, where that is one short value; else none.
    std::optional<std::string> before, after;
    std::vector<std::string> added, removed;  ///< entries of "phrases", "regex" and "except"
};

struct RuleChange {
    std::string rule;
    std::vector<FieldChange> fields;  ///< not empty
};

/// Rules in the order of the pack that has them, lists and groups by name. A rule that is switched off is
/// there still: its status changed.
struct PackChanges {
    std::vector<std::string> added, removed;
    std::vector<RuleChange> changed;
    std::vector<std::string> lists, groups;  ///< new, gone, or not what they were
    bool cues = false;                       ///< context cues
    bool frame = false;                      ///< pack.yaml or framework.yaml
    bool model = false;                      ///< cut points, slopes or fitted weights

    bool empty() const;
};

/// What the author of `after` changed. Places in the files do not count. Thread-safe.
PackChanges pack_changes(const PackContent& before, const PackContent& after);

/// The fields of a change in words: "points 0.8 → 8; phrases lost “~need ~met” and gained 3".
std::string changes_text(const RuleChange& change);

}  // namespace assay::rules
