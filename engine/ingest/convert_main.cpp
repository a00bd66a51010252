// assay-convert HOW MEMORY CPU TEXT: turns the untrusted document on standard input into text on
// standard output, with few privileges. HOW is pdf, html or docx; limits are bytes, seconds, bytes.
// Called by assay only; see child.h for the other end.
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "ingest/confine.h"
#include "ingest/convert_exit.h"

namespace {

using namespace assay::ingest;

int convert_pdf(const Confinement& confinement) {
    if (!confine(confinement)) return kExitUsage;
    // The file by number: pdftotext wants to seek in it, which "-" would not let it do.
    ::execlp("pdftotext", "pdftotext", "-q", "-enc", "UTF-8", "/dev/fd/0", "-", static_cast<char*>(nullptr));
    return kExitNoProgram;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) return kExitUsage;
    Confinement confinement;
    confinement.memory_bytes = std::strtoull(argv[2], nullptr, 10);
    confinement.cpu_seconds = std::strtoull(argv[3], nullptr, 10);
    const std::string_view how = argv[1];
    if (how == "pdf") {
        confinement.may_exec = true;
        return convert_pdf(confinement);
    }
    return kExitUsage;
}
