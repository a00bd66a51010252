#include "corpus/extract_cache.h"

#include <fstream>
#include <sstream>

#include "calibrate/write_model.h"
#include "core/sha256.h"
#include "corpus/user_cache.h"
#include "ingest/extract.h"
#include "ingest/read_file.h"

namespace assay::corpus {

namespace fs = std::filesystem;

ExtractCache::ExtractCache(bool enabled) {
    if (enabled) folder_ = user_cache();
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
