#include "analyzer/hits_by_place.h"

namespace assay::analyzer {

// Hits are ordered by rule: counted out to their sentences, they stay so within each.
HitsByPlace::HitsByPlace(const rules::Evaluation& evaluation, std::size_t sentences)
    : hits_(evaluation.hits.size()), begins_(sentences + 1, 0) {
    for (const rules::RuleHit& hit : evaluation.hits) ++begins_[hit.sentence + 1];
    for (std::size_t s = 1; s < begins_.size(); ++s) begins_[s] += begins_[s - 1];
    std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
    for (std::uint32_t i = 0; i < evaluation.hits.size(); ++i) hits_[next[evaluation.hits[i].sentence]++] = i;
}

}  // namespace assay::analyzer
