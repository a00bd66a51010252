#include "cli/packs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "cli/console.h"

namespace assay::cli {

namespace {

namespace fs = std::filesystem;

bool holds_packs(const fs::path& folder) {
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
        if (fs::is_regular_file(at->path() / "pack.yaml", failed)) return true;
    }
    return false;
}

}  // namespace

std::string rules_folder() {
    if (const char* given = std::getenv("ASSAY_RULES"); given != nullptr && *given != '\0') return given;
    if (holds_packs("rules")) return "rules";
    std::error_code failed;
    fs::path at = fs::read_symlink("/proc/self/exe", failed).parent_path();
    for (int level = 0; level < 5 && !at.empty(); ++level, at = at.parent_path()) {
        for (const fs::path& candidate : {at / "rules", at / "share" / "assay" / "rules"}) {
            if (holds_packs(candidate)) return candidate.string();
        }
        if (at == at.root_path()) break;
    }
    return {};
}

std::vector<std::shared_ptr<const RulePack>> find_packs(const std::vector<std::string>& folders) {
    std::vector<std::string> chosen = folders;
    if (chosen.empty()) {
        const std::string rules = rules_folder();
        std::error_code failed;
        for (fs::directory_iterator at(rules, failed), end; !rules.empty() && !failed && at != end;
             at.increment(failed)) {
            if (fs::is_regular_file(at->path() / "framework.yaml", failed))
                chosen.push_back(at->path().string());
        }
        std::sort(chosen.begin(), chosen.end());
        if (chosen.empty()) {
            complain(
                "no rule packs were found. Name one with --pack, or set ASSAY_RULES to the folder that holds "
                "them.");
            return {};
        }
    }
    std::vector<std::shared_ptr<const RulePack>> packs;
    for (const std::string& folder : chosen) {
        LoadedPack loaded = load_pack(folder);
        if (loaded.pack == nullptr) {
            print_diagnostics(loaded.diagnostics);
            return {};
        }
        if (loaded.pack->framework().id.empty()) {
            complain("the pack " + folder +
                     " has no framework.yaml, so it cannot score reports by itself; name a pack that builds "
                     "on it.");
            return {};
        }
        // A person who copies a pack copies its model along: say so before its scores are read.
        for (const Diagnostic& d : loaded.diagnostics) {
            if (d.code == "M004") complain(fmt::format("{}: {}", d.place.file, d.message));
        }
        packs.push_back(std::move(loaded.pack));
    }
    return packs;
}

}  // namespace assay::cli
