#include "ingest/encoding.h"

#include <cstdint>

#include "core/bytes16.h"

namespace assay::ingest {

namespace {

// The length of the character at `at`, or 0 where there is none. The second byte decides what is overlong, a
// surrogate or too large.
std::size_t character_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4) return 0;
    const unsigned second = byte(1);
    const unsigned lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < lowest || second > highest) return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return 0;
    }
    return length;
}

}  // namespace

Misencoded find_misencoded(std::string_view text) {
    Misencoded found;
    std::size_t at = 0;
    while (at < text.size()) {
        // Most of an English text is ASCII. Steps that do not depend on what was loaded run side by side.
        if (at + Bytes16::kSize <= text.size()) {
            const std::uint32_t beyond = Bytes16::load(text.data() + at).beyond_ascii();
            if (beyond == 0) {
                at += Bytes16::kSize;
                continue;
            }
            at += before_first(beyond);
        }
        const std::size_t length = character_at(text, at);
        if (length == 0) {
            if (found.count++ == 0)
                found.first = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1)};
            ++at;
        } else {
            at += length;
        }
    }
    return found;
}

}  // namespace assay::ingest
