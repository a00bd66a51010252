#include "cli/pack_source.h"

#include <fmt/format.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "cli/console.h"

extern char** environ;

namespace assay::cli {
namespace {

namespace fs = std::filesystem;

/// A folder of our own that goes when it is no longer needed.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (fs::temp_directory_path() / "assay-pack-XXXXXX").string();
        if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        if (!path_.empty()) fs::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

/// Runs a program found on PATH; true when it ends well.
bool run(const std::vector<std::string>& words) {
    std::vector<char*> argv;
    for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    pid_t child = 0;
    if (posix_spawnp(&child, argv[0], nullptr, nullptr, argv.data(), environ) != 0) return false;
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// The folder that holds .git, from `folder` upwards; empty: none.
fs::path repository_of(fs::path folder) {
    std::error_code failed;
    for (folder = fs::absolute(folder, failed); !folder.empty(); folder = folder.parent_path()) {
        if (fs::exists(folder / ".git", failed)) return folder;
        if (folder == folder.root_path()) break;
    }
    return {};
}

std::shared_ptr<const RulePack> load(const fs::path& folder, const std::string& shown, Model use) {
    LoadedPack loaded = load_pack(folder, use);
    if (loaded.pack == nullptr || !loaded.diagnostics.empty()) print_diagnostics(loaded.diagnostics);
    if (loaded.pack == nullptr) return nullptr;
    if (loaded.pack->framework().id.empty()) {
        complain(
            fmt::format("the pack {} has no framework.yaml, so it cannot score reports by itself; name a "
                        "pack that builds on it.",
                        shown));
        return nullptr;
    }
    return loaded.pack;
}

}  // namespace

std::shared_ptr<const RulePack> load_one_pack(const std::string& folder, Model use) {
    std::error_code failed;
    const auto at = folder.rfind('@');
    if (at == std::string::npos || fs::exists(folder, failed)) return load(folder, folder, use);

    const fs::path pack = folder.substr(0, at);
    const std::string revision = folder.substr(at + 1);
    const fs::path repository = repository_of(fs::exists(pack, failed) ? pack : fs::current_path());
    if (repository.empty() || revision.empty() || revision.front() == '-') {
        complain(fmt::format("{}: there is no git repository around {} to take a revision from.", folder,
                             pack.string()));
        return nullptr;
    }
    // The pack and those beside it, which it may build on, as they were then.
    const fs::path parent =
        fs::absolute(pack, failed).lexically_normal().parent_path().lexically_relative(repository);
    const TemporaryFolder scratch;
    const std::string archive = (scratch.path() / "packs.tar").string();
    if (scratch.path().empty() ||
        !run({"git", "-C", repository.string(), "archive", "--format=tar", "-o", archive, revision, "--",
              parent.empty() ? "." : parent.string()}) ||
        !run({"tar", "-xf", archive, "-C", scratch.path().string()})) {
        complain(fmt::format("{}: git has no such revision of {}.", folder, pack.string()));
        return nullptr;
    }
    // Everything is read into memory before the folder goes.
    return load(scratch.path() / parent / pack.lexically_normal().filename(), folder, use);
}

}  // namespace assay::cli
