#include "ingest/child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "ingest/convert_exit.h"
#include "ingest/sanitized.h"

#ifndef ASSAY_LIBEXEC
#define ASSAY_LIBEXEC ""
#endif

namespace assay::ingest {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

class FileDescriptor {
public:
    FileDescriptor() = default;
    explicit FileDescriptor(int fd) : fd_(fd) {}
    ~FileDescriptor() { reset(-1); }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    int get() const { return fd_; }
    void reset(int fd) {
        if (fd_ >= 0) ::close(fd_);
        fd_ = fd;
    }

private:
    int fd_ = -1;
};

// The bytes as a file that has no name and vanishes with its last descriptor.
bool fill_nameless_file(FileDescriptor& file, std::string_view bytes) {
    file.reset(::memfd_create("assay", MFD_CLOEXEC));
    if (file.get() < 0) return false;
    while (!bytes.empty()) {
        const ssize_t put = ::write(file.get(), bytes.data(), bytes.size());
        if (put < 0) {
            if (errno == EINTR) continue;
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return ::lseek(file.get(), 0, SEEK_SET) == 0;
}

// A child that is dead and buried when this goes out of scope.
class Child {
public:
    explicit Child(pid_t pid) : pid_(pid) {}
    ~Child() { end(); }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    // Kills the whole group and returns the status of the child.
    int end() {
        if (pid_ <= 0) return status_;
        // The group first: a zombie's group stays until it is waited for, so no other can be meant.
        ::kill(-pid_, SIGKILL);
        wait();
        return status_;
    }
    // Waits until the child has ended by itself.
    int wait() {
        while (pid_ > 0 && ::waitpid(pid_, &status_, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
        return status_;
    }

private:
    pid_t pid_;
    int status_ = 0;
};

pid_t start(const std::string& program, const std::string& how, const Limits& limits,
            std::chrono::seconds cpu, int in, int out) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    // Only a sanitizer has something to say.
    if (!kSanitized) posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes, 0);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    sigset_t all;
    sigfillset(&all);
    posix_spawnattr_setsigdefault(&attributes, &all);

    std::array<std::string, 5> words{program, how, std::to_string(limits.converter_memory),
                                     std::to_string(cpu.count()), std::to_string(limits.text_bytes)};
    std::array<char*, 6> arguments{};
    for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
    // Nothing of the caller's surroundings is the converter's business.
    std::string path = "PATH=/usr/local/bin:/usr/bin:/bin";
    std::string language = "LC_ALL=C";
    std::array<char*, 3> environment{path.data(), language.data(), nullptr};
    pid_t pid = -1;
    if (::posix_spawn(&pid, program.c_str(), &actions, &attributes, arguments.data(), environment.data()) !=
        0)
        pid = -1;
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return pid;
}

enum class Ending { finished, timed_out, too_large };

// What a converter may write: the text, and where each piece of it stands in the file.
std::uint64_t most_output(const Limits& limits) {
    return limits.text_bytes + (limits.text_bytes >> 1) + (1u << 20);
}

// Reads what the child writes until it closes its end, or a limit is reached.
Ending collect(int fd, const Limits& limits, std::string& out) {
    const auto deadline = Clock::now() + limits.converter_wall;
    const std::uint64_t most = most_output(limits);
    std::vector<char> buffer(std::size_t{256} << 10);
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) return Ending::timed_out;
        pollfd waiting{fd, POLLIN, 0};
        const int ready = ::poll(&waiting, 1, static_cast<int>(left));
        if (ready < 0 && errno == EINTR) continue;
        if (ready == 0) return Ending::timed_out;
        const ssize_t got = ::read(fd, buffer.data(), buffer.size());
        if (got < 0) {
            if (errno == EINTR) continue;
            return Ending::finished;
        }
        if (got == 0) return Ending::finished;
        out.append(buffer.data(), static_cast<std::size_t>(got));
        if (out.size() > most) return Ending::too_large;
    }
}

Error memory_error(const std::string& how, std::uint64_t bytes, const std::string& name,
                   const Limits& limits) {
    // A page with little between its tags takes fifty times its size as a tree; only a small one that takes
    // more than that was made for it.
    if (how == "html" && bytes > limits.converter_memory / 128) {
        return {
            "too-large",
            fmt::format("{} is an HTML page of {} MiB with so much markup that reading it takes more than "
                        "{} MiB of memory: split it into one file a report, or save it as text or PDF.",
                        name, bytes >> 20, limits.converter_memory >> 20)};
    }
    return {"too-much-memory", fmt::format("{} needs more than {} MiB of memory to read; it is damaged, or "
                                           "made to do harm.",
                                           name, limits.converter_memory >> 20)};
}

Error error_of(int status, const std::string& how, std::uint64_t bytes, const std::string& name,
               const Limits& limits, std::chrono::seconds cpu) {
    const std::string_view kind = how == "pdf" ? "PDF" : how == "docx" ? "Word document" : "HTML page";
    if (WIFSIGNALED(status)) {
        if (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL) {
            return {"timed-out",
                    fmt::format(
                        "Reading {} took more than {} seconds of processor time, which no report of its size "
                        "does; it was given up.",
                        name, cpu.count())};
        }
        return {"crashed",
                fmt::format("{} is a {} that made its reader fail (signal {}); it is damaged, or made to do "
                            "harm.",
                            name, kind, WTERMSIG(status))};
    }
    switch (WEXITSTATUS(status)) {
        case kExitNoProgram:
            return {"converter-missing",
                    "The program pdftotext is not installed: install the package poppler-utils."};
        case kExitMemory:
            return memory_error(how, bytes, name, limits);
        case kExitTooLarge:
            return {"too-large", fmt::format("{} holds more than {} MiB of text, which no report does: split "
                                             "it into one file a report.",
                                             name, limits.text_bytes >> 20)};
        default:
            return {"damaged",
                    fmt::format("{} cannot be read as a {}: it is damaged, or protected.", name, kind)};
    }
}

}  // namespace

std::string find_converter() {
    constexpr const char* kProgram = "assay-convert";
    std::error_code ignored;
    if (const char* given = std::getenv("ASSAY_CONVERT"); given != nullptr && *given != '\0') return given;
    const fs::path here = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    std::vector<fs::path> places;
    if (!here.empty()) {
        places = {here / kProgram, here / "../libexec/assay" / kProgram, here / "libexec/assay" / kProgram,
                  here / "../../libexec/assay" / kProgram};
    }
    if (*ASSAY_LIBEXEC != '\0') places.push_back(fs::path(ASSAY_LIBEXEC) / kProgram);
    for (const fs::path& place : places) {
        if (fs::is_regular_file(place, ignored)) return place.lexically_normal().string();
    }
    return {};
}

Result<std::string> run_converter(const std::string& how, std::string_view bytes, const std::string& name,
                                  const Limits& limits) {
    std::string program = find_converter();
    if (!program.empty() && how == "pdf") program += "-pdf";
    if (program.empty()) {
        return Error{"converter-missing",
                     "The program assay-convert, which reads PDF, Word and HTML files, was not found "
                     "beside assay; set ASSAY_CONVERT to its path."};
    }
    FileDescriptor in;
    if (!fill_nameless_file(in, bytes))
        return Error{"too-large", fmt::format("There is not enough memory to read {}.", name)};
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return Error{"unreadable", "There are too many open files."};
    FileDescriptor from(ends[0]);
    FileDescriptor to(ends[1]);
    const std::chrono::seconds cpu = allowed_cpu(limits, how, bytes.size());
    const pid_t pid = start(program, how, limits, cpu, in.get(), to.get());
    if (pid < 0) {
        return Error{"converter-missing", fmt::format("The program {} could not be started.", program)};
    }
    Child child(pid);
    to.reset(-1);
    in.reset(-1);
    std::string out;
    const Ending ending = collect(from.get(), limits, out);
    switch (ending) {
        case Ending::timed_out:
            return Error{"timed-out", fmt::format("Reading {} took more than {} seconds; it was given up.",
                                                  name, limits.converter_wall.count() / 1000)};
        case Ending::too_large:
            return Error{"too-large",
                         fmt::format("{} holds too much text in too many pieces (more than {} MiB with the "
                                     "places of all pieces), which no report does: split it into one file a "
                                     "report.",
                                     name, most_output(limits) >> 20)};
        case Ending::finished:
            break;
    }
    // It has closed its end of the pipe, so it ends by itself, or by its limit on processor time.
    const int status = child.wait();
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return out;
    return error_of(status, how, bytes.size(), name, limits, cpu);
}

}  // namespace assay::ingest
