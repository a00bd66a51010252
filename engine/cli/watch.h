// Waiting for files to be saved.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace assay::cli {

/// Watches folders and everything below them (inotify). Not thread-safe.
class Watcher {
public:
    explicit Watcher(const std::vector<std::filesystem::path>& folders);
    ~Watcher();
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

    /// False when the system refuses to watch.
    bool works() const { return descriptor_ >= 0; }

    /// Blocks until rule files (.yaml, .yml, .lua) were written, moved or removed, and for a moment more so
    /// that what is saved together is told together. Nothing when waiting failed.
    std::vector<std::filesystem::path> wait();

private:
    void add(const std::filesystem::path& folder);
    bool read_events(int timeout_ms, std::vector<std::filesystem::path>& changed);

    int descriptor_ = -1;
    std::vector<std::pair<int, std::filesystem::path>> watched_;
};

}  // namespace assay::cli
