// Where assay keeps, for the user who runs it, what may be deleted at any time.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace assay::corpus {

/// $XDG_CACHE_HOME/assay or ~/.cache/assay, made where it is missing and readable by its owner only. Empty
/// where there is no home or the folder cannot be made.
std::filesystem::path user_cache();

/// Keeps the report of a pack's last calibration (docs/json-schema, calibration), so that the workbench shows
/// it again after a restart. Named by the pack's folder, links followed. What cannot be kept is not.
void keep_calibration(const std::filesystem::path& pack, const std::string& json);
/// The report that was kept for the folder; none where there is none.
std::optional<std::string> kept_calibration(const std::filesystem::path& pack);

}  // namespace assay::corpus
