#include "cli/console.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "cli/write_parts.h"
#include "report/diagnostic_text.h"

namespace assay::cli {

namespace {

bool color_on(int descriptor) {
    const char* no_color = std::getenv("NO_COLOR");
    const char* term = std::getenv("TERM");
    return ::isatty(descriptor) != 0 && (no_color == nullptr || *no_color == '\0') &&
           (term == nullptr || std::strcmp(term, "dumb") != 0);
}

}  // namespace

Console console() {
    Console c;
    c.color = color_on(STDOUT_FILENO);
    winsize size{};
    if (const char* columns = std::getenv("COLUMNS"); columns != nullptr && std::atoi(columns) > 0) {
        c.width = std::atoi(columns);
    } else if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        c.width = size.ws_col;
    }
    c.width = std::clamp(c.width, 40, 140);
    return c;
}

bool stdout_is_terminal() {
    return ::isatty(STDOUT_FILENO) != 0;
}

bool write_out(std::string_view bytes) {
    return write_parts(STDOUT_FILENO, bytes);
}

void complain(const std::string& message) {
    fmt::print(stderr, "assay: {}\n", message);
}

void print_diagnostics(const Diagnostics& diagnostics) {
    const std::string text = report::diagnostics_text(diagnostics, color_on(STDERR_FILENO));
    std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace assay::cli
