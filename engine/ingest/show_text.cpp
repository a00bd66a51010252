#include "ingest/show_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "ingest/lines.h"

namespace assay::ingest {

namespace {

// The block that a byte of the text belongs to, by a table of the report's lines in order of place.
class BlockFinder {
public:
    explicit BlockFinder(const Report& report) {
        for (const Block& block : report.blocks) {
            for (std::uint32_t i = block.lines.begin; i < block.lines.end; ++i)
                places_.push_back({report.lines[i], &block});
        }
        std::stable_sort(places_.begin(), places_.end(),
                         [](const Place& a, const Place& b) { return a.line < b.line; });
    }

    const Block* find(Span line) const {
        const auto after = std::partition_point(places_.begin(), places_.end(),
                                                [&](const Place& p) { return p.line.end <= line.begin; });
        return after != places_.end() && after->line.overlaps(line) ? after->block : nullptr;
    }

private:
    struct Place {
        Span line;
        const Block* block;
    };
    std::vector<Place> places_;
};

std::string_view role_of(const Report& report, const Block* block, Span line) {
    for (const Part& part : report.parts) {
        if (part.published_at.overlaps(line)) return "score";
    }
    if (block == nullptr) return "furniture";
    if (block->kind == BlockKind::heading) return "heading";
    return block->evidence ? "evidence" : "boilerplate";
}

std::string number_or_nothing(std::uint32_t n) {
    return n == 0 ? std::string() : std::to_string(n);
}

std::string without_tabs(std::string_view text) {
    std::string out(text);
    std::replace(out.begin(), out.end(), '\t', ' ');
    return out;
}

}  // namespace

std::string show_map(const Report& report) {
    const SourceMap map(report.extracted);
    const BlockFinder finder(report);
    std::string out = "begin\tend\tline\tpage\tparagraph\trole\tstatement\tsection\ttext\n";
    for (const Line& line : cut_lines(report.extracted)) {
        const auto [begin, end] = map.range(line.span);
        const SourcePlace place = map.place(line.span.begin);
        const Block* block = finder.find(line.span);
        const bool recognised = !report.blocks.empty();
        out += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", begin, end, place.line,
                           number_or_nothing(place.page), number_or_nothing(place.paragraph),
                           recognised ? role_of(report, block, line.span) : "",
                           block == nullptr ? "" : report.parts[block->part].statement,
                           block == nullptr ? "" : report.sections[block->section].id,
                           without_tabs(slice(report.extracted.text.bytes, line.span)));
    }
    return out;
}

}  // namespace assay::ingest
