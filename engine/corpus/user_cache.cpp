#include "corpus/user_cache.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "calibrate/write_model.h"
#include "core/sha256.h"

namespace assay::corpus {
namespace {

namespace fs = std::filesystem;

fs::path calibration_file(const fs::path& pack) {
    const fs::path folder = user_cache();
    if (folder.empty()) return {};
    std::error_code failed;
    fs::path real = fs::weakly_canonical(pack, failed);
    if (failed) return {};
    if (!real.has_filename()) real = real.parent_path();
    return folder / ("calibration-" + sha256_hex(real.string()) + ".json");
}

}  // namespace

fs::path user_cache() {
    fs::path folder;
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache == '/') {
        folder = fs::path(cache) / "assay";
    } else if (const char* home = std::getenv("HOME"); home && *home == '/') {
        folder = fs::path(home) / ".cache" / "assay";
    } else {
        return {};
    }
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (!failed) fs::permissions(folder, fs::perms::owner_all, failed);
    return failed ? fs::path() : folder;
}

void keep_calibration(const fs::path& pack, const std::string& json) {
    const fs::path file = calibration_file(pack);
    std::string why;
    if (!file.empty()) (void)calibrate::replace_file(file.string(), json, why);
}

std::optional<std::string> kept_calibration(const fs::path& pack) {
    const fs::path file = calibration_file(pack);
    if (file.empty()) return std::nullopt;
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    if (!in || !(text << in.rdbuf())) return std::nullopt;
    return std::move(text).str();
}

}  // namespace assay::corpus
