// Two versions of a pack held against each other: which rules may find other things than before.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "rules/pack_content.h"

namespace assay::rules {

/// What must be evaluated again when one version of a pack takes another's place.
struct PackDelta {
    /// The frame differs (framework, settings, cues), or most of the rules: nothing is carried over.
    bool everything = true;
    /// Rules of the pack after, ascending, whose findings may differ from those of the pack before:
    /// new, changed, or standing on a list or a rule that changed.
    std::vector<std::uint32_t> fresh;
    /// By rule of the pack before: the rule of the pack after that finds the same in every document, or -1.
    std::vector<int> carried;
};

/// Titles, points, groups, examples and places may differ without a rule being fresh: they do not decide
/// what it finds. Thread-safe.
PackDelta compare_packs(const PackContent& before, const PackContent& after);

/// A pack of some rules of another, and of those that they combine.
struct PackSlice {
    std::unique_ptr<PackContent> pack;
    std::vector<std::uint32_t> rules;  ///< by rule of the slice: its index in the whole pack
};

/// `wanted` by index, ascending. The rules find what they find in the whole pack; weights are left out.
/// Thread-safe.
PackSlice slice_pack(const PackContent& whole, const std::vector<std::uint32_t>& wanted);

}  // namespace assay::rules
