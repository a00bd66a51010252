// One report of the corpus, or one that was dropped, scored by the rules as they are now.
#pragma once

#include <optional>
#include <string>

#include "assay/engine.h"
#include "serve/workbench.h"

namespace assay::serve {

/// A report's text by its id: dropped ones first, then the corpus'.
std::optional<corpus::CorpusText> find_text(Workbench& bench, PackRoom& room, const std::string& id);

/// Scores it, with what was silenced; `flips` also searches what would turn the score, `drafts` also scores
/// rules whose status is draft.
ScoredReport score_now(const std::shared_ptr<const RulePack>& pack, const corpus::CorpusText& text,
                       bool flips, bool drafts);

}  // namespace assay::serve
