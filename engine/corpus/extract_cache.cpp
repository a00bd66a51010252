#include "corpus/extract_cache.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "calibrate/write_model.h"
#include "core/sha256.h"
#include "ingest/extract.h"
#include "ingest/read_file.h"

namespace assay::corpus {
namespace {

namespace fs = std::filesystem;

fs::path cache_folder() {
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache == '/')
        return fs::path(cache) / "assay";
    if (const char* home = std::getenv("HOME"); home && *home == '/')
        return fs::path(home) / ".cache" / "assay";
    return {};
}

}  // namespace

ExtractCache::ExtractCache(bool enabled) {
    if (!enabled) return;
    folder_ = cache_folder();
    if (folder_.empty()) return;
    std::error_code failed;
    fs::create_directories(folder_, failed);
    if (!failed) fs::permissions(folder_, fs::perms::owner_all, failed);
    if (failed) folder_.clear();
}

Result<Extracted> ExtractCache::extract(const std::string& path) const {
    if (folder_.empty() || path == "-") return ingest::extract_file(path);
    const auto bytes = ingest::read_file(path, {});
    if (!bytes || bytes->bytes.substr(0, 5) != "%PDF-") return ingest::extract_file(path);
    const Source source{path, sha256_hex(bytes->bytes), bytes->bytes.size(), Format::pdf};
    const fs::path kept = folder_ / (source.sha256 + ".txt");
    if (std::ifstream file(kept, std::ios::binary); file) {
        std::ostringstream text;
        if (text << file.rdbuf()) return ingest::extracted_pdf(std::move(text).str(), source);
    }
    auto extracted = ingest::extract_bytes(*bytes, path);
    std::string why;
    // A cache that cannot be written costs time, nothing else.
    if (extracted) calibrate::replace_file(kept.string(), std::string(extracted->text.bytes), why);
    return extracted;
}

}  // namespace assay::corpus
