// The texts of PDFs, kept between runs: taking them out costs more than scoring them does.
#pragma once

#include <filesystem>
#include <string>

#include "assay/report.h"
#include "assay/result.h"

namespace assay::corpus {

/// Keeps texts by the SHA-256 of the file they came from, in $XDG_CACHE_HOME/assay (or ~/.cache/assay),
/// readable by its owner only. May be deleted at any time. Without a home, or when `enabled` is false,
/// nothing is kept. Thread-safe, and safe between processes.
class ExtractCache {
public:
    explicit ExtractCache(bool enabled);
    Result<Extracted> extract(const std::string& path) const;

private:
    std::filesystem::path folder_;  ///< empty: keep nothing
};

}  // namespace assay::corpus
