#include "assay/document.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "text/scanner.h"
#include "text/utf8.h"

namespace assay {

namespace {

bool is_evidence(const Block& block) {
    return block.evidence && block.kind != BlockKind::heading;
}

/// Appends a stretch of the text as a person would read it aloud: see Document::quote.
void append_readable(std::string_view bytes, std::string& out) {
    static constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
    const char* p = bytes.data();
    const char* const end = p + bytes.size();
    bool blank = !out.empty();  // pieces are parted by a blank
    bool broken = blank;
    const auto put = [&](std::string_view what) {
        if (blank) {
            // A word that was parted at a line's end is put together again.
            const bool parted = broken && out.size() >= 2 && out.back() == '-' &&
                                out[out.size() - 2] != ' ' && out[out.size() - 2] != '-';
            if (!parted) out += ' ';
        }
        blank = broken = false;
        out += what;
    };
    while (p < end) {
        const char c = *p;
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            blank = !out.empty();
            broken = broken || c == '\n' || c == '\r';
            ++p;
            continue;
        }
        if (static_cast<unsigned char>(c) < 0x80) {
            put({p, 1});
            ++p;
            continue;
        }
        const text::CodePoint point = text::decode(p, end);
        if (point.value == text::CodePoint::kInvalid) {
            put(kReplacement);
        } else if (text::kind_of(point.value) == text::CharKind::space) {
            blank = !out.empty();
        } else if (text::kind_of(point.value) != text::CharKind::invisible) {
            put({p, point.length});
        }
        p += point.length;
    }
}

}  // namespace

std::string Document::quote(const Sentence& sentence) const {
    std::string out;
    out.reserve(sentence.bytes.size());
    for (std::uint32_t i = sentence.pieces.begin; i < sentence.pieces.end; ++i) {
        append_readable(slice(text(), pieces[i]), out);
    }
    return out;
}

Document build_document(Report report) {
    Document document;
    document.report = std::move(report);
    const Report& source = document.report;

    std::size_t bytes = 0;
    for (const Block& block : source.blocks) {
        if (!is_evidence(block)) continue;
        for (std::uint32_t i = block.lines.begin; i < block.lines.end; ++i) bytes += source.lines[i].size();
    }
    // English reports have a word every 6 bytes and a sentence every 130: with these estimates the
    // arrays hardly ever grow.
    document.tokens.reserve(bytes / 5 + 16);
    document.sentences.reserve(bytes / 80 + source.blocks.size() + 4);
    document.pieces.reserve(bytes / 80 + source.blocks.size() + 4);

    std::vector<Span> excluded = source.excluded;
    std::sort(excluded.begin(), excluded.end());
    text::Scanner scanner(document.text(), excluded, {document.tokens, document.sentences, document.pieces});
    for (std::size_t i = 0; i < source.blocks.size(); ++i) {
        const Block& block = source.blocks[i];
        if (!is_evidence(block)) continue;
        Sentence like;
        like.block = static_cast<std::uint32_t>(i);
        like.part = block.part;
        like.section = block.section;
        scanner.scan(std::span(source.lines).subspan(block.lines.begin, block.lines.size()), like);
    }
    return document;
}

}  // namespace assay
