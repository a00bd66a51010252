// The labelled evidence as sparse rows, so that a balance is a short sum over fitted weights.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "calibrate/labelled.h"

namespace assay::calibrate {

/// z of a row is the sum over its entries of exp(delta[rule]) * value, where the entries of one group
/// are summed and held within its cap first. Immutable once built, then thread-safe.
struct Design {
    struct Entry {
        std::uint32_t rule;
        double value;  ///< sign * points * (g(own hits) - g(flipped hits)), the multiplier left out
    };
    struct Row {
        std::uint32_t begin, ungrouped_end, end;  ///< of entries; the grouped ones are sorted by group
        int level;                                ///< published, 1 to 4
        std::uint32_t statement;                  ///< index into `statements`
        std::uint32_t authority;                  ///< index into `authorities`
    };
    std::vector<Row> rows;
    std::vector<Entry> entries;
    std::vector<int> group_of;  ///< by rule; -1: none
    std::vector<double> group_caps;
    std::size_t rules = 0;
    std::vector<std::string> statements;   ///< sorted
    std::vector<std::string> authorities;  ///< sorted

    /// The balance of a row, `weight` = exp(delta) by rule; caps are multiplied by `cap_scale`.
    double balance(const Row& row, const std::vector<double>& weight, double cap_scale = 1) const;
};

/// Uses the model's points, curve, length and groups; not its multipliers.
Design make_design(const LabelledSet& labelled, const ScoringModel& model);

}  // namespace assay::calibrate
