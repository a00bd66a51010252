// Why a rule fired or did not, for people: `assay why`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/why.h"
#include "report/writer.h"

namespace assay::report {

/// One rule in a report: what each stage left, what is cited, what was stopped by what, and near misses.
std::string why_text(const ScoredReport& report, const analyzer::Why& why, const LayoutOptions& options);

/// Each of the sentences with the rules that touched it, or nearly did: `all` is what why_at() tells of them.
std::string why_at_text(const ScoredReport& report, const std::vector<analyzer::WhyAt>& all,
                        const std::vector<std::uint32_t>& sentences, const LayoutOptions& options);

}  // namespace assay::report
