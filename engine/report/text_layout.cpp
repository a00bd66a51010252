#include "report/text_layout.h"

#include <algorithm>
#include <cmath>

#include "report/utf8.h"

namespace assay::report {

namespace {

constexpr int kNarrowest = 40;
constexpr int kWidest = 110;

std::string_view ansi(Ink ink) {
    switch (ink) {
        case Ink::plain:
            return "";
        case Ink::strong:
            return "\x1b[1m";
        case Ink::faint:
            return "\x1b[2m";
        case Ink::marked:
            return "\x1b[1;4m";
        case Ink::good:
            return "\x1b[1;32m";
        case Ink::fair:
            return "\x1b[32m";
        case Ink::poor:
            return "\x1b[33m";
        case Ink::bad:
            return "\x1b[31m";
    }
    return "";
}

// What may not be broken: the bits between two blanks, each in its ink.
using Word = std::vector<Words>;

std::vector<Word> words_of(const std::vector<Words>& runs) {
    std::vector<Word> result;
    bool joined = false;  // the next bit belongs to the word before
    for (const Words& run : runs) {
        std::size_t at = 0;
        while (at < run.text.size()) {
            if (run.text[at] == ' ' || run.text[at] == '\n') {
                joined = false;
                ++at;
                continue;
            }
            const std::size_t end = std::min(run.text.find_first_of(" \n", at), run.text.size());
            if (!joined) result.emplace_back();
            result.back().push_back({run.text.substr(at, end - at), run.ink});
            joined = true;
            at = end;
        }
    }
    return result;
}

// Cuts a word that is wider than a line into bits that fit: alternatives of a phrase where one begins,
// others, such as a web address, anywhere.
std::vector<Word> broken(const Word& word, int columns) {
    std::vector<Word> result(1);
    int used = 0;
    for (const Words& bit : word) {
        for (std::size_t at = 0; at < bit.text.size();) {
            if (at > 0 && bit.text[at - 1] == '|') {
                const std::size_t end = std::min(bit.text.find('|', at), bit.text.size() - 1) + 1;
                const int next = display_width(std::string_view(bit.text).substr(at, end - at));
                if (used + next > columns && next <= columns) {
                    result.emplace_back();
                    used = 0;
                }
            }
            const CodePoint point = decode(bit.text, at);
            const int width = display_width(point.value);
            if (used + width > columns && used > 0) {
                result.emplace_back();
                used = 0;
            }
            if (result.back().empty() || result.back().back().ink != bit.ink) {
                result.back().push_back({"", bit.ink});
            }
            result.back().back().text.append(bit.text, at, point.length);
            used += width;
            at += point.length;
        }
    }
    return result;
}

}  // namespace

Ink ink_of_score(int score) {
    switch (score) {
        case 4:
            return Ink::good;
        case 3:
            return Ink::fair;
        case 2:
            return Ink::poor;
        default:
            return Ink::bad;
    }
}

int display_width(const std::vector<Words>& words) {
    int width = 0;
    for (const Words& run : words) width += display_width(std::string_view(run.text));
    return width;
}

std::string fitted(std::string_view text, int columns, bool unicode) {
    int width = display_width(text);
    if (width <= columns)
        return std::string(text) + std::string(static_cast<std::size_t>(columns - width), ' ');
    const std::string_view ellipsis = unicode ? "\u2026" : ".";
    std::string out;
    int used = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decode(text, at);
        const int next = display_width(point.value);
        if (used + next > columns - 1) break;
        out.append(text, at, point.length);
        used += next;
        at += point.length;
    }
    out += ellipsis;
    return out + std::string(static_cast<std::size_t>(std::max(0, columns - used - 1)), ' ');
}

std::string fitted_end(std::string_view text, int columns, bool unicode) {
    int width = display_width(text);
    if (width <= columns) return fitted(text, columns, unicode);
    std::size_t at = 0;
    while (at < text.size() && width > columns - 1) {
        const CodePoint point = decode(text, at);
        width -= display_width(point.value);
        at += point.length;
    }
    return fitted((unicode ? "\u2026" : ".") + std::string(text.substr(at)), columns, unicode);
}

TextLayout::TextLayout(std::string& out, const LayoutOptions& options)
    : out_(out), options_(options), width_(std::clamp(options.width, kNarrowest, kWidest)) {}

void TextLayout::put(std::string_view text, Ink ink) {
    if (options_.color && ink != ink_) {
        if (ink_ != Ink::plain) out_ += "\x1b[0m";
        out_ += ansi(ink);
        ink_ = ink;
    }
    out_ += text;
}

void TextLayout::put(const Words& words) {
    put(words.text, words.ink);
}

void TextLayout::pad(int columns) {
    if (columns > 0) put(std::string(static_cast<std::size_t>(columns), ' '), Ink::plain);
}

void TextLayout::end_line() {
    put("", Ink::plain);
    while (!out_.empty() && out_.back() == ' ') out_.pop_back();
    out_ += '\n';
}

void TextLayout::blank() {
    out_ += '\n';
}

void TextLayout::line(int indent, const std::vector<Words>& words) {
    pad(indent);
    for (const Words& run : words) put(run);
    end_line();
}

void TextLayout::title(const std::vector<Words>& words) {
    const int used = display_width(words);
    if (used > width_) {
        paragraph(0, words);
        return;
    }
    for (const Words& run : words) put(run);
    std::string rule(" ");
    for (int column = used + 1; column < width_; ++column) rule += options_.unicode ? "\u2500" : "-";
    if (used + 1 < width_) put(rule, Ink::faint);
    end_line();
}

void TextLayout::paragraph(int indent, const std::vector<Words>& lead, int hang,
                           const std::vector<Words>& words) {
    pad(indent);
    for (const Words& run : lead) put(run);
    int column = indent + display_width(lead);
    if (column > hang && !lead.empty()) {
        end_line();
        column = 0;
    }
    pad(hang - column);
    column = hang;
    bool line_begins = true;
    Ink before = Ink::plain;
    auto place = [&](const Word& word, int width, bool glued) {
        if (!line_begins && !glued) {
            if (column + 1 + width > width_) {
                end_line();
                pad(hang);
                column = hang;
            } else {
                // A blank between two words of one ink has it too, so that an underline reads as one.
                put(" ", before == word.front().ink ? before : Ink::plain);
                ++column;
            }
        } else if (glued) {
            end_line();
            pad(hang);
            column = hang;
        }
        for (const Words& bit : word) put(bit);
        before = word.back().ink;
        column += width;
        line_begins = false;
    };
    for (const Word& word : words_of(words)) {
        const int width = display_width(word);
        if (width <= width_ - hang) {
            place(word, width, false);
            continue;
        }
        bool first = true;
        for (const Word& bit : broken(word, std::max(8, width_ - hang))) {
            place(bit, display_width(bit), !first);
            first = false;
        }
    }
    end_line();
}

std::string TextLayout::bar(double share, int columns) const {
    static constexpr std::string_view kEighths[] = {"",       "\u258F", "\u258E", "\u258D",
                                                    "\u258C", "\u258B", "\u258A", "\u2589"};
    const double clean = std::isfinite(share) ? std::clamp(share, 0.0, 1.0) : 0.0;
    const int eighths = static_cast<int>(std::lround(clean * columns * 8));
    std::string drawn;
    if (!options_.unicode) return std::string(static_cast<std::size_t>((eighths + 4) / 8), '#');
    for (int i = 0; i < eighths / 8; ++i) drawn += "\u2588";
    drawn += kEighths[eighths % 8];
    return drawn;
}

}  // namespace assay::report
