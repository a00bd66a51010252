#include "ingest/furniture.h"

#include <algorithm>
#include <cstring>
#include <set>
#include <string>
#include <unordered_map>

#include "ingest/plain.h"

namespace assay::ingest {

namespace {

// So many lines at the top and at the foot of a page may be running ones.
constexpr std::size_t kAtTop = 2;
constexpr std::size_t kAtFoot = 4;
// A footer so long at the end of another line is no coincidence.
constexpr std::size_t kLongEnoughToGlue = 24;

std::string without_figures(std::string_view words) {
    std::string out;
    for (const char c : words) {
        if (c < '0' || c > '9') out += c;
    }
    return out;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The stretch of a web address within `words`, begin == end where there is none.
Span find_address(std::string_view words) {
    std::size_t begin = std::string_view::npos;
    const std::size_t scheme = words.find("://");
    if (scheme != std::string_view::npos) {
        begin = scheme;
        while (begin > 0 && is_letter(words[begin - 1])) --begin;
        // "practice.https" is glued to a word only by its full stop; "practicehttps" by nothing.
        const std::string_view name = words.substr(begin, scheme - begin);
        for (const std::string_view known : {std::string_view("https"), std::string_view("http")}) {
            if (name.size() > known.size() && name.substr(name.size() - known.size()) == known) {
                begin = scheme - known.size();
                break;
            }
        }
    }
    if (begin == std::string_view::npos) return {};
    std::size_t end = begin;
    while (end < words.size() && leading_space(words.substr(end)) == 0) ++end;
    // The full stop or bracket after an address belongs to the sentence.
    while (end > begin && (words[end - 1] == '.' || words[end - 1] == ',' || words[end - 1] == ')' ||
                           words[end - 1] == ';')) {
        --end;
    }
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// The stretch of a stray closing tag: "</p>", or "/p>" when its bracket was lost.
Span find_tag(std::string_view words) {
    for (std::size_t close = words.find('>'); close != std::string_view::npos;
         close = words.find('>', close + 1)) {
        std::size_t i = close;
        while (i > 0 && close - i < 6 && (is_letter(words[i - 1]) || is_digit(words[i - 1]))) --i;
        if (i == close || i == 0 || words[i - 1] != '/') continue;
        std::size_t begin = i - 1;
        if (begin > 0 && words[begin - 1] == '<') --begin;
        return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(close + 1)};
    }
    return {};
}

}  // namespace

std::vector<std::uint32_t> find_running_text(std::string_view text, const std::vector<Line>& lines) {
    std::vector<std::uint32_t> running(lines.size(), 0);
    std::vector<std::size_t> page_begins{0};
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (lines[i].page_start) page_begins.push_back(i);
    }
    const std::size_t pages = page_begins.size();
    if (pages < 3) return running;
    page_begins.push_back(lines.size());

    const auto for_edges = [&](auto&& visit) {
        for (std::size_t page = 0; page < pages; ++page) {
            const std::size_t begin = page_begins[page];
            const std::size_t end = page_begins[page + 1];
            for (std::size_t i = begin; i < end; ++i) {
                if (i < begin + kAtTop || i + kAtFoot >= end) visit(i);
            }
        }
    };
    std::unordered_map<std::string, std::size_t> seen;
    for_edges([&](std::size_t i) {
        if (lines[i].length <= 120) ++seen[without_figures(slice(text, lines[i].span))];
    });
    const std::size_t enough = std::max<std::size_t>(3, (pages + 2) / 3);
    std::set<std::string_view> long_ones;
    for_edges([&](std::size_t i) {
        if (lines[i].length > 120) return;
        const std::string_view words = slice(text, lines[i].span);
        const auto found = seen.find(without_figures(words));
        // A line of figures alone may be anything; page numbers are found apart.
        if (found->first.size() < 4 || found->second < enough) return;
        running[i] = lines[i].span.size();
        if (words.size() >= kLongEnoughToGlue) long_ones.insert(words);
    });
    if (long_ones.empty()) return running;
    for_edges([&](std::size_t i) {
        if (running[i] != 0) return;
        const std::string_view words = slice(text, lines[i].span);
        for (const std::string_view one : long_ones) {
            if (words.size() > one.size() && words.substr(words.size() - one.size()) == one) {
                running[i] = static_cast<std::uint32_t>(one.size());
            }
        }
    });
    return running;
}

bool is_page_number(std::string_view plain_line) {
    while (!plain_line.empty() && (plain_line.front() == '-' || plain_line.front() == ' '))
        plain_line.remove_prefix(1);
    while (!plain_line.empty() && (plain_line.back() == '-' || plain_line.back() == ' '))
        plain_line.remove_suffix(1);
    if (plain_line.size() > 4 && (plain_line.substr(0, 5) == "Page " || plain_line.substr(0, 5) == "page ")) {
        plain_line.remove_prefix(5);
    }
    const auto digits = [&] {
        std::size_t n = 0;
        while (n < plain_line.size() && is_digit(plain_line[n])) ++n;
        plain_line.remove_prefix(n);
        return n;
    };
    const std::size_t first = digits();
    if (first == 0 || first > 4) return false;
    if (plain_line.empty()) return true;
    if (plain_line.substr(0, 4) == " of ") {
        plain_line.remove_prefix(4);
        return digits() > 0 && plain_line.empty();
    }
    return false;
}

bool may_hold_litter(std::string_view text) {
    return text.find('>') != std::string_view::npos || text.find("://") != std::string_view::npos;
}

void keep_words(std::string_view text, Span line, bool may_hold_litter, std::vector<Span>& out) {
    for (;;) {
        const std::string_view words = slice(text, line);
        Span cut = may_hold_litter ? find_address(words) : Span{};
        if (may_hold_litter && cut.empty()) cut = find_tag(words);
        const std::size_t kept = cut.empty() ? words.size() : cut.begin;
        const std::string_view before = trim(words.substr(0, kept));
        if (!before.empty()) {
            const auto begin = static_cast<std::uint32_t>(before.data() - text.data());
            out.push_back({begin, begin + static_cast<std::uint32_t>(before.size())});
        }
        if (cut.empty()) return;
        line.begin += cut.end;
        line.begin += static_cast<std::uint32_t>(leading_space(slice(text, line)));
        if (line.empty()) return;
    }
}

}  // namespace assay::ingest
