#include "ingest/stranded.h"

#include <algorithm>

#include "ingest/plain.h"

namespace assay::ingest {

std::vector<std::size_t> find_paragraph_begins(std::string_view text, const std::vector<Line>& lines,
                                               std::uint32_t width, LineRange prose, std::size_t count) {
    struct Place {
        std::size_t line;
        std::int64_t room;
    };
    std::vector<Place> places;
    for (std::size_t i = prose.begin + 1; i < prose.end; ++i) {
        const std::string_view before = slice(text, lines[i - 1].span);
        const std::string_view words = slice(text, lines[i].span);
        if (!ends_sentence(before) || !begins_large(words)) continue;
        const std::int64_t parted = lines[i].page_start ? 0 : std::int64_t{lines[i].blanks} * width;
        const auto next_word = static_cast<std::int64_t>(characters(words.substr(0, words.find(' '))));
        places.push_back({i, parted + width - lines[i - 1].length - 1 - next_word});
    }
    std::stable_sort(places.begin(), places.end(),
                     [](const Place& a, const Place& b) { return a.room > b.room; });
    places.resize(std::min(places.size(), count));
    std::vector<std::size_t> begins;
    for (const Place& place : places) begins.push_back(place.line);
    std::sort(begins.begin(), begins.end());
    return begins;
}

}  // namespace assay::ingest
