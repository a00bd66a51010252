// assay-convert HOW MEMORY CPU TEXT: turns the untrusted document on standard input into text on
// standard output, with few privileges. HOW is html or docx; limits are bytes, seconds, bytes.
// Called by assay only; see child.h for the other end, and convert_pdf_main.cpp for PDF.
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <new>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/confine.h"
#include "ingest/convert_docx.h"
#include "ingest/convert_exit.h"
#include "ingest/convert_html.h"
#include "ingest/wire.h"

#include "ingest/sanitized.h"

#ifdef ASSAY_SANITIZED
// What a sanitizer finds ends the program with a signal, which run_converter tells from a damaged document.
// Leaks are not looked for: the process ends with the trees of its document on purpose.
extern "C" const char* __asan_default_options() {
    return "abort_on_error=1:detect_leaks=0:handle_abort=0";
}
extern "C" const char* __ubsan_default_options() {
    return "abort_on_error=1:print_stacktrace=1";
}
#endif

namespace {

using namespace assay::ingest;

std::optional<std::string> read_all() {
    std::string bytes;
    struct stat status {};
    if (::fstat(STDIN_FILENO, &status) == 0 && status.st_size > 0)
        bytes.resize(static_cast<std::size_t>(status.st_size));
    std::size_t size = 0;
    while (size < bytes.size()) {
        const ssize_t got = ::read(STDIN_FILENO, bytes.data() + size, bytes.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        size += static_cast<std::size_t>(got);
    }
    if (size != bytes.size()) return std::nullopt;
    return bytes;
}

bool write_all(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t put = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
}

int convert_here(std::string_view how, std::uint64_t most_text) {
    const std::optional<std::string> bytes = read_all();
    if (!bytes) return kExitDamaged;
    Converted converted;
    if (how == "html") {
        converted = convert_html(*bytes);
    } else {
        // XML is wordy: its parts may be several times as long as the text in them.
        bool too_large = false;
        auto document = convert_docx(*bytes, most_text * 3, too_large);
        if (!document) return too_large ? kExitTooLarge : kExitDamaged;
        converted = std::move(*document);
    }
    if (converted.text.size() > most_text) return kExitTooLarge;
    return write_all(to_wire(converted)) ? 0 : kExitDamaged;
}

int run(int argc, char** argv) {
    if (argc != 5) return kExitUsage;
    const std::string_view how = argv[1];
    if (how != "html" && how != "docx") return kExitUsage;
    Confinement confinement;
    confinement.memory_bytes = std::strtoull(argv[2], nullptr, 10);
    confinement.cpu_seconds = std::strtoull(argv[3], nullptr, 10);
    confinement.may_exec = false;
    if (!confine(confinement)) return kExitUsage;
    try {
        return convert_here(how, std::strtoull(argv[4], nullptr, 10));
    } catch (const std::bad_alloc&) {
        return kExitMemory;
    }
}

}  // namespace

// Ends without tidying up: trees of documents nested deep are not to be walked once more.
int main(int argc, char** argv) {
    ::_exit(run(argc, argv));
}
