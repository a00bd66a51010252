// Groups of authorities that are held out together.
#pragma once

#include <cstdint>
#include <vector>

#include "calibrate/design.h"

namespace assay::calibrate {

/// A fold number for each of `rows`, the same for all rows of an authority. `folds` = 0, or as many as
/// there are authorities or more: one fold an authority. Otherwise authorities are dealt out at random
/// (by seed), each to the fold with the fewest rows so far.
struct Folds {
    std::size_t count = 0;
    std::vector<std::uint32_t> of;  ///< by position in `rows`

    /// The rows in a fold, and those in all others.
    void split(const std::vector<std::uint32_t>& rows, std::size_t fold, std::vector<std::uint32_t>& held_out,
               std::vector<std::uint32_t>& kept) const;
};

Folds make_folds(const Design& design, const std::vector<std::uint32_t>& rows, std::size_t folds,
                 std::uint64_t seed);

}  // namespace assay::calibrate
