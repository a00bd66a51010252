#include <fmt/format.h>
#include <spawn.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/labelled_options.h"
#include "cli/packs.h"
#include "serve/assets.h"
#include "serve/server.h"

extern char** environ;

namespace assay::cli {
namespace {

namespace fs = std::filesystem;

/// Shows an address in the person's browser, where there is a desktop. What goes wrong is no matter: the
/// address was printed.
void open_browser(const std::string& address) {
    if (std::getenv("DISPLAY") == nullptr && std::getenv("WAYLAND_DISPLAY") == nullptr) return;
    std::string program = "xdg-open", argument = address;
    char* argv[] = {program.data(), argument.data(), nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", 1, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", 1, 0);
    pid_t child = 0;
    (void)posix_spawnp(&child, argv[0], &actions, nullptr, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
}

/// The packs in the rules folder, those with a framework first, then those that others build on.
std::vector<std::string> every_pack() {
    std::vector<std::string> packs, shared;
    const std::string rules = rules_folder();
    std::error_code failed;
    if (rules.empty()) return packs;
    for (fs::directory_iterator at(rules, failed), end; !failed && at != end; at.increment(failed)) {
        if (!fs::is_regular_file(at->path() / "pack.yaml", failed)) continue;
        const bool scores = fs::is_regular_file(at->path() / "framework.yaml", failed);
        (scores ? packs : shared).push_back(at->path().string());
    }
    std::sort(packs.begin(), packs.end());
    std::sort(shared.begin(), shared.end());
    packs.insert(packs.end(), shared.begin(), shared.end());
    return packs;
}

struct ServeCommand {
    serve::ServeSettings settings;
    int port = 8765;
    bool port_given = false;
    bool no_open = false;
    bool api_only = false;

    int run() {
        if (!api_only && !serve::workbench_is_embedded()) {
            complain(
                "the workbench is not in this assay: it was built without npm. Install nodejs and npm and "
                "build "
                "again, or use --api-only for the REST interface without the page.");
            return kUsage;
        }
        const bool loopback = serve::is_loopback(settings.host);
        if (!loopback && settings.token.size() < 16) {
            complain(fmt::format(
                "--host {} lets other machines in, so it asks for --token with at least 16 characters "
                "of your own.",
                settings.host));
            return kUsage;
        }
        if (settings.packs.empty()) settings.packs = every_pack();
        if (settings.packs.empty()) {
            complain(
                "no rule packs were found. Name one with --pack, or set ASSAY_RULES to the folder that holds "
                "them.");
            return kUsage;
        }
        for (const std::string& corpus : settings.corpus) {
            std::error_code failed;
            if (fs::exists(corpus, failed)) continue;
            complain(fmt::format("{}: there is no such corpus.", corpus));
            return kUsage;
        }
        settings.port = static_cast<std::uint16_t>(port);
        auto server = serve::Server::open(settings);
        if (!server && server.error().code == "port" && !port_given) {
            // Somebody else has the usual one; any other will do.
            settings.port = 0;
            server = serve::Server::open(settings);
        }
        if (!server) {
            complain(server.error().message);
            return kUsage;
        }
        if (!loopback) {
            complain(
                fmt::format("warning: {} can be reached by other machines, without encryption. Whoever knows "
                            "the token can read "
                            "and change the rules.",
                            settings.host));
        }
        bool told = true;
        (*server)->run(/*until_signal=*/true, [&] {
            // Whoever reads the address may end the program at once: signals are heeded by now.
            told = write_out((*server)->start_address() + "\n") && std::fflush(stdout) == 0;
            if (!told) return (*server)->stop();
            if (!no_open && loopback && !api_only) open_browser((*server)->start_address());
        });
        return told ? kAllWell : kSomeFailed;
    }
};

}  // namespace

void add_serve(CLI::App& program, int& exit) {
    auto command = std::make_shared<ServeCommand>();
    CLI::App* app =
        program.add_subcommand("serve", "Open the workbench: edit rules in the browser and see what they do");
    app->add_option("--pack", command->settings.packs,
                    "Folder of a rule pack to edit; may be given several times")
        ->type_name("DIR")
        ->allow_extra_args(false);
    app->add_option("--corpus", command->settings.corpus,
                    "Reports to show the effect on: files or folders; may be given several times")
        ->type_name("DIR")
        ->allow_extra_args(false);
    app->add_option("--labels", command->settings.labels,
                    "Published scores as tab-separated text, instead of those in the files")
        ->type_name("TSV");
    auto* port = app->add_option("--port", command->port, "Port; 0: any free one")
                     ->check(CLI::Range(0, 65535))
                     ->capture_default_str();
    app->add_option("--host", command->settings.host,
                    "Address to listen on; others than this machine's own ask for --token")
        ->capture_default_str();
    app->add_option("--token", command->settings.token, "The key in the address, instead of a random one")
        ->type_name("TEXT");
    app->add_flag("--no-open", command->no_open, "Open no browser");
    app->add_flag("--api-only", command->api_only,
                  "Serve the REST interface even where the page is not built in");
    app->footer(
        "Example:  assay serve --pack rules/cqc-la --corpus reports/ --labels published.tsv\n"
        "Prints the address to open; it holds a key. Ctrl-C ends. Nothing leaves this machine.\n"
        "Exit codes: 0 ended by Ctrl-C; 2 wrong options, a folder that is no pack, a port that is taken, or "
        "no "
        "workbench in this build." +
        std::string(kLabelsHelp));
    app->callback([command, port, &exit] {
        command->port_given = port->count() > 0;
        exit = command->run();
    });
}

}  // namespace assay::cli
