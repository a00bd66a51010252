#include "ingest/markers.h"

#include "ingest/plain.h"

namespace assay::ingest {

namespace {

bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

Marker bullet_at(std::string_view words) {
    // Nearly every line begins with a letter, and no mark does but the "o" of word processors.
    if (!words.empty() && is_ascii_letter(words[0]) && words[0] != 'o') return {};
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

Marker number_at(std::string_view words) {
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
