// Reports made from a string, for tests that need text and no converter.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "assay/document.h"
#include "assay/report.h"

namespace assay::testing {

/// A report whose text is `text`: every paragraph between blank lines is a block of evidence in one
/// part (`statement`) and one section ("key-findings"), its lines trimmed. A line that begins with
/// "# " is a heading and opens a section whose id is the heading in lower case with hyphens for
/// blanks; a line that begins with "- " is a bullet of its own, the sign left out.
inline Report plain_report(std::string text, std::string statement = "") {
    auto kept = std::make_shared<const std::string>(std::move(text));
    Report report;
    report.extracted.text = Buffer{kept, *kept};
    report.extracted.source.path = "test.txt";
    report.extracted.source.bytes = kept->size();
    report.parts.push_back(Part{std::move(statement), {}, {}});
    report.sections.push_back(Section{"key-findings", "", {}});

    const std::string_view all = *kept;
    const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f'; };
    bool inside = false;  // the last block may still take lines
    std::size_t at = 0;
    while (at < all.size()) {
        std::size_t stop = all.find('\n', at);
        if (stop == std::string_view::npos) stop = all.size();
        std::size_t begin = at;
        std::size_t end = stop;
        at = stop + 1;
        while (begin < end && is_blank(all[begin])) ++begin;
        while (end > begin && is_blank(all[end - 1])) --end;
        if (begin == end) {
            inside = false;
            continue;
        }
        BlockKind kind = BlockKind::paragraph;
        const std::string_view mark = all.substr(begin, 2);
        if (end - begin > 2 && (mark == "# " || mark == "- ")) {
            kind = mark == "# " ? BlockKind::heading : BlockKind::bullet;
            begin += 2;
            inside = false;
        }
        const Span line{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
        if (kind == BlockKind::heading) {
            Section section{"", std::string(slice(all, line)), line};
            for (char c : section.title) {
                section.id += c == ' ' ? '-' : (c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
            }
            report.sections.push_back(std::move(section));
        }
        const auto first = static_cast<std::uint32_t>(report.lines.size());
        report.lines.push_back(line);
        if (inside) {
            report.blocks.back().lines.end = first + 1;
            continue;
        }
        Block block;
        block.kind = kind;
        block.evidence = kind != BlockKind::heading;
        block.section = static_cast<std::uint16_t>(report.sections.size() - 1);
        block.lines = Span{first, first + 1};
        report.blocks.push_back(block);
        inside = kind != BlockKind::heading;
    }
    return report;
}

/// The document of plain_report().
inline Document plain_document(std::string text, std::string statement = "") {
    return build_document(plain_report(std::move(text), std::move(statement)));
}

}  // namespace assay::testing
