#include "report/parts.h"

namespace assay::report::parts::detail {

char* put_large(char* at, std::uint64_t value) {
    const std::uint64_t above = value / 10'000;
    const auto last = static_cast<std::uint32_t>(value % 10'000);
    at = above < 10'000 ? put_small(at, static_cast<std::uint32_t>(above)) : put_large(at, above);
    return put_pair(put_pair(at, last / 100), last % 100);
}

}  // namespace assay::report::parts::detail
