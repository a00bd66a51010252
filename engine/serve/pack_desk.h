// A pack that is being edited: its files, its drafts, and what both compile to.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "assay/rule_pack.h"
#include "serve/beneath.h"
#include "serve/drafts.h"
#include "serve/watched_files.h"

namespace assay::analyzer {
class LoadCache;
}

namespace assay::serve {

/// A file of the pack. `path` is relative to the pack's folder; those of packs it builds on begin with "..".
struct FileEntry {
    std::string path;
    std::string kind;  ///< pack, framework, lists, cues, rules, lua, model
    bool inherited = false;
    std::string sha256;  ///< of the file on the disk; empty for a draft without a file
};

/// The pack at one moment. Immutable; share it and keep it as long as you like. Places in diagnostics name
/// files as FileEntry::path does.
struct PackView {
    std::uint64_t revision = 0;                  ///< grows with every change of a file or a draft
    std::shared_ptr<const RulePack> saved;       ///< null: the files have a mistake
    std::shared_ptr<const RulePack> current;     ///< with drafts; null: there is a mistake
    std::string saved_key, current_key;          ///< equal for packs that say the same
    Diagnostics saved_diagnostics, diagnostics;  ///< of the files; with drafts
    bool judged_whole = true;  ///< false: warnings of files without a draft are those of the saved files
    std::vector<FileEntry> files;
    std::map<std::string, Draft> drafts;
};

/// A file as the editor needs it.
struct FileState {
    FileEntry entry;
    std::string text;
    std::optional<Draft> draft;
    bool changed_on_disk = false;  ///< since the draft was begun
};

/// Thread-safe: what changes things takes its turn, views are handed out at once.
class PackDesk {
public:
    /// Fails where there is no folder with a pack.yaml. A pack with mistakes opens: mending them is what the
    /// editor is for.
    static Result<std::unique_ptr<PackDesk>> open(const std::filesystem::path& folder);
    ~PackDesk();

    const std::string& id() const { return id_; }
    const std::filesystem::path& folder() const { return folder_; }

    std::shared_ptr<const PackView> view() const;
    /// Looks whether another program changed files, and reads the pack anew if so.
    std::shared_ptr<const PackView> refresh();
    /// The same with every file's warnings as they are with the drafts, which takes longer.
    std::shared_ptr<const PackView> refresh_judged();

    /// True where the pack was read with files of the other one's folder.
    bool builds_on(const PackDesk& other) const;
    /// The saved pack, but with another pack's drafts in place of that one's files.
    struct Variant {
        std::shared_ptr<const RulePack> pack;  ///< null: there is a mistake
        std::string key;                       ///< as PackView::current_key
        Diagnostics diagnostics;
    };
    Variant with_drafts_of(const PackDesk& other);
    /// The pack with every draft, and with `text` in place of one more file; null: there is a mistake.
    std::shared_ptr<const RulePack> with_text(const std::string& path, const std::string& text);

    Result<FileState> file(const std::string& path);
    /// Errors: "conflict", "read-only", "refused", "too-large".
    Result<std::uint64_t> put_draft(const std::string& path, std::string text, std::uint64_t seen,
                                    const std::string& base_sha256);
    Done drop_draft(const std::string& path);

    /// Writes the draft into the file. Errors: "conflict" (another draft), "changed-on-disk", "mistakes",
    /// "no-draft", and those of writing. Gives the new file's hash.
    struct SaveRequest {
        std::uint64_t revision = 0;
        std::string base_sha256;
        bool overwrite = false, anyway = false;
    };
    Result<std::string> save(const std::string& path, const SaveRequest& request);

    /// Changes by other programs after `since`, and the newest stamp.
    std::pair<std::uint64_t, std::vector<OutsideChange>> changes(std::uint64_t since);

    /// Writes a file of the pack that has no draft: the model that a calibration fitted.
    Done write_model(const std::string& text);

private:
    PackDesk(std::filesystem::path folder, Beneath beneath);
    bool look_at_disk();  ///< true when something changed
    void compile(bool saved_too, bool judge_whole = false);
    Result<std::string> disk_text(const std::string& path) const;
    std::string disk_hash(const std::string& path) const;
    bool writable(const std::string& path) const;
    std::string fitted_hash() const;  ///< of model.yaml; empty without one

    std::filesystem::path folder_;
    Beneath beneath_;
    std::string id_;
    mutable std::mutex view_mutex_;
    std::shared_ptr<const PackView> view_;
    std::mutex edit_mutex_;  ///< guards everything below
    std::unique_ptr<analyzer::LoadCache> cache_;
    DraftStore drafts_;
    WatchedFiles watched_;
    std::vector<FileEntry> files_;
};

}  // namespace assay::serve
