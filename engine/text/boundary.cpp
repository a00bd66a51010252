#include "text/boundary.h"

#include <optional>

#include "text/boundary_words.h"
#include "text/char_class.h"
#include "text/utf8.h"

namespace assay::text {

namespace {

/// What follows a mark, past white space and line ends.
struct Following {
    enum class Kind : std::uint8_t { nothing, upper, lower, digit, open, dash, other, stop, bullet };
    Kind kind = Kind::nothing;
    const char* word = nullptr;  ///< the first letter, where there is one
    const char* end = nullptr;   ///< of its line
    bool spaced = false;         ///< white space or a line end stands before it
    bool opened = false;         ///< an opening quotation mark or bracket stands before the word
};

bool is_space_at(const char* p, const char* end, std::size_t& length) {
    if (class_of(*p) == ByteClass::space) {
        length = 1;
        return true;
    }
    if (class_of(*p) != ByteClass::high) return false;
    const CodePoint point = decode(p, end);
    length = point.length;
    if (point.value == CodePoint::kInvalid) return false;
    const CharKind kind = kind_of(point.value);
    return kind == CharKind::space || kind == CharKind::invisible;
}

/// Looks at the first character after `p` that is no white space, in this line or a later one.
Following look_ahead(const StopSite& site, const char* p) {
    Following next;
    const char* end = site.line_end;
    std::size_t line = 0;
    for (;;) {
        std::size_t length = 0;
        while (p < end && is_space_at(p, end, length)) {
            p += length;
            next.spaced = true;
        }
        if (p == end) {
            if (line == site.later_lines.size()) return next;
            p = site.text + site.later_lines[line].begin;
            end = site.text + site.later_lines[line].end;
            ++line;
            next.spaced = true;
            continue;
        }
        next.end = end;
        const char c = *p;
        using Kind = Following::Kind;
        switch (class_of(c)) {
            case ByteClass::letter:
                next.word = p;
                next.kind = is_upper_ascii(c) ? Kind::upper : Kind::lower;
                return next;
            case ByteClass::digit:
                next.kind = Kind::digit;
                return next;
            case ByteClass::stop:
                next.kind = Kind::stop;
                return next;
            case ByteClass::hyphen:
                next.kind = Kind::dash;
                return next;
            case ByteClass::currency:
                next.kind = Kind::digit;
                return next;
            case ByteClass::apostrophe:
            case ByteClass::pause:
                if (c == '\'' || c == '"' || c == '(' || c == '[') {
                    next.opened = true;
                    ++p;
                    continue;
                }
                next.kind = Kind::other;
                return next;
            case ByteClass::high:
                break;
            default:
                next.kind = Kind::other;
                return next;
        }
        const CodePoint point = decode(p, end);
        const CharKind kind = point.value == CodePoint::kInvalid ? CharKind::other : kind_of(point.value);
        switch (kind) {
            case CharKind::letter:
                next.word = p;
                next.kind = is_upper(point.value) ? Kind::upper : Kind::lower;
                return next;
            case CharKind::open_quote:
            case CharKind::apostrophe:
                next.opened = true;
                p += point.length;
                continue;
            case CharKind::dash:
            case CharKind::hyphen:
                next.kind = Kind::dash;
                return next;
            case CharKind::ellipsis:
                next.kind = Kind::stop;
                return next;
            case CharKind::fraction:
            case CharKind::currency:
                next.kind = Kind::digit;
                return next;
            case CharKind::bullet:
                next.kind = Kind::bullet;
                return next;
            default:
                next.kind = Kind::other;
                return next;
        }
    }
}

/// The fold hash of the ASCII word at `p`.
std::uint64_t hash_word_at(const char* p, const char* end) {
    const char* stop = p;
    while (stop < end && stop - p < 24 && is_letter(*stop)) ++stop;
    std::string_view word(p, static_cast<std::size_t>(stop - p));
    char folded[24];
    for (std::size_t i = 0; i < word.size(); ++i) folded[i] = static_cast<char>(word[i] | 0x20);
    return hash_folded({folded, word.size()});
}

/// Steps over quotation marks and brackets that close right after the mark, and leaked tags.
const char* skip_closers(const char* p, const char* end, bool& quoted) {
    while (p < end) {
        const char c = *p;
        if (c == '\'' || c == '"') {
            // Straight marks close unless a letter follows: `end.'The` is closed, `end. 'The` is not.
            quoted = true;
            ++p;
        } else if (c == ')' || c == ']' || c == '}') {
            ++p;
        } else if (class_of(c) == ByteClass::high) {
            const CodePoint point = decode(p, end);
            // U+2018 opens; U+2019 closes.
            const bool closes =
                point.value == 0x2019 || point.value == 0x201B ||
                (point.value != CodePoint::kInvalid && kind_of(point.value) == CharKind::close_quote);
            const bool unseen =
                point.value != CodePoint::kInvalid && kind_of(point.value) == CharKind::invisible;
            if (!closes && !unseen) return p;
            quoted = quoted || closes;
            p += point.length;
        } else {
            return p;
        }
    }
    return p;
}

bool is_vowelless(std::string_view word) {
    return word.size() >= 2 && word.find_first_of("aeiouyAEIOUY0123456789") == std::string_view::npos;
}

/// The word that ends right before the mark, with what is known of it.
struct Before {
    const Token* token = nullptr;  ///< null where something else (a bracket, %) stands before
    std::string_view word;
    bool dotted = false;  ///< a full stop stands right before the word: "e.g", "p.m"
};

Before look_back(const StopSite& site) {
    Before before;
    if (site.tokens.empty()) return before;
    const Token& last = site.tokens.back();
    if (site.text + last.begin + last.length != site.mark) return before;
    before.token = &last;
    before.word = {site.text + last.begin, last.length};
    before.dotted = site.text + last.begin > site.line_begin && site.text[last.begin - 1] == '.';
    return before;
}

/// True when the full stop belongs to the word and the sentence goes on.
bool is_abbreviation(const StopSite& site, const Before& before, const Following& next) {
    using Kind = Following::Kind;
    if (before.token == nullptr) return false;
    const std::string_view word = before.word;
    const auto starter = [&next] {
        return next.kind == Kind::upper && kStarters.contains(hash_word_at(next.word, next.end));
    };
    if (before.dotted) {
        const bool single = word.size() <= 2;
        if (!single) return false;
        const char first = word.front();
        if (first == 'e' || first == 'g') {
            // e.g. and i.e. introduce something; a sentence never ends there.
            const char* previous = word.data() - 2;
            if (previous >= site.line_begin &&
                ((first == 'g' && *previous == 'e') || (first == 'e' && *previous == 'i'))) {
                return true;
            }
        }
        if (next.kind == Kind::lower) return true;
        // p.m. and a.m. may end a sentence; N.H.S. and J.K. are mostly followed by more of a name.
        return is_upper_ascii(first) && next.kind == Kind::upper && !starter();
    }
    if (word.size() == 1 && is_letter(word.front())) {
        const char letter = word.front();
        if (is_lower_ascii(letter)) return next.kind == Kind::digit || next.kind == Kind::lower;
        if (next.kind != Kind::upper) return next.kind == Kind::lower;
        if (site.tokens.size() < 2) return true;
        const Token& previous = site.tokens[site.tokens.size() - 2];
        if (kLabelled.contains(previous.fold)) return false;
        if (letter == 'I' && (previous.flags & kCapital) == 0) return false;
        return !starter();
    }
    if (const Abbreviation* kind = kAbbreviations.find(before.token->fold)) {
        const bool capital = (before.token->flags & kCapital) != 0;
        switch (*kind) {
            case Abbreviation::title:
                return true;
            case Abbreviation::before_name:
                return next.kind == Kind::upper && capital;
            case Abbreviation::before_number:
                return next.kind == Kind::digit ||
                       (next.kind == Kind::lower && word != "no" && word != "art");
            case Abbreviation::ambiguous:
                return next.kind != Kind::upper;
            case Abbreviation::month:
                return capital && (next.kind == Kind::digit || next.kind == Kind::lower);
        }
    }
    return next.kind == Kind::lower && word.size() <= 5 && is_vowelless(word) && is_lower_ascii(word.back());
}

/// `end.The next`: a sentence that ends without a blank. `next` stands right after the closers.
bool ends_without_space(const StopSite& site, const Before& before, const char* next) {
    const char* const end = site.line_end;
    if (!is_upper_ascii(*next)) return false;
    const bool opens = end - next >= 2 && (is_lower_ascii(next[1]) || next[1] == ' ');
    if (!opens) return false;
    if (*site.mark != '.') return true;
    if (before.token == nullptr) return true;
    if (before.dotted || before.word.size() < 2) return false;
    if (is_upper_ascii(before.word.back())) return false;
    const char* first = before.word.data();
    if (first > site.line_begin && (first[-1] == '@' || first[-1] == '/' || first[-1] == '_')) return false;
    const Abbreviation* kind = kAbbreviations.find(before.token->fold);
    return kind == nullptr || *kind == Abbreviation::ambiguous || *kind == Abbreviation::before_number;
}

/// The end of a footnote sign after a full stop ("care.2 They"), or null. The digits are not part
/// of what is said.
const char* footnote_end(const StopSite& site, const Before& before, const char* p) {
    if (before.token == nullptr || before.token->kind != TokenKind::word || before.word.size() < 3)
        return nullptr;
    if (!is_lower_ascii(before.word.back()) || before.dotted) return nullptr;
    if (kAbbreviations.find(before.token->fold) != nullptr) return nullptr;
    const char* q = p;
    while (q < site.line_end && is_digit(*q)) ++q;
    if (q == p || q - p > 2) return nullptr;
    if (q < site.line_end && class_of(*q) != ByteClass::space) return nullptr;
    const Following next = look_ahead(site, q);
    return next.kind == Following::Kind::upper || next.kind == Following::Kind::nothing ? q : nullptr;
}

/// True when nothing follows `p` in the block but a reference in brackets that is no sentence:
/// "Plans are late. (outcome 3)". It belongs to what stands before it.
bool only_reference_follows(const StopSite& site, const char* p) {
    enum { before_bracket, inside, behind } state = before_bracket;
    const char* end = site.line_end;
    for (std::size_t line = 0;; ++line) {
        for (; p < end; ++p) {
            const ByteClass what = class_of(*p);
            if (state == inside) {
                if (what == ByteClass::stop) return false;
                if (*p == ')') state = behind;
            } else if (state == before_bracket && *p == '(') {
                state = inside;
            } else if (what != ByteClass::space && !(state == behind && *p == '.')) {
                return false;
            }
        }
        if (line == site.later_lines.size()) return state == behind;
        p = site.text + site.later_lines[line].begin;
        end = site.text + site.later_lines[line].end;
    }
}

}  // namespace

std::size_t markup_length(const char* p, const char* end) {
    const char* q = p;
    if (q < end && *q == '<') ++q;
    if (q < end && *q == '/') ++q;
    const char* const name = q;
    while (q < end && q - name <= 6 && is_alnum(*q)) ++q;
    if (q == name || q - name > 6) return 0;
    while (q < end && (*q == ' ' || *q == '/')) ++q;
    return q < end && *q == '>' ? static_cast<std::size_t>(q + 1 - p) : 0;
}

Stop judge_stop(const StopSite& site) {
    using Kind = Following::Kind;
    const char* const end = site.line_end;
    const char* p = site.mark;
    bool asks = false;
    std::size_t dots = 0;
    while (p < end) {
        if (*p == '.') {
            ++dots;
            ++p;
        } else if (*p == '?' || *p == '!') {
            asks = true;
            ++p;
        } else if (class_of(*p) == ByteClass::high && decode(p, end).value == 0x2026) {
            dots += 3;
            p += 3;
        } else {
            break;
        }
    }
    const Stop goes_on{false, p, p};
    bool quoted = false;
    const char* const closed = skip_closers(p, end, quoted);
    const char* after = closed;
    while (after < end && class_of(*after) == ByteClass::markup) {
        const std::size_t length = markup_length(after, end);
        if (length == 0) break;
        after += length;
    }
    const Stop ends{true, closed, after};
    const Before before = look_back(site);
    const Following next = look_ahead(site, after);
    if (next.kind == Kind::nothing) return ends;
    if (after != closed) return ends;  // a tag: the paragraph that leaked it ended here
    if (!next.spaced) {
        if (next.opened)
            return next.kind == Kind::upper && (asks || dots == 1) && before.word.size() > 1 ? ends : goes_on;
        if (is_digit(*after) && dots == 1 && closed == p) {
            if (const char* q = footnote_end(site, before, after)) return {true, closed, q};
            return goes_on;
        }
        return dots <= 1 && ends_without_space(site, before, after) ? ends : goes_on;
    }
    if (next.kind == Kind::stop || next.kind == Kind::other) return goes_on;
    if (next.kind == Kind::dash) return goes_on;
    if (dots > 1 && !asks && next.kind == Kind::lower) return goes_on;        // an ellipsis trails off
    if (next.kind == Kind::lower && (quoted || closed != p)) return goes_on;  // ‘Who cares?’ asked …
    if (asks) {
        // Names of groups end in exclamation marks: "the Speak Out! group".
        return next.kind == Kind::lower && !next.opened && *site.mark == '!' ? goes_on : ends;
    }
    if (dots == 1 && closed == p && is_abbreviation(site, before, next)) return goes_on;
    if (next.opened && only_reference_follows(site, after)) return goes_on;
    return ends;
}

}  // namespace assay::text
