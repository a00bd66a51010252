#include "cli/write_parts.h"

#include <sys/uio.h>

#include <algorithm>
#include <cerrno>

namespace assay::cli {

namespace {

iovec vector_of(std::string_view bytes) {
    return {const_cast<char*>(bytes.data()), bytes.size()};  // it is only read from
}

}  // namespace

bool write_parts(int descriptor, std::string_view first, std::string_view second) {
    while (!first.empty() || !second.empty()) {
        const iovec parts[] = {vector_of(first), vector_of(second)};
        const ssize_t written = ::writev(descriptor, parts, 2);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        const std::size_t of_first = std::min(static_cast<std::size_t>(written), first.size());
        first.remove_prefix(of_first);
        second.remove_prefix(static_cast<std::size_t>(written) - of_first);
    }
    return true;
}

}  // namespace assay::cli
