// The real reports, where they are at hand.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>

namespace assay::testing {

inline constexpr const char* kNoCorpus = "no corpus: set ASSAY_CORPUS or put it at ../shared/corpus";

/// The corpus folder: ASSAY_CORPUS, or ../shared/corpus beside the repository.
inline std::optional<std::filesystem::path> corpus_folder() {
    const char* given = std::getenv("ASSAY_CORPUS");
    const std::filesystem::path folder = given != nullptr ? given : ASSAY_SOURCE_DIR "/../shared/corpus";
    std::error_code failed;
    if (!std::filesystem::is_directory(folder, failed)) return std::nullopt;
    return folder;
}

}  // namespace assay::testing
