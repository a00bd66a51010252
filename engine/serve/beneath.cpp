#include "serve/beneath.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>

#include "serve/guard.h"

namespace assay::serve {
namespace {

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    explicit operator bool() const { return number_ >= 0; }
    int get() const { return number_; }

private:
    int number_;
};

Error refused(const std::string& path) {
    return {"refused", fmt::format("{} is not inside the folder.", path)};
}

std::vector<std::string> parts_of(const std::string& relative) {
    std::vector<std::string> parts(1);
    for (const char c : relative) {
        if (c == '/') {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

bool sound_name(const std::string& name) {
    return !name.empty() && name.size() < 200 && name.front() != '.' &&
           name.find_first_of(std::string_view("\0\\\n\r", 4)) == std::string::npos;
}

// `hidden`: the last name begins with a dot.
bool sound_path(const std::string& relative, bool hidden) {
    if (relative.empty() || relative.size() > 1000) return false;
    std::vector<std::string> parts = parts_of(relative);
    if (hidden) {
        if (parts.back().size() < 2 || parts.back().front() != '.') return false;
        parts.back().erase(0, 1);
    }
    for (const std::string& part : parts) {
        if (!sound_name(part)) return false;
    }
    return parts.size() < 20;
}

/// The folder that holds the last name of a path.
struct Held {
    Descriptor folder;
    std::string name;
};

Result<Held> walk(int root, const std::string& relative, bool hidden, bool make) {
    if (!sound_path(relative, hidden)) return refused(relative);
    const std::vector<std::string> parts = parts_of(relative);
    Held held{Descriptor(::dup(root)), parts.back()};
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        constexpr int kFolder = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
        Descriptor next(::openat(held.folder.get(), parts[i].c_str(), kFolder));
        if (!next && errno == ENOENT && make) {
            ::mkdirat(held.folder.get(), parts[i].c_str(), 0777);
            next = Descriptor(::openat(held.folder.get(), parts[i].c_str(), kFolder));
        }
        if (!next) {
            if (errno == ELOOP || errno == ENOTDIR) return refused(relative);
            return Error{"not-found", fmt::format("There is no file {}.", relative)};
        }
        held.folder = std::move(next);
    }
    return held;
}

bool write_all(int file, const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
        const ssize_t written = ::write(file, text.data() + at, text.size() - at);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        at += static_cast<std::size_t>(written);
    }
    return true;
}

Result<std::string> read_at(int root, const std::string& relative, std::uint64_t most, bool hidden) {
    auto held = walk(root, relative, hidden, false);
    if (!held) return held.error();
    // Not blocking: a pipe in the place of a file must not hang.
    const Descriptor file(
        ::openat(held->folder.get(), held->name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    if (!file) {
        if (errno == ELOOP) return refused(relative);
        if (errno == ENOENT) return Error{"not-found", fmt::format("There is no file {}.", relative)};
        return Error{"unreadable", fmt::format("{} cannot be read: {}.", relative, std::strerror(errno))};
    }
    struct stat about {};
    if (::fstat(file.get(), &about) != 0 || !S_ISREG(about.st_mode)) return refused(relative);
    if (static_cast<std::uint64_t>(about.st_size) > most)
        return Error{"too-large", fmt::format("{} is larger than {} kB.", relative, most / 1024)};
    std::string text;
    char buffer[65536];
    for (;;) {
        const ssize_t got = ::read(file.get(), buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
            return Error{"unreadable", fmt::format("{} cannot be read: {}.", relative, std::strerror(errno))};
        if (got == 0) break;
        text.append(buffer, static_cast<std::size_t>(got));
        if (text.size() > most)
            return Error{"too-large", fmt::format("{} is larger than {} kB.", relative, most / 1024)};
    }
    return text;
}

Done replace_at(int root, const std::string& relative, const std::string& text, bool hidden, bool durable) {
    auto held = walk(root, relative, hidden, true);
    if (!held) return held.error();
    const auto broken = [&](const std::string& temporary) {
        const int why = errno;
        if (!temporary.empty()) ::unlinkat(held->folder.get(), temporary.c_str(), 0);
        return Error{"unwritable", fmt::format("{} cannot be written: {}.", relative, std::strerror(why))};
    };
    struct stat about {};
    mode_t mode = hidden ? 0600 : 0666;
    if (::fstatat(held->folder.get(), held->name.c_str(), &about, AT_SYMLINK_NOFOLLOW) == 0) {
        if (!S_ISREG(about.st_mode)) return refused(relative);
        mode = about.st_mode & 0777;
    } else if (!hidden) {
        about.st_mode = 0;
    }
    const std::string temporary = ".assay-" + random_token().substr(0, 12) + ".tmp";
    const Descriptor file(::openat(held->folder.get(), temporary.c_str(),
                                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    if (!file) return broken("");
    if (about.st_mode != 0) ::fchmod(file.get(), mode);
    if (!write_all(file.get(), text)) return broken(temporary);
    if (durable && ::fsync(file.get()) != 0) return broken(temporary);
    if (::renameat(held->folder.get(), temporary.c_str(), held->folder.get(), held->name.c_str()) != 0)
        return broken(temporary);
    if (durable) ::fsync(held->folder.get());
    return true;
}

Done remove_at(int root, const std::string& relative, bool hidden) {
    auto held = walk(root, relative, hidden, false);
    if (!held) return held.error();
    if (::unlinkat(held->folder.get(), held->name.c_str(), 0) == 0) return true;
    if (errno == ENOENT) return Error{"not-found", fmt::format("There is no file {}.", relative)};
    return Error{"unwritable", fmt::format("{} cannot be removed: {}.", relative, std::strerror(errno))};
}

}  // namespace

struct Beneath::Folder {
    Descriptor descriptor;
};

Result<Beneath> Beneath::open(const std::filesystem::path& folder) {
    Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor) return Error{"not-found", fmt::format("There is no folder {}.", folder.string())};
    return Beneath(std::make_shared<const Folder>(Folder{std::move(descriptor)}));
}

bool Beneath::sound(const std::string& relative) {
    return sound_path(relative, false);
}

Result<std::string> Beneath::read(const std::string& relative, std::uint64_t most_bytes) const {
    return read_at(folder_->descriptor.get(), relative, most_bytes, false);
}
Done Beneath::replace(const std::string& relative, const std::string& text, bool durable) const {
    return replace_at(folder_->descriptor.get(), relative, text, false, durable);
}
Done Beneath::remove(const std::string& relative) const {
    return remove_at(folder_->descriptor.get(), relative, false);
}
Result<std::string> Beneath::read_hidden(const std::string& relative, std::uint64_t most_bytes) const {
    return read_at(folder_->descriptor.get(), relative, most_bytes, true);
}
Done Beneath::replace_hidden(const std::string& relative, const std::string& text) const {
    return replace_at(folder_->descriptor.get(), relative, text, true, false);
}
Done Beneath::remove_hidden(const std::string& relative) const {
    return remove_at(folder_->descriptor.get(), relative, true);
}

}  // namespace assay::serve
