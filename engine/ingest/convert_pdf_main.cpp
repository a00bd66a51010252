// assay-convert-pdf HOW MEMORY CPU TEXT: as assay-convert, for PDF: lays down privileges and becomes
// pdftotext. A program of its own, since loading the libraries that assay-convert needs for HTML and Word
// takes longer than all that is done here.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>

#include "ingest/confine.h"
#include "ingest/convert_exit.h"

namespace {

// Without it pdftotext gives the same text, later. By number, since a path may hold what parts entries of
// LD_PRELOAD.
void preload_no_colour() {
    std::array<char, 4096> self{};
    const ssize_t length = ::readlink("/proc/self/exe", self.data(), self.size());
    if (length <= 0 || static_cast<std::size_t>(length) >= self.size()) return;
    std::string path(self.data(), static_cast<std::size_t>(length));
    path.replace(path.rfind('/') + 1, std::string::npos, "assay-no-colour.so");
    const int library = ::open(path.c_str(), O_RDONLY);
    if (library < 0) return;
    ::setenv("LD_PRELOAD", ("/proc/self/fd/" + std::to_string(library)).c_str(), 1);
}

}  // namespace

int main(int argc, char** argv) {
    using namespace assay::ingest;
    if (argc != 5) ::_exit(kExitUsage);
    preload_no_colour();
    Confinement confinement;
    confinement.memory_bytes = std::strtoull(argv[2], nullptr, 10);
    confinement.cpu_seconds = std::strtoull(argv[3], nullptr, 10);
    confinement.may_exec = true;
    if (!confine(confinement)) ::_exit(kExitUsage);
    // The file by number: pdftotext wants to seek in it, which "-" would not let it do.
    ::execlp("pdftotext", "pdftotext", "-q", "-enc", "UTF-8", "/dev/fd/0", "-", static_cast<char*>(nullptr));
    ::_exit(kExitNoProgram);
}
