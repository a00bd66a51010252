// assay-convert-pdf HOW MEMORY CPU TEXT: as assay-convert, for PDF: lays down privileges and becomes
// pdftotext. A program of its own, since loading the libraries that assay-convert needs for HTML and Word
// takes longer than all that is done here.
#include <unistd.h>

#include <cstdlib>

#include "ingest/confine.h"
#include "ingest/convert_exit.h"

int main(int argc, char** argv) {
    using namespace assay::ingest;
    if (argc != 5) ::_exit(kExitUsage);
    Confinement confinement;
    confinement.memory_bytes = std::strtoull(argv[2], nullptr, 10);
    confinement.cpu_seconds = std::strtoull(argv[3], nullptr, 10);
    confinement.may_exec = true;
    if (!confine(confinement)) ::_exit(kExitUsage);
    // The file by number: pdftotext wants to seek in it, which "-" would not let it do.
    ::execlp("pdftotext", "pdftotext", "-q", "-enc", "UTF-8", "/dev/fd/0", "-", static_cast<char*>(nullptr));
    ::_exit(kExitNoProgram);
}
