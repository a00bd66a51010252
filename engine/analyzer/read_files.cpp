#include "analyzer/read_files.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <sstream>
#include <system_error>

#include "lua/read_script.h"
#include "rules/read_framework.h"
#include "rules/read_rules.h"

namespace assay::analyzer {

namespace {

namespace fs = std::filesystem;

// So few files are read sooner than a thread begins.
constexpr std::size_t kFewFiles = 4;

std::vector<std::string> lines_in(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

ReadFile read_file(const FolderFile& file) {
    const std::string name = file.path.string();
    const std::string& text = *file.text;
    ReadFile read;
    if (file.framework) {
        read.lines = lines_in(text);
        read.framework = rules::read_framework(text, name, read.diagnostics);
    } else if (file.path.extension() == ".lua") {
        read.lines = lines_in(text);
        read.spec.rules = lua::read_script(name, text, read.diagnostics);
    } else {
        rules::YamlFile yaml = rules::parse_yaml(name, text, read.diagnostics);
        rules::read_rule_file(yaml, read.spec, read.diagnostics);
        read.lines = std::move(yaml.lines);
    }
    return read;
}

}  // namespace

std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code failed;
    for (fs::recursive_directory_iterator at(folder, failed), end; at != end && !failed;
         at.increment(failed)) {
        const std::string name = at->path().filename().string();
        if (name.front() == '.') {
            if (at->is_directory(failed)) at.disable_recursion_pending();
            continue;
        }
        const fs::path extension = at->path().extension();
        if (!at->is_regular_file(failed) ||
            (extension != ".yaml" && extension != ".yml" && extension != ".lua"))
            continue;
        const bool top = at->path().parent_path() == folder;
        if (top && (name == "pack.yaml" || name == "model.yaml")) continue;
        files.push_back(at->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

// A third of what loading a pack takes, and nothing in it depends on another file: two threads share it.
void read_files(std::vector<FolderFile>& files,
                const std::function<std::optional<std::string>(const fs::path&)>& text_of, LoadCache* cache) {
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < files.size(); i = next++) {
            FolderFile& file = files[i];
            file.text = text_of(file.path);
            if (!file.text) continue;
            if (cache != nullptr) file.read = cache->find(file.path.string(), *file.text);
            if (file.read != nullptr) continue;
            auto fresh = std::make_shared<ReadFile>(read_file(file));
            file.read = fresh;
            if (cache == nullptr) {
                file.unshared = std::move(fresh);
            } else {
                fresh->text = *file.text;
                cache->keep(file.path.string(), std::move(fresh));
            }
        }
    };
    std::future<void> other;
    if (files.size() >= kFewFiles) {
        try {
            other = std::async(std::launch::async, work);
        } catch (const std::system_error&) {
            // No thread is to be had: one does it all.
        }
    }
    work();
    if (other.valid()) other.get();
}

}  // namespace assay::analyzer
