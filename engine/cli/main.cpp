#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>

#include "assay/engine.h"
#include "cli/command.h"
#include "cli/usage.h"

int main(int argc, char** argv) {
    using namespace assay::cli;
    // A closed pipe (assay … | head) ends the program quietly through write errors.
    std::signal(SIGPIPE, SIG_IGN);
    CLI::App program{
        "assay scores assessment reports by rules and cites the sentences that justify the score.", "assay"};
    program.set_version_flag("--version", std::string(assay::version()));
    program.require_subcommand(1);
    program.footer("Begin with:  assay score examples/\nEach command explains itself:  assay score --help");
    int exit = kAllWell;
    add_score(program, exit);
    add_explain(program, exit);
    add_calibrate(program, exit);
    add_diff(program, exit);
    add_coverage(program, exit);
    add_suggest(program, exit);
    add_history(program, exit);
    add_serve(program, exit);
    add_extract(program, exit);
    add_check(program, exit);
    add_test(program, exit);
    add_why(program, exit);
    add_new(program, exit);
    add_fmt(program, exit);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        // --help and --version come this way too, with code 0.
        if (e.get_exit_code() == 0) return program.exit(e);
        fmt::print(stderr, "{}", usage_message(program, e));
        return kUsage;
    } catch (const std::exception& e) {
        fmt::print(stderr, "assay: {}\n", e.what());
        return kSomeFailed;
    }
    return exit;
}
