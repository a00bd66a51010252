#include "serve/drafts.h"

#include <fmt/format.h>

#include "report/json_out.h"
#include "serve/json_in.h"

namespace assay::serve {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostDraftBytes = 32u << 20;
constexpr std::string_view kEnding = ".draft";

// The file that a draft's name stands for; empty where it is no draft's name.
std::string file_of_draft(const fs::path& relative) {
    const std::string name = relative.filename().string();
    if (name.size() <= kEnding.size() + 1 || name.front() != '.' ||
        name.compare(name.size() - kEnding.size(), kEnding.size(), kEnding) != 0)
        return {};
    const std::string real = name.substr(1, name.size() - 1 - kEnding.size());
    return (relative.parent_path() / real).generic_string();
}

}  // namespace

std::string draft_name(const std::string& path) {
    const fs::path real(path);
    return (real.parent_path() / ("." + real.filename().string() + std::string(kEnding))).generic_string();
}

void DraftStore::take_up(const fs::path& root) {
    std::error_code failed;
    for (fs::recursive_directory_iterator at(root, failed), end; !failed && at != end; at.increment(failed)) {
        const std::string name = at->path().filename().string();
        if (name.front() == '.' && at->is_directory(failed)) at.disable_recursion_pending();
        const std::string relative = at->path().lexically_relative(root).generic_string();
        const std::string path = file_of_draft(relative);
        if (path.empty() || !Beneath::sound(path)) continue;
        const auto text = folder_.read_hidden(relative, kMostDraftBytes);
        if (!text) continue;
        const JsonIn json(*text);
        if (!json.is_object() || json.number("assay_draft").value_or(0) != 1) continue;
        Draft draft;
        draft.text = json.text("text").value_or("");
        draft.revision = static_cast<std::uint64_t>(json.number("revision").value_or(1));
        draft.base_sha256 = json.text("base_sha256").value_or("");
        drafts_[path] = std::move(draft);
    }
}

const Draft* DraftStore::find(const std::string& path) const {
    const auto found = drafts_.find(path);
    return found == drafts_.end() ? nullptr : &found->second;
}

Result<std::uint64_t> DraftStore::put(const std::string& path, std::string text, std::uint64_t seen,
                                      const std::string& base_sha256) {
    const Draft* old = find(path);
    if ((old ? old->revision : 0) != seen)
        return Error{"conflict", fmt::format("{} was changed in another window.", path)};
    Draft draft{std::move(text), seen + 1, base_sha256};
    report::JsonOut json;
    json.open_object();
    json.field("assay_draft", 1);
    json.field("revision", draft.revision);
    json.field("base_sha256", draft.base_sha256);
    json.field("text", draft.text);
    json.close_object();
    if (const Done written = folder_.replace_hidden(draft_name(path), json.str()); !written)
        return written.error();
    const std::uint64_t revision = draft.revision;
    drafts_[path] = std::move(draft);
    return revision;
}

Done DraftStore::drop(const std::string& path) {
    drafts_.erase(path);
    const Done removed = folder_.remove_hidden(draft_name(path));
    return removed || removed.error().code == "not-found" ? Done(true) : removed;
}

}  // namespace assay::serve
