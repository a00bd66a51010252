#include "serve/watched_files.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <fstream>
#include <set>
#include <sstream>

#include "core/sha256.h"

namespace assay::serve {

namespace {

namespace fs = std::filesystem;

// Size, time and identity of a file: another text has another one.
std::string signature_of(const fs::path& file) {
    struct stat about {};
    if (::stat(file.c_str(), &about) != 0) return "";
    return fmt::format("{} {} {}.{}", about.st_ino, about.st_size, about.st_mtim.tv_sec,
                       about.st_mtim.tv_nsec);
}

std::string hash_of_file(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream bytes;
    if (!in || !(bytes << in.rdbuf())) return "";
    return sha256_hex(bytes.str());
}

}  // namespace

bool is_rule_file(const fs::path& path) {
    const fs::path extension = path.extension();
    return extension == ".yaml" || extension == ".yml" || extension == ".lua";
}

bool WatchedFiles::look(const std::vector<std::string>& others) {
    std::set<std::string> paths(others.begin(), others.end());
    std::error_code failed;
    for (fs::recursive_directory_iterator at(folder_, failed), end; !failed && at != end;
         at.increment(failed)) {
        const std::string name = at->path().filename().string();
        if (name.front() == '.') {
            if (at->is_directory(failed)) at.disable_recursion_pending();
            continue;
        }
        if (is_rule_file(at->path()) && at->is_regular_file(failed))
            paths.insert(at->path().lexically_relative(folder_).generic_string());
    }
    const bool first = signatures_.empty();
    bool changed = first;
    std::map<std::string, std::string> signatures;
    for (const std::string& path : paths) {
        const fs::path file = folder_ / path;
        std::string signature = signature_of(file);
        const auto old = signatures_.find(path);
        if (old == signatures_.end() || old->second != signature) {
            std::string hash = hash_of_file(file);
            if (hashes_[path] != hash) {
                hashes_[path] = hash;
                changed = true;
                if (!first) outside_[path] = {++stamp_, hash};
            }
        }
        signatures[path] = std::move(signature);
    }
    for (const auto& [path, signature] : signatures_) {
        if (signatures.count(path) != 0) continue;
        hashes_.erase(path);
        outside_[path] = {++stamp_, ""};
        changed = true;
    }
    signatures_ = std::move(signatures);
    return changed;
}

const std::string& WatchedFiles::hash_of(const std::string& path) {
    std::string& hash = hashes_[path];
    std::string& signature = signatures_[path];
    if (hash.empty()) hash = hash_of_file(folder_ / path);
    if (signature.empty()) signature = signature_of(folder_ / path);
    return hash;
}

void WatchedFiles::wrote(const std::string& path, const std::string& hash) {
    hashes_[path] = hash;
    signatures_[path] = signature_of(folder_ / path);
}

std::pair<std::uint64_t, std::vector<OutsideChange>> WatchedFiles::changes(std::uint64_t since) const {
    std::vector<OutsideChange> changed;
    for (const auto& [path, what] : outside_) {
        if (what.first > since) changed.push_back({path, what.second});
    }
    return {stamp_, changed};
}

}  // namespace assay::serve
