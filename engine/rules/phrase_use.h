// From a use of a phrase back to where its author wrote it.
#pragma once

#include "rules/pack_content.h"

namespace assay::rules {

/// The phrase as written in the rule, cue or pack.yaml that uses it.
const Text& text_of(const PackContent& pack, const PhraseUse& use);

/// "match", "near", "metric", "a condition", "except", "a cue", "a script", "trigger", "a mention".
const char* to_string(PhraseUse::Role role);

}  // namespace assay::rules
