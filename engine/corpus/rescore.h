// A corpus scored by one version of a pack, scored by another: only what an edit touches is evaluated.
#pragma once

#include <memory>
#include <optional>

#include "corpus/corpus.h"

namespace assay::corpus {

/// What score_texts() gives for `after`, found from what it gave for `before` with the same options. A
/// finding's matches may come in another order where two begin at the same word. Nothing is searched anew in
/// a report but the rules that differ; none where the packs differ so much that scoring anew is as good.
/// The error is "stopped". Thread-safe.
std::optional<Result<Corpus>> rescore_corpus(const Corpus& base,
                                             const std::shared_ptr<const RulePack>& before,
                                             const std::shared_ptr<const RulePack>& after,
                                             const CorpusOptions& options);

/// Whether rescore_corpus() can do it.
bool can_rescore(const RulePack& before, const RulePack& after);

/// Reads every file once and scores it by two versions of a pack, as score_corpora() does.
Result<std::vector<Corpus>> score_versions(const std::shared_ptr<const RulePack>& before,
                                           const std::shared_ptr<const RulePack>& after,
                                           const CorpusOptions& options);

}  // namespace assay::corpus
