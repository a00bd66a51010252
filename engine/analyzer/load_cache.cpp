#include "analyzer/load_cache.h"

#include <algorithm>

namespace assay::analyzer {
namespace {
constexpr std::size_t kTexts = 3;  // as saved, as drafted, and the draft before
}

std::shared_ptr<const ReadFile> LoadCache::find(const std::string& file, const std::string& text) const {
    const std::lock_guard lock(mutex_);
    const auto known = files_.find(file);
    if (known == files_.end()) return nullptr;
    for (const auto& read : known->second) {
        if (read->text == text) return read;
    }
    return nullptr;
}

void LoadCache::keep(const std::string& file, std::shared_ptr<const ReadFile> read) {
    const std::lock_guard lock(mutex_);
    auto& texts = files_[file];
    texts.push_back(std::move(read));
    // The first text is the one on the disk, which is wanted again and again.
    if (texts.size() > kTexts) texts.erase(texts.begin() + 1);
}

}  // namespace assay::analyzer
