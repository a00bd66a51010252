// How far an edit of a pack moves balances, also where no score changes.
#pragma once

#include <cstddef>
#include <vector>

#include "corpus/corpus.h"

namespace assay::corpus {

/// An assessment whose balance moved by 0.05 points or more; `index` is its place in the new corpus'
/// `labelled`.
struct BalanceMove {
    double before = 0, after = 0;
    std::size_t index = 0;
};

/// Of two corpora read from the same files: what is in both is compared. The farthest first.
std::vector<BalanceMove> balance_moves(const Corpus& before, const Corpus& after);

}  // namespace assay::corpus
