#include "cli/targets.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "cli/console.h"
#include "cli/packs.h"

namespace assay::cli {

namespace {

namespace fs = std::filesystem;

bool is_pack(const fs::path& folder) {
    std::error_code failed;
    return fs::is_regular_file(folder / "pack.yaml", failed);
}

std::vector<fs::path> packs_in(const fs::path& folder) {
    std::vector<fs::path> packs;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
        if (is_pack(at->path())) packs.push_back(at->path());
    }
    std::sort(packs.begin(), packs.end());
    return packs;
}

// The nearest folder above that is a pack, in the form of the argument (relative stays relative).
fs::path pack_above(const fs::path& file) {
    fs::path at = file.lexically_normal();
    if (at.is_relative() && at.begin() != at.end() && *at.begin() != "..") {
        for (fs::path up = at.parent_path(); !up.empty(); up = up.parent_path()) {
            if (is_pack(up)) return up;
        }
        if (is_pack(".")) return ".";
    }
    std::error_code failed;
    for (fs::path up = fs::absolute(at, failed).parent_path(); !up.empty(); up = up.parent_path()) {
        if (is_pack(up)) return up;
        if (up == up.root_path()) break;
    }
    return {};
}

std::string canonical_path(const fs::path& path) {
    std::error_code failed;
    return fs::weakly_canonical(path, failed).string();
}

class Finder {
public:
    explicit Finder(const std::string& pack) : pack_(pack) {}

    bool add(const fs::path& argument) {
        std::error_code failed;
        if (!fs::exists(argument, failed)) {
            complain(fmt::format("{}: there is no such file or folder.", argument.string()));
            return false;
        }
        if (is_pack(argument)) {
            whole(argument);
            return true;
        }
        const fs::path above = pack_.empty() ? pack_above(argument) : fs::path(pack_);
        if (!above.empty()) {
            part(above, argument);
            return true;
        }
        const auto below = fs::is_directory(argument, failed) ? packs_in(argument) : std::vector<fs::path>{};
        for (const fs::path& pack : below) whole(pack);
        if (!below.empty()) return true;
        complain(fmt::format(
            "{}: no pack.yaml stands above this, so it belongs to no pack. Name the pack with --pack.",
            argument.string()));
        return false;
    }

    void whole(const fs::path& pack) {
        Target& target = target_of(pack);
        target.only.clear();
        whole_.push_back(canonical_path(pack));
    }

    std::vector<Target> targets() && { return std::move(targets_); }

private:
    Target& target_of(const fs::path& pack) {
        for (Target& t : targets_) {
            if (canonical_path(t.pack) == canonical_path(pack)) return t;
        }
        targets_.push_back({pack, {}, {}});
        return targets_.back();
    }

    void part(const fs::path& pack, const fs::path& file) {
        Target& target = target_of(pack);
        const std::string root = canonical_path(pack) + "/";
        const std::string at = canonical_path(file);
        if (at.compare(0, root.size(), root) != 0) target.added.push_back(file);
        if (std::find(whole_.begin(), whole_.end(), canonical_path(pack)) == whole_.end())
            target.only.push_back(file);
    }

    std::string pack_;
    std::vector<Target> targets_;
    std::vector<std::string> whole_;
};

}  // namespace

bool Target::wants(const std::string& file) const {
    if (only.empty()) return true;
    const std::string at = canonical_path(file);
    return std::any_of(only.begin(), only.end(), [&](const fs::path& path) {
        const std::string wanted = canonical_path(path);
        return at == wanted || at.compare(0, wanted.size() + 1, wanted + "/") == 0;
    });
}

std::string read_whole(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return std::move(bytes).str();
}

std::vector<Target> find_targets(const std::vector<std::string>& arguments, const std::string& pack) {
    Finder finder(pack);
    if (!pack.empty() && !is_pack(pack)) {
        complain(fmt::format("{}: this folder is no pack, for it holds no pack.yaml.", pack));
        return {};
    }
    if (arguments.empty() && !pack.empty()) finder.whole(pack);
    if (arguments.empty() && pack.empty()) {
        const fs::path here = pack_above(fs::path("x"));
        const auto packs = here.empty() ? packs_in(rules_folder()) : std::vector<fs::path>{here};
        for (const fs::path& each : packs) finder.whole(each);
        if (packs.empty())
            complain(
                "no rule packs were found. Name a pack's folder, or set ASSAY_RULES to the folder that holds "
                "them.");
    }
    for (const std::string& argument : arguments) {
        if (!finder.add(argument)) return {};
    }
    return std::move(finder).targets();
}

}  // namespace assay::cli
