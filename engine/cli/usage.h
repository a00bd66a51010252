// What is told when the command line cannot be understood.
#pragma once

#include <string>

#include "cli/command.h"

namespace assay::cli {

/// What is wrong with the command line, what may have been meant, and where help is; a line each. `program`
/// has just refused it with `error`.
std::string usage_message(const CLI::App& program, const CLI::ParseError& error);

}  // namespace assay::cli
