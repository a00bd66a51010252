// How well the sections that hold a phrase are told apart from those that do not, by score.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "suggest/words.h"

namespace assay::suggest {

using ScoreCounts = std::array<std::uint32_t, 4>;  ///< 1 first

/// The log-odds ratio of holding the phrase, sections above a cut between two scores against those below,
/// shrunk towards 0 by an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008): as if each side had
/// kPriorSections more sections that hold it as often as all do. z is the ratio over its standard deviation.
struct Separation {
    int cut = 2;  ///< between `cut` and `cut` + 1
    double log_odds = 0;
    double deviation = 0;
    double z = 0;

    /// The level that a rule for it would have: of the side that the phrase speaks for, the end where the cut
    /// is.
    int level() const { return z > 0 ? cut == 3 ? 4 : 3 : cut == 1 ? 1 : 2; }
};

inline constexpr double kPriorSections = 10;

/// At the cut where |z| is largest; `all` counts every section. Cuts with an empty side are left out.
Separation separate(const ScoreCounts& holding, const ScoreCounts& all);

/// Published scores by section after authorities have exchanged theirs at random, statement by statement:
/// what is found then is found by chance.
std::vector<int> exchanged_scores(const std::vector<Section>& sections, std::uint64_t seed);

}  // namespace assay::suggest
