#include "text/grouped_digits.h"

#include <algorithm>

#include "text/char_class.h"
#include "text/word_table.h"

namespace assay::text {

namespace {

/// 999 999 999 999 999 is the largest figure that is told.
constexpr std::uint32_t kMostGroups = 5;

/// After these a figure says how much or how many. No word is here that a label may follow ("phase 2") or
/// that may close a figure before ("of the 80"), and none of time ("by 12 250 people had come").
constexpr WordSet<128> kAnnouncesAmount{
    "about",    "around",    "approximately", "roughly",  "nearly",    "almost", "over",      "than",
    "under",    "exceeding", "some",          "total",    "totalling", "of",     "to",        "from",
    "for",      "with",      "were",          "are",      "was",       "had",    "has",       "have",
    "received", "supported", "served",        "employed", "reached",   "helped", "completed", "made",
    "least",    "most",      "delivered",     "provided", "recorded",  "held",   "saw",       "all",
};

/// What may stand between a figure and what is counted.
constexpr WordSet<32> kBeforeCounted{"older", "younger", "young", "adult", "unpaid", "new", "working"};

/// Plurals that do not end in s.
constexpr WordSet<32> kOddPlurals{"people", "children", "adults", "women", "men", "staff"};

/// A word in the plural; "across" and "this" end in s as well.
bool is_plural(std::string_view word, std::uint64_t fold) {
    if (kOddPlurals.contains(fold)) return true;
    if (word.size() < 4 || (word.back() | 0x20) != 's') return false;
    const char before = static_cast<char>(word[word.size() - 2] | 0x20);
    return before != 's' && before != 'u' && before != 'i' && before != '\'';
}

enum class Blank : std::uint8_t { none, plain, unbroken };

Blank blank_between(std::string_view text, const Token& a, const Token& b) {
    const std::uint32_t end = a.begin + a.length;
    const std::string_view gap = slice(text, {end, b.begin});
    if (gap == " ") return Blank::plain;
    if (gap == "\xC2\xA0" || gap == "\xE2\x80\x89" || gap == "\xE2\x80\xAF") return Blank::unbroken;
    return Blank::none;
}

bool all_digits(std::string_view word) {
    return std::all_of(word.begin(), word.end(), is_digit);
}

/// "250", and as the last group "250.5".
bool is_group(std::string_view word) {
    if (word.size() < 3 || !all_digits(word.substr(0, 3))) return false;
    return word.size() == 3 || word[3] == '.';
}

/// Reads one sentence.
struct Figures {
    const Document& document;
    const Sentence& sentence;

    const Token& token(std::uint32_t i) const { return document.tokens[i]; }
    bool is_number(std::uint32_t i) const {
        return i >= sentence.tokens.begin && i < sentence.tokens.end && token(i).kind == TokenKind::number;
    }
    /// What parts the token from the next, where that may be a further group.
    Blank before_group(std::uint32_t next) const {
        if (!is_number(next) || !is_number(next - 1) || token(next).length < 3) return Blank::none;
        const Token& group = token(next);
        if ((token(next - 1).flags & kPercent) != 0 || (group.flags & kMoney) != 0) return Blank::none;
        if (!is_group(document.word(group))) return Blank::none;
        return blank_between(document.text(), token(next - 1), group);
    }
    /// A word that a plain blank parts from the token before.
    bool is_word(std::uint32_t i) const {
        return i >= sentence.tokens.begin && i < sentence.tokens.end && token(i).kind == TokenKind::word &&
               (token(i).flags & (kSpaced | kNumberWord)) == kSpaced;
    }
    bool counted_at(std::uint32_t i) const {
        if (is_word(i) && kBeforeCounted.contains(token(i).fold)) ++i;
        return is_word(i) && is_plural(document.word(token(i)), token(i).fold);
    }
    /// True when a plain blank between the groups [first, end) can only part thousands.
    bool surely_one(std::uint32_t first, std::uint32_t end) const {
        for (std::uint32_t i = first + 1; i < end; ++i) {
            if (document.word(token(i)).front() == '0') return true;  // "000" is no figure by itself
        }
        if ((token(end - 1).flags & kPercent) != 0) return false;
        if ((token(first).flags & kMoney) != 0) return !counted_at(end);
        if (first == sentence.tokens.begin || (token(first).flags & kSpaced) == 0) return false;
        const Token& before = token(first - 1);
        return before.kind == TokenKind::word && kAnnouncesAmount.contains(before.fold) && counted_at(end);
    }
};

}  // namespace

std::uint32_t figure_end(const Document& document, const Sentence& sentence, std::uint32_t first) {
    const Figures figures{document, sentence};
    const Blank blank = figures.before_group(first + 1);
    if (blank == Blank::none) return first + 1;
    const std::string_view head = document.word(figures.token(first));
    if (head.size() > 3 || head.front() == '0' || !all_digits(head)) return first + 1;
    std::uint32_t end = first + 2;
    while (end - first < kMostGroups && figures.before_group(end) == blank &&
           figures.token(end - 1).length == 3) {
        ++end;
    }
    // What goes on, but not in threes, is a list or the number of a telephone.
    const Blank behind = figures.is_number(end)
                             ? blank_between(document.text(), figures.token(end - 1), figures.token(end))
                             : Blank::none;
    if (behind == Blank::unbroken || (behind == Blank::plain && blank == Blank::plain)) return first + 1;
    if (continues_figure(document, sentence, first)) return first + 1;
    return blank == Blank::unbroken || figures.surely_one(first, end) ? end : first + 1;
}

bool continues_figure(const Document& document, const Sentence& sentence, std::uint32_t token) {
    const Figures figures{document, sentence};
    for (std::uint32_t first = token;
         figures.before_group(first) != Blank::none && token - first < kMostGroups;) {
        --first;
        if (figures.token(first).length < 3 || figures.before_group(first) == Blank::none)
            return figure_end(document, sentence, first) > token;
    }
    return false;
}

}  // namespace assay::text
