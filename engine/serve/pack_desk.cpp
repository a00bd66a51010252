#include "serve/pack_desk.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/load_cache.h"
#include "core/sha256.h"

namespace assay::serve {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostFileBytes = 4u << 20;  // as the reader of rule files

std::string kind_of(const std::string& path) {
    const fs::path file(path);
    const std::string name = file.filename().string();
    const std::string parent = file.parent_path().filename().string();
    if (file.extension() == ".lua") return "lua";
    if (name == "pack.yaml") return "pack";
    if (name == "framework.yaml") return "framework";
    if (name == "model.yaml") return "model";
    return parent == "lists" || parent == "cues" ? parent : "rules";
}

void make_relative(Diagnostics& diagnostics, const fs::path& folder) {
    for (Diagnostic& d : diagnostics) {
        if (!d.place.file.empty())
            d.place.file = fs::path(d.place.file).lexically_relative(folder).generic_string();
    }
}

}  // namespace

PackDesk::PackDesk(fs::path folder, Beneath beneath)
    : folder_(std::move(folder)),
      beneath_(beneath),
      cache_(std::make_unique<analyzer::LoadCache>()),
      drafts_(std::move(beneath)),
      watched_(folder_) {}
PackDesk::~PackDesk() = default;

Result<std::unique_ptr<PackDesk>> PackDesk::open(const fs::path& given) {
    fs::path folder = given.lexically_normal();
    if (!folder.has_filename() && folder.has_parent_path()) folder = folder.parent_path();
    std::error_code failed;
    if (!fs::is_regular_file(folder / "pack.yaml", failed))
        return Error{"not-found", fmt::format("{} is no pack: it holds no pack.yaml.", given.string())};
    auto beneath = Beneath::open(folder);
    if (!beneath) return beneath.error();
    std::unique_ptr<PackDesk> desk(new PackDesk(folder, *beneath));
    desk->drafts_.take_up(folder);
    desk->look_at_disk();
    desk->compile(true);
    const auto view = desk->view();
    const auto& pack = view->saved ? view->saved : view->current;
    desk->id_ = pack ? pack->id() : fs::weakly_canonical(folder, failed).filename().string();
    return desk;
}

std::shared_ptr<const PackView> PackDesk::view() const {
    const std::lock_guard lock(view_mutex_);
    return view_;
}

std::shared_ptr<const PackView> PackDesk::refresh() {
    const std::lock_guard lock(edit_mutex_);
    if (look_at_disk()) compile(true);
    return view();
}

std::shared_ptr<const PackView> PackDesk::refresh_judged() {
    const std::lock_guard lock(edit_mutex_);
    const bool changed = look_at_disk();
    if (changed || !view()->judged_whole) compile(changed, /*judge_whole=*/true);
    return view();
}

// Below edit_mutex_. Files of packs built on are watched as far as they were read the last time.
bool PackDesk::look_at_disk() {
    std::vector<std::string> inherited;
    for (const FileEntry& entry : files_) {
        if (entry.inherited) inherited.push_back(entry.path);
    }
    return watched_.look(inherited);
}

// Below edit_mutex_.
void PackDesk::compile(bool saved_too, bool judge_whole) {
    const auto old = view();
    auto next = old ? std::make_shared<PackView>(*old) : std::make_shared<PackView>();
    next->drafts = drafts_.all();
    LoadOptions options;
    options.lint = true;
    std::vector<analyzer::PackFile> read;
    if (saved_too) {
        analyzer::LoadedFiles saved = analyzer::load_pack(folder_, options, *cache_);
        next->saved = std::move(saved.loaded.pack);
        next->saved_diagnostics = std::move(saved.loaded.diagnostics);
        make_relative(next->saved_diagnostics, folder_);
        read = std::move(saved.files);
    }
    bool different = false;
    for (const auto& [path, draft] : next->drafts) {
        options.instead[folder_ / path] = draft.text;
        const auto hash = watched_.hashes().find(path);
        different |= hash == watched_.hashes().end() || hash->second != sha256_hex(draft.text);
    }
    if (different) {
        // Judging takes longer than compiling: while somebody types, only what is being edited is judged.
        const auto drafted = [&](const std::string& file) {
            return next->drafts.count(fs::path(file).lexically_relative(folder_).generic_string()) != 0;
        };
        analyzer::LoadedFiles current = judge_whole ? analyzer::load_pack(folder_, options, *cache_)
                                                    : analyzer::load_pack(folder_, options, *cache_, drafted);
        next->current = std::move(current.loaded.pack);
        next->diagnostics = std::move(current.loaded.diagnostics);
        next->judged_whole = judge_whole;
        make_relative(next->diagnostics, folder_);
        if (!judge_whole && next->current) {
            for (const Diagnostic& d : next->saved_diagnostics) {
                const bool judged = d.code.rfind('W', 0) == 0;
                if (judged && next->drafts.count(d.place.file) == 0) next->diagnostics.push_back(d);
            }
        }
        read.insert(read.end(), current.files.begin(), current.files.end());
    } else {
        next->current = next->saved;
        next->diagnostics = next->saved_diagnostics;
        next->judged_whole = true;
    }

    std::map<std::string, FileEntry> entries;
    for (const FileEntry& entry : files_) {
        if (entry.inherited) entries[entry.path] = entry;
    }
    for (const analyzer::PackFile& file : read) {
        if (file.own) continue;
        const std::string path = file.path.lexically_relative(folder_).generic_string();
        entries[path] = {path, kind_of(path), true, ""};
    }
    for (const auto& [path, hash] : watched_.hashes()) {
        if (path.rfind("..", 0) != 0) entries[path] = {path, kind_of(path), false, hash};
    }
    for (const auto& [path, draft] : next->drafts)
        entries.try_emplace(path, FileEntry{path, kind_of(path), false, ""});
    files_.clear();
    for (auto& [path, entry] : entries) {
        if (entry.inherited) entry.sha256 = watched_.hash_of(path);
        files_.push_back(entry);
    }
    next->files = files_;

    const std::string fitted = fitted_hash();
    next->saved_key = next->saved ? next->saved->hash() + fitted : "";
    next->current_key = next->current ? next->current->hash() + fitted : "";
    if (next->saved && next->current && next->saved_key == next->current_key) next->current = next->saved;
    ++next->revision;
    const std::lock_guard lock(view_mutex_);
    view_ = std::move(next);
}

bool PackDesk::builds_on(const PackDesk& other) const {
    std::error_code failed;
    const fs::path wanted = fs::weakly_canonical(other.folder() / "pack.yaml", failed);
    const auto now = view();
    return std::any_of(now->files.begin(), now->files.end(), [&](const FileEntry& entry) {
        return entry.inherited && entry.kind == "pack" &&
               fs::weakly_canonical(folder_ / entry.path, failed) == wanted;
    });
}

PackDesk::Variant PackDesk::with_drafts_of(const PackDesk& other) {
    const auto theirs = other.view();
    LoadOptions options;
    for (const auto& [path, draft] : theirs->drafts) options.instead[other.folder() / path] = draft.text;
    const std::lock_guard lock(edit_mutex_);
    analyzer::LoadedFiles read = analyzer::load_pack(folder_, options, *cache_);
    make_relative(read.loaded.diagnostics, folder_);
    Variant variant{std::move(read.loaded.pack), "", std::move(read.loaded.diagnostics)};
    if (variant.pack) variant.key = variant.pack->hash() + fitted_hash();
    return variant;
}

std::shared_ptr<const RulePack> PackDesk::with_text(const std::string& path, const std::string& text) {
    const std::lock_guard lock(edit_mutex_);
    LoadOptions options;
    for (const auto& [name, draft] : drafts_.all()) options.instead[folder_ / name] = draft.text;
    options.instead[folder_ / path] = text;
    return analyzer::load_pack(folder_, options, *cache_).loaded.pack;
}

std::string PackDesk::fitted_hash() const {
    const auto model = watched_.hashes().find("model.yaml");
    return model == watched_.hashes().end() ? "" : model->second;
}

bool PackDesk::writable(const std::string& path) const {
    return Beneath::sound(path) && is_rule_file(path) && path != "model.yaml";
}

Result<std::string> PackDesk::disk_text(const std::string& path) const {
    if (path.rfind("..", 0) != 0) return beneath_.read(path, kMostFileBytes);
    // Of a pack that this one builds on: only what the pack was read from, from its own folder down.
    for (const FileEntry& entry : files_) {
        if (!entry.inherited || entry.path != path) continue;
        fs::path top = fs::path(path);
        fs::path below;
        while (!top.empty() && top.filename() != "..") {
            below = below.empty() ? top.filename() : top.filename() / below;
            top = top.parent_path();
        }
        auto base = Beneath::open(folder_ / top);
        if (!base) return base.error();
        return base->read(below.generic_string(), kMostFileBytes);
    }
    return Error{"refused", fmt::format("{} is no file of the pack.", path)};
}

std::string PackDesk::disk_hash(const std::string& path) const {
    const auto text = disk_text(path);
    return text ? sha256_hex(*text) : "";
}

Result<FileState> PackDesk::file(const std::string& path) {
    const std::lock_guard lock(edit_mutex_);
    if (path.rfind("..", 0) != 0 && (!Beneath::sound(path) || !is_rule_file(path)))
        return Error{"refused", fmt::format("{} is no file of the pack.", path)};
    FileState state;
    state.entry.path = path;
    state.entry.kind = kind_of(path);
    state.entry.inherited = path.rfind("..", 0) == 0;
    auto text = disk_text(path);
    const Draft* draft = drafts_.find(path);
    if (!text && !(draft != nullptr && text.error().code == "not-found")) return text.error();
    if (text) {
        state.text = std::move(*text);
        state.entry.sha256 = sha256_hex(state.text);
    }
    if (draft != nullptr) {
        state.draft = *draft;
        state.changed_on_disk = draft->base_sha256 != state.entry.sha256;
    }
    return state;
}

Result<std::uint64_t> PackDesk::put_draft(const std::string& path, std::string text, std::uint64_t seen,
                                          const std::string& base_sha256) {
    const std::lock_guard lock(edit_mutex_);
    if (path.rfind("..", 0) == 0 || path == "model.yaml")
        return Error{"read-only", fmt::format("{} cannot be edited here.", path)};
    if (!writable(path)) return Error{"refused", fmt::format("{} is no file of the pack.", path)};
    if (text.size() > kMostFileBytes) return Error{"too-large", "A rule file may hold 4 MB at most."};
    // A link or a folder in its place is told now rather than when it is saved.
    if (const auto there = beneath_.read(path, kMostFileBytes); !there && there.error().code != "not-found")
        return there.error();
    auto revision = drafts_.put(path, std::move(text), seen, base_sha256);
    if (revision) compile(look_at_disk());
    return revision;
}

Done PackDesk::drop_draft(const std::string& path) {
    const std::lock_guard lock(edit_mutex_);
    if (!writable(path)) return Error{"refused", fmt::format("{} is no file of the pack.", path)};
    Done dropped = drafts_.drop(path);
    compile(look_at_disk());
    return dropped;
}

Result<std::string> PackDesk::save(const std::string& path, const SaveRequest& request) {
    const std::lock_guard lock(edit_mutex_);
    if (!writable(path)) return Error{"refused", fmt::format("{} is no file of the pack.", path)};
    const Draft* draft = drafts_.find(path);
    if (draft == nullptr) return Error{"no-draft", fmt::format("{} has no draft to save.", path)};
    if (draft->revision != request.revision)
        return Error{"conflict", fmt::format("{} was changed in another window.", path)};
    if (!request.overwrite && disk_hash(path) != request.base_sha256)
        return Error{"changed-on-disk", fmt::format("{} was changed by another program.", path)};
    if (!request.anyway) {
        LoadOptions options;
        options.instead[folder_ / path] = draft->text;
        if (analyzer::load_pack(folder_, options, *cache_).loaded.pack == nullptr)
            return Error{"mistakes",
                         fmt::format("With this draft the pack has mistakes; {} was not saved.", path)};
    }
    const std::string text = draft->text;
    if (const Done written = beneath_.replace(path, text, /*durable=*/true); !written) return written.error();
    // The file is what counts: a draft that stays behind says the same.
    (void)drafts_.drop(path);
    std::string hash = sha256_hex(text);
    watched_.wrote(path, hash);
    look_at_disk();
    compile(true);
    return hash;
}

Done PackDesk::write_model(const std::string& text) {
    const std::lock_guard lock(edit_mutex_);
    Done written = beneath_.replace("model.yaml", text, true);
    if (!written) return written;
    watched_.wrote("model.yaml", sha256_hex(text));
    compile(true);
    return written;
}

std::pair<std::uint64_t, std::vector<OutsideChange>> PackDesk::changes(std::uint64_t since) {
    const std::lock_guard lock(edit_mutex_);
    if (look_at_disk()) compile(true);
    return watched_.changes(since);
}

}  // namespace assay::serve
