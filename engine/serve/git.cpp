#include "serve/git.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <vector>

#include "serve/beneath.h"
#include "serve/new_files.h"

extern char** environ;

namespace assay::serve {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostOutput = 2u << 20;
constexpr auto kLongest = std::chrono::seconds(10);

/// What a program writes; nothing where it fails.
std::string output_of(std::vector<std::string> words) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return {};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    pid_t child = 0;
    const int failed = posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (failed != 0) {
        ::close(ends[0]);
        return {};
    }
    std::string out;
    const auto deadline = Clock::now() + kLongest;
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        pollfd wait{ends[0], POLLIN, 0};
        if (left <= 0 || out.size() >= kMostOutput) break;
        if (::poll(&wait, 1, static_cast<int>(left)) < 0 && errno != EINTR) break;
        char buffer[16384];
        if ((wait.revents & (POLLIN | POLLHUP)) == 0) continue;
        const ssize_t got = ::read(ends[0], buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        out.append(buffer, static_cast<std::size_t>(got));
    }
    ::close(ends[0]);
    if (Clock::now() >= deadline || out.size() >= kMostOutput) ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    const bool well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return well || out.size() >= kMostOutput ? out : "";
}

std::string git(const fs::path& folder, const std::vector<std::string>& what) {
    std::vector<std::string> words{"git", "--no-optional-locks",  "-C", folder.string(),
                                   "-c",  "core.fsmonitor=false", "-c", "core.pager=cat",
                                   "-c",  "core.quotePath=false"};
    words.insert(words.end(), what.begin(), what.end());
    return output_of(std::move(words));
}

std::string line_of(std::string text) {
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

/// The names that `-z` ends with zero bytes each.
std::vector<std::string> names_of(const std::string& text) {
    std::vector<std::string> names;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\0', at), text.size());
        names.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return names;
}

}  // namespace

bool in_git(const fs::path& given) {
    std::error_code failed;
    for (fs::path folder = fs::absolute(given, failed).lexically_normal(); !folder.empty();
         folder = folder.parent_path()) {
        if (fs::exists(folder / ".git", failed)) return true;
        if (folder == folder.root_path()) break;
    }
    return false;
}

GitState git_state(const fs::path& folder) {
    GitState state;
    if (!in_git(folder)) return state;
    state.branch = line_of(git(folder, {"rev-parse", "--abbrev-ref", "HEAD"}));
    state.git = !state.branch.empty();
    if (!state.git) return state;
    state.diff = git(folder, {"diff", "--no-ext-diff", "--no-textconv", "--no-color", "HEAD", "--", "."});
    const std::vector<std::string> names = names_of(
        git(folder, {"ls-files", "-z", "--others", "--exclude-standard", "--exclude=.*.draft", "--", "."}));
    for (const std::string& name : names) state.untracked += shown_name(name) + '\n';
    const Result<Beneath> held = Beneath::open(folder);
    if (held && !names.empty()) {
        const std::string prefix = line_of(git(folder, {"rev-parse", "--show-prefix"}));
        state.new_files = as_added_lines(*held, prefix, names, kMostOutput);
    }
    return state;
}

}  // namespace assay::serve
