// The terminal: how wide it is, whether it shows colours, and messages to the person at it.
#pragma once

#include <string>
#include <string_view>

#include "assay/diagnostic.h"

namespace assay::cli {

struct Console {
    bool color = false;  ///< standard output is a terminal and NO_COLOR is not set
    int width = 80;
};

/// What standard output is. COLUMNS overrides the width; TERM=dumb and NO_COLOR forbid colours.
Console console();

bool stdout_is_terminal();

/// Whole bytes to standard output; false when it is closed or full.
bool write_out(std::string_view bytes);

/// "assay: message" on standard error.
void complain(const std::string& message);

/// Diagnostics on standard error, each with its line and a caret below the place.
void print_diagnostics(const Diagnostics& diagnostics);

}  // namespace assay::cli
