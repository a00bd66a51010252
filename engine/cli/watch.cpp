#include "cli/watch.h"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace assay::cli {

namespace {

namespace fs = std::filesystem;

constexpr int kSettle = 40;  // milliseconds without a further event

bool is_rule_file(const fs::path& file) {
    const fs::path extension = file.extension();
    return file.filename().string().front() != '.' &&
           (extension == ".yaml" || extension == ".yml" || extension == ".lua");
}

}  // namespace

Watcher::Watcher(const std::vector<fs::path>& folders) : descriptor_(::inotify_init1(IN_CLOEXEC)) {
    if (descriptor_ < 0) return;
    for (const fs::path& folder : folders) add(folder);
}

Watcher::~Watcher() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void Watcher::add(const fs::path& folder) {
    // Editors write in place, or write beside and rename: both end in one of these events.
    const int id = ::inotify_add_watch(
        descriptor_, folder.c_str(),
        IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ONLYDIR);
    if (id < 0) return;
    const auto known =
        std::find_if(watched_.begin(), watched_.end(), [&](const auto& w) { return w.first == id; });
    if (known != watched_.end()) return;
    watched_.emplace_back(id, folder);
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
        if (at->is_directory(failed) && at->path().filename().string().front() != '.') add(at->path());
    }
}

bool Watcher::read_events(int timeout_ms, std::vector<fs::path>& changed) {
    pollfd waiting{descriptor_, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, timeout_ms);
    if (ready <= 0) return ready < 0 && errno == EINTR;
    alignas(inotify_event) std::array<char, 16384> buffer{};
    const ssize_t bytes = ::read(descriptor_, buffer.data(), buffer.size());
    for (ssize_t at = 0; at < bytes;) {
        const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
        at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
        const auto folder = std::find_if(watched_.begin(), watched_.end(),
                                         [&](const auto& w) { return w.first == event->wd; });
        if (folder == watched_.end() || event->len == 0) continue;
        const fs::path file = folder->second / event->name;
        if ((event->mask & IN_ISDIR) != 0) {
            add(file);
        } else if ((event->mask & IN_CREATE) == 0 && is_rule_file(file) &&
                   std::find(changed.begin(), changed.end(), file) == changed.end()) {
            changed.push_back(file);
        }
    }
    return bytes > 0;
}

std::vector<fs::path> Watcher::wait() {
    std::vector<fs::path> changed;
    while (changed.empty()) {
        if (!read_events(-1, changed)) return {};
    }
    while (read_events(kSettle, changed)) {
    }
    return changed;
}

}  // namespace assay::cli
