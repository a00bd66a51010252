#include "ingest/markers.h"

#include "ingest/plain.h"

namespace assay::ingest {

Marker sign_at(std::string_view words) {
    static constexpr std::string_view kCertain[] = {
        "◼", "■", "▪", "•", "●", "○", "◦", "‣", "⁃", "➢", "✓", "\xEF\x82\xB7", "\xEF\x82\xA7"};
    for (const std::string_view mark : kCertain) {
        if (words.substr(0, mark.size()) == mark) {
            return {mark.size() + leading_space(words.substr(mark.size())), 0, true};
        }
    }
    static constexpr std::string_view kDoubtful[] = {"- ", "* ", "– ", "o "};
    for (const std::string_view mark : kDoubtful) {
        if (words.substr(0, mark.size()) == mark) {
            return {mark.size() + leading_space(words.substr(mark.size())), 0, false};
        }
    }
    return {};
}

Marker figures_at(std::string_view words) {
    std::size_t i = 0;
    int number = 0;
    while (i < words.size() && i < 3 && words[i] >= '0' && words[i] <= '9')
        number = number * 10 + (words[i++] - '0');
    if (i == 0 || i >= words.size() || words[i] != '.') return {};
    ++i;
    const std::size_t space = leading_space(words.substr(i));
    if (i < words.size() && space == 0) return {};
    return {i + space, number, true};
}

}  // namespace assay::ingest
