#include "ingest/show_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "ingest/lines.h"
#include "ingest/plain.h"

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
        const auto after = first_at(line);
        return after != places_.end() && after->line.overlaps(line) ? after->block : nullptr;
    }

    // The line in stretches: up to the end of each part of it that is in a block, and what is left between
    // two of them or behind the last: a page's footer glued to its end, a web address.
    std::vector<Span> stretches(std::string_view text, Span line) const {
        std::vector<Span> out;
        Span rest = line;
        for (auto place = first_at(line); place != places_.end() && place->line.overlaps(line); ++place) {
            const Span gap = trimmed(text, {rest.begin, std::max(rest.begin, place->line.begin)});
            if (!out.empty() && !gap.empty()) {
                out.push_back(gap);
                rest.begin = place->line.begin;
            }
            const std::uint32_t end = std::min(place->line.end, line.end);
            out.push_back({rest.begin, end});
            rest = trimmed(text, {end, line.end});
        }
        if (!rest.empty()) out.push_back(rest);
        return out;
    }

private:
    struct Place {
        Span line;
        const Block* block;
    };
    std::vector<Place>::const_iterator first_at(Span line) const {
        return std::partition_point(places_.begin(), places_.end(),
                                    [&](const Place& p) { return p.line.end <= line.begin; });
    }
    static Span trimmed(std::string_view text, Span span) {
        const std::string_view words = trim(slice(text, span));
        const auto begin = static_cast<std::uint32_t>(words.data() - text.data());
        return {begin, begin + static_cast<std::uint32_t>(words.size())};
    }

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
    const std::string_view text = report.extracted.text.bytes;
    const bool recognised = !report.blocks.empty();
    for (const Line& line : cut_lines(report.extracted)) {
        for (const Span stretch : finder.stretches(text, line.span)) {
            const auto [begin, end] = map.range(stretch);
            const SourcePlace place = map.place(stretch.begin);
            const Block* block = finder.find(stretch);
            out += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", begin, end, place.line,
                               number_or_nothing(place.page), number_or_nothing(place.paragraph),
                               recognised ? role_of(report, block, stretch) : "",
                               block == nullptr ? "" : report.parts[block->part].statement,
                               block == nullptr ? "" : report.sections[block->section].id,
                               without_tabs(slice(text, stretch)));
        }
    }
    return out;
}

}  // namespace assay::ingest
