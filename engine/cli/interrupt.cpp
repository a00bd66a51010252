#include "cli/interrupt.h"

#include <csignal>

#include <atomic>

namespace assay::cli {

namespace {

// The one variable of the program that outlives calls: a signal handler can reach nothing else.
std::atomic<bool> signalled{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void note(int) {
    signalled = true;
}

}  // namespace

void catch_interrupts() {
    struct sigaction action {};
    action.sa_handler = note;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() {
    return signalled;
}

}  // namespace assay::cli
