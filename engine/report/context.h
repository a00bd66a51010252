// What writers need to know of a pack, and of the run that they write down.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/engine.h"

namespace assay::report {

/// The pack that scored a report. Refers to the pack, which must outlive it.
struct ReportContext {
    std::string_view pack_id;
    std::string_view pack_version;
    std::string_view pack_hash;
    const std::vector<RuleInfo>& rules;
    const Framework& framework;
};

/// The context of a report whose framework was recognised, none otherwise. Refers to report.pack.
inline std::optional<ReportContext> context_of(const ScoredReport& report) {
    if (!report.pack) return std::nullopt;
    const RulePack& pack = *report.pack;
    return ReportContext{pack.id(), pack.version(), pack.hash(), pack.rules(), pack.framework()};
}

/// A pack by name, as it is told at the head of an output.
struct PackName {
    std::string id;
    std::string version;
    std::string hash;
};

/// What one output is about before the first report is read: the engine and the packs at hand.
struct Run {
    std::string version;  ///< of assay
    std::vector<PackName> packs;
};

/// The run of an engine with these packs.
inline Run run_of(const std::vector<std::shared_ptr<const RulePack>>& packs) {
    Run run{std::string(version()), {}};
    for (const auto& pack : packs) run.packs.push_back({pack->id(), pack->version(), pack->hash()});
    return run;
}

}  // namespace assay::report
