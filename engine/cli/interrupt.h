// Ctrl-C as a wish to stop in good order.
#pragma once

namespace assay::cli {

/// Lets the first SIGINT or SIGTERM only note itself; a second one ends the program at once.
void catch_interrupts();

/// True once one came. Thread-safe.
bool interrupted();

}  // namespace assay::cli
