// From specifications to a compiled pack.
#pragma once

#include <memory>

#include "rules/pack_content.h"

namespace assay::rules {

/// Everything that was read for a pack, in the order of the packs it builds on, itself last.
struct PackSources {
    PackSettings settings;
    std::string hash;
    std::string frame_hash;
    Framework framework;
    ScoringModel scoring;  ///< the prior: curve, cut points; weights are filled in here
    PackSpec spec;
};

/// Compiles. Whatever a diagnostic of severity error spoils is left out, so that all mistakes are
/// found in one go; the caller decides by has_errors(). Never throws but std::bad_alloc.
std::unique_ptr<PackContent> compile_pack(PackSources sources, Diagnostics& diagnostics);

}  // namespace assay::rules
