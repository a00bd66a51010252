#include "text/fold.h"

#include <array>

#include "assay/document.h"
#include "text/utf8.h"

namespace assay {

namespace text {

namespace {

/// The letters of ﬀ ﬁ ﬂ ﬃ ﬄ ﬅ ﬆ, U+FB00 on.
constexpr std::array<std::string_view, 7> kLigatures{"ff", "fi", "fl", "ffi", "ffl", "st", "st"};

}  // namespace

void fold_into(std::string_view word, std::string& out) {
    const char* p = word.data();
    const char* const end = p + word.size();
    while (p < end) {
        const char c = *p;
        if (static_cast<unsigned char>(c) < 0x80) {
            if (c != '\'') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
            ++p;
            continue;
        }
        const CodePoint point = decode(p, end);
        if (point.value == CodePoint::kInvalid) {
            out += c;
            ++p;
            continue;
        }
        p += point.length;
        if (point.value - 0xFB00 < kLigatures.size()) {
            out += kLigatures[point.value - 0xFB00];
            continue;
        }
        if (point.value == 0x17F) {  // the long s
            out += 's';
            continue;
        }
        const CharKind kind = kind_of(point.value);
        if (kind == CharKind::apostrophe || kind == CharKind::invisible) continue;
        std::array<char, 4> bytes{};
        out.append(bytes.data(), encode(to_lower(point.value), bytes.data()));
    }
}

}  // namespace text

std::string fold(std::string_view word) {
    std::string out;
    out.reserve(word.size());
    text::fold_into(word, out);
    return out;
}

std::uint64_t fold_hash(std::string_view word) {
    return text::hash_folded(fold(word));
}

}  // namespace assay
