// What every command is: options added to the program, and a run that gives an exit code.
#pragma once

#include <CLI/CLI.hpp>

namespace assay::cli {

/// Exit codes of the program; docs/cli.md lists them.
enum Exit : int {
    kAllWell = 0,
    kSomeFailed = 1,  ///< some input failed, disagreed under --check, or was found wanting by check or test
    kUsage = 2,       ///< wrong options, or a mistake in a rule
    kInterrupted = 130,  ///< Ctrl-C: what was written is complete
};

/// Adds one command. The command's callback sets `exit`; both outlive the parsing. One function a file.
void add_score(CLI::App& program, int& exit);
void add_explain(CLI::App& program, int& exit);
void add_calibrate(CLI::App& program, int& exit);
void add_extract(CLI::App& program, int& exit);
void add_check(CLI::App& program, int& exit);
void add_test(CLI::App& program, int& exit);
void add_why(CLI::App& program, int& exit);
void add_new(CLI::App& program, int& exit);
void add_fmt(CLI::App& program, int& exit);
void add_coverage(CLI::App& program, int& exit);
void add_diff(CLI::App& program, int& exit);
void add_suggest(CLI::App& program, int& exit);
void add_history(CLI::App& program, int& exit);
void add_serve(CLI::App& program, int& exit);

}  // namespace assay::cli
