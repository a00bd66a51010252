#include "ingest/lines.h"

#include <algorithm>

#include "core/line_ends.h"
#include "ingest/plain.h"

namespace assay::ingest {

namespace {

// Markdown says what a line is with marks at its front; what the reader sees begins after them.
void strip_markdown(std::string_view text, Line& line) {
    std::string_view words = slice(text, line.span);
    const auto drop_front = [&](std::size_t n) {
        words.remove_prefix(n);
        words.remove_prefix(leading_space(words));
    };
    while (!words.empty() && words.front() == '>') drop_front(1);
    std::size_t hashes = 0;
    while (hashes < words.size() && words[hashes] == '#') ++hashes;
    if (hashes >= 1 && hashes <= 6 && hashes < words.size() && words[hashes] == ' ') {
        drop_front(hashes);
        while (!words.empty() && words.back() == '#') words.remove_suffix(1);
        line.kind = LineKind::heading;
        line.level = static_cast<std::uint8_t>(hashes);
    } else if (words.size() > 2 && (words[0] == '-' || words[0] == '*' || words[0] == '+') &&
               words[1] == ' ') {
        drop_front(2);
        line.kind = LineKind::list_item;
    }
    words = trim(words);
    for (const std::string_view mark : {std::string_view("**"), std::string_view("__")}) {
        if (words.size() > 4 && words.substr(0, 2) == mark && words.substr(words.size() - 2) == mark &&
            words.substr(2, words.size() - 4).find(mark) == std::string_view::npos) {
            words = trim(words.substr(2, words.size() - 4));
        }
    }
    line.span.begin = static_cast<std::uint32_t>(words.data() - text.data());
    line.span.end = line.span.begin + static_cast<std::uint32_t>(words.size());
}

bool is_setext_underline(std::string_view words) {
    return words.size() >= 3 && (words.find_first_not_of('=') == std::string_view::npos ||
                                 words.find_first_not_of('-') == std::string_view::npos);
}

// Whether most lines break off in the middle of a sentence: so does text that somebody copied, lines and all,
// into a page or a Word file.
bool breaks_off(std::string_view text, const std::vector<Line>& lines) {
    constexpr std::uint32_t kShort = 40;  // a heading or a cell may break off as it likes
    std::size_t broken = 0;
    std::size_t all = 0;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        if (lines[i].kind != LineKind::plain || lines[i].length < kShort) continue;
        ++all;
        if (lines[i + 1].kind == LineKind::plain && begins_small(slice(text, lines[i + 1].span)) &&
            !ends_sentence(slice(text, lines[i].span)))
            ++broken;
    }
    return broken * 2 > all;
}

}  // namespace

std::vector<Line> cut_lines(const Extracted& extracted, std::vector<std::uint64_t>* begins) {
    const std::string_view text = extracted.text.bytes;
    const bool markdown = extracted.source.format == Format::markdown;
    std::vector<Line> lines;
    lines.reserve(text.size() / 90 + 16);
    if (begins != nullptr) {
        begins->reserve(text.size() / 64 + 1);
        begins->assign(1, 0);
    }
    LineEnds ends(text);
    std::size_t hint = 0;
    std::uint16_t blanks = 0;
    bool page_start = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t behind_break = ends.next_line(at);
        if (begins != nullptr && behind_break != LineEnds::npos) begins->push_back(behind_break);
        const std::size_t next = std::min(behind_break, text.size());
        const std::string_view whole = text.substr(at, next - at);
        // A form feed stands at the front of a line, or alone on one.
        const std::size_t front = leading_space(whole);
        if (front != 0 && whole.substr(0, front).find('\f') != std::string_view::npos) page_start = true;
        const std::string_view words = trim(whole.substr(front));
        if (words.empty()) {
            if (blanks != 0xFFFF) ++blanks;
            at = next;
            continue;
        }
        Line line;
        line.span.begin = static_cast<std::uint32_t>(words.data() - text.data());
        line.span.end = line.span.begin + static_cast<std::uint32_t>(words.size());
        while (hint < extracted.hints.size() && extracted.hints[hint].begin < line.span.begin &&
               (hint + 1 < extracted.hints.size() && extracted.hints[hint + 1].begin <= line.span.begin)) {
            ++hint;
        }
        if (hint < extracted.hints.size() && extracted.hints[hint].begin >= at &&
            extracted.hints[hint].begin <= line.span.begin) {
            line.kind = extracted.hints[hint].kind;
            line.level = extracted.hints[hint].level;
        }
        if (markdown) {
            if (is_setext_underline(words)) {
                if (!lines.empty() && blanks == 0 && words.front() == '=')
                    lines.back().kind = LineKind::heading;
                at = next;
                blanks = 1;
                continue;
            }
            strip_markdown(text, line);
        }
        line.length = static_cast<std::uint32_t>(characters(slice(text, line.span)));
        line.blanks = blanks;
        line.page_start = page_start;
        lines.push_back(line);
        blanks = 0;
        page_start = false;
        at = next;
    }
    return lines;
}

Wrapping find_wrapping(std::string_view text, const std::vector<Line>& lines, bool hard_wrapped) {
    Wrapping wrapping;
    if (lines.empty() || (!hard_wrapped && !breaks_off(text, lines))) return wrapping;
    // Whole paragraphs on a line are longer than any page is wide.
    constexpr std::uint32_t kWidestPage = 150;
    std::uint64_t total = 0;
    std::uint64_t wide = 0;
    std::vector<std::uint32_t> lengths;
    lengths.reserve(lines.size());
    for (const Line& line : lines) {
        total += line.length;
        if (line.length > kWidestPage) wide += line.length;
        lengths.push_back(line.length);
    }
    if (wide * 4 > total) return wrapping;
    wrapping.wrapped = true;
    const std::size_t high = lengths.size() - 1 - lengths.size() / 20;
    std::nth_element(lengths.begin(), lengths.begin() + static_cast<std::ptrdiff_t>(high), lengths.end());
    wrapping.width = lengths[high];

    // Lines that go on with a small letter belong together: how many blank lines lie between them?
    std::uint64_t none = 0;
    std::uint64_t some = 0;
    std::vector<std::uint16_t> blanks;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (lines[i].page_start || !begins_small(slice(text, lines[i].span))) continue;
        if (ends_sentence(slice(text, lines[i - 1].span))) continue;
        if (lines[i].blanks == 0) {
            ++none;
        } else {
            ++some;
            blanks.push_back(lines[i].blanks);
        }
    }
    // Where no line breaks off, lines end where paragraphs do, short as they are; pages break off anywhere.
    const bool paged = std::any_of(lines.begin(), lines.end(), [](const Line& l) { return l.page_start; });
    if (some + none == 0 && !paged) return Wrapping{};
    if (some > none) {
        std::nth_element(blanks.begin(), blanks.begin() + static_cast<std::ptrdiff_t>(blanks.size() / 2),
                         blanks.end());
        wrapping.usual_blanks = blanks[blanks.size() / 2];
    }
    return wrapping;
}

bool ends_sentence(std::string_view text) {
    while (!text.empty()) {
        const char c = text.back();
        if (c == '.' || c == '!' || c == '?') return true;
        if (c == ')' || c == ']' || c == '"' || c == '\'' || (c >= '0' && c <= '9' && text.size() > 1)) {
            // A raised footnote mark after the full stop comes out as a digit: "services.1"
            if (c >= '0' && c <= '9') {
                const char before = text[text.size() - 2];
                if (before != '.' || text.size() < 3 ||
                    (text[text.size() - 3] >= '0' && text[text.size() - 3] <= '9')) {
                    return false;
                }
            }
            text.remove_suffix(1);
            continue;
        }
        // ’ ” … » and the like: the last bytes of a three-byte punctuation mark.
        if (text.size() >= 3 && static_cast<unsigned char>(text[text.size() - 3]) == 0xE2 &&
            static_cast<unsigned char>(text[text.size() - 2]) == 0x80) {
            const auto last = static_cast<unsigned char>(c);
            if (last == 0xA6) return true;
            if (last >= 0x98 && last <= 0x9F) {
                text.remove_suffix(3);
                continue;
            }
        }
        return false;
    }
    return false;
}

bool begins_small(std::string_view text) {
    return !text.empty() && text.front() >= 'a' && text.front() <= 'z';
}

bool begins_large(std::string_view text) {
    if (text.empty()) return false;
    const char c = text.front();
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '"' || c == '\'') return true;
    if (text.size() < 3) return false;
    const auto a = static_cast<unsigned char>(c);
    const auto b = static_cast<unsigned char>(text[1]);
    const auto d = static_cast<unsigned char>(text[2]);
    return (a == 0xE2 && b == 0x80 && (d == 0x98 || d == 0x9C)) || (a == 0xC3 && b >= 0x80 && b <= 0x9E);
}

}  // namespace assay::ingest
