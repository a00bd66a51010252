#include "ingest/read_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <new>
#include <system_error>
#include <vector>

#include "core/suggest.h"

namespace assay::ingest {

namespace {

// In a folder with more, no name is guessed: many files may be gone, and each would be compared with all.
constexpr std::size_t kMostNames = 1'000;

class FileDescriptor {
public:
    explicit FileDescriptor(int fd, bool owned) : fd_(fd), owned_(owned) {}
    ~FileDescriptor() {
        if (owned_ && fd_ >= 0) ::close(fd_);
    }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    int get() const { return fd_; }

private:
    int fd_;
    bool owned_;
};

// " Did you mean …?" where a file beside it is called much the same.
std::string meant_instead(const std::string& path) {
    namespace fs = std::filesystem;
    const fs::path wanted(path);
    const fs::path folder = wanted.has_parent_path() ? wanted.parent_path() : fs::path(".");
    std::vector<std::string> names;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; at != end && !failed && names.size() <= kMostNames;
         at.increment(failed))
        names.push_back(at->path().filename().string());
    if (names.size() > kMostNames) return {};
    std::sort(names.begin(), names.end());
    const std::string near = nearest(wanted.filename().string(), names);
    if (near.empty()) return {};
    return fmt::format(" Did you mean {}?", wanted.has_parent_path() ? (folder / near).string() : near);
}

Error open_error(const std::string& path, int code) {
    switch (code) {
        case ENOENT:
        case ENOTDIR:
            return {"not-found", fmt::format("{} is not there.{}", path, meant_instead(path))};
        case EACCES:
        case EPERM:
            return {"unreadable", fmt::format("{} may not be read: permission denied.", path)};
        case ELOOP:
            return {"unreadable", fmt::format("{} is a symbolic link that leads round in a circle.", path)};
        case ENXIO:
            return {"not-a-file", fmt::format("{} is a socket or a device, not a file.", path)};
        case ENAMETOOLONG:
            return {"not-found", fmt::format("{} is no file name: it is too long.", path.substr(0, 80))};
        default:
            return {"unreadable",
                    fmt::format("{} cannot be read: {}.", path, std::system_category().message(code))};
    }
}

// malloc rather than a vector: the bytes need no zeroing before they are read over.
struct Free {
    void operator()(void* p) const { std::free(p); }
};

}  // namespace

Buffer buffer_of(std::string text) {
    auto owner = std::make_shared<const std::string>(std::move(text));
    const std::string_view bytes = *owner;
    return {std::move(owner), bytes};
}

Result<Buffer> read_file(const std::string& path, const Limits& limits) {
    const bool standard_input = path == "-";
    const std::string name = standard_input ? "standard input" : path;
    if (path.find('\0') != std::string::npos)
        return Error{"not-found", "A file name may not hold a zero byte."};
    if (path.empty()) return Error{"not-found", "A file name is empty: give the report's name."};
    // Non-blocking, so that a named pipe without a writer is told and not waited for.
    const FileDescriptor file(
        standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK),
        !standard_input);
    if (file.get() < 0) return open_error(name, errno);
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) return open_error(name, errno);
    if (S_ISDIR(status.st_mode))
        return Error{"is-directory", fmt::format("{} is a directory, not a report.", name)};
    if (!standard_input && !S_ISREG(status.st_mode)) {
        return Error{"not-a-file", fmt::format("{} is a socket, a pipe or a device, not a file.", name)};
    }
    const auto too_large = [&] {
        return Error{
            "too-large",
            fmt::format("{} is larger than {} MiB, which no report is: split it into one file a report.",
                        name, limits.file_bytes >> 20)};
    };
    const auto announced = static_cast<std::uint64_t>(S_ISREG(status.st_mode) ? status.st_size : 0);
    if (announced > limits.file_bytes) return too_large();

    // One byte more than announced shows whether the file has grown.
    std::size_t room = announced > 0 ? static_cast<std::size_t>(announced) + 1 : std::size_t{64} << 10;
    std::unique_ptr<char, Free> bytes(static_cast<char*>(std::malloc(room)));
    if (!bytes) return Error{"too-large", fmt::format("There is not enough memory to read {}.", name)};
    std::size_t size = 0;
    for (;;) {
        if (size == room) {
            if (size > limits.file_bytes) return too_large();
            char* more = static_cast<char*>(std::realloc(bytes.get(), room * 2));
            if (more == nullptr)
                return Error{"too-large", fmt::format("There is not enough memory to read {}.", name)};
            static_cast<void>(bytes.release());
            bytes.reset(more);
            room *= 2;
        }
        const ssize_t got = ::read(file.get(), bytes.get() + size, room - size);
        if (got < 0) {
            if (errno == EINTR) continue;
            return open_error(name, errno);
        }
        size += static_cast<std::size_t>(got);
        // A regular file gives less than is asked for only at its end.
        if (got == 0 || (announced > 0 && size < room)) break;
    }
    if (size > limits.file_bytes) return too_large();
    if (size == 0) return Error{"empty", fmt::format("{} is empty.", name)};
    std::shared_ptr<const void> owner(bytes.release(),
                                      [](const void* p) { std::free(const_cast<void*>(p)); });
    const std::string_view view(static_cast<const char*>(owner.get()), size);
    return Buffer{std::move(owner), view};
}

}  // namespace assay::ingest
