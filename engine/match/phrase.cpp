#include "match/phrase.h"

#include <algorithm>
#include <cctype>

#include "core/suggest.h"
#include "match/inflect.h"

namespace assay::match {

namespace {

constexpr std::uint32_t kLongestGap = 20;

bool is_space(char c) {
    return c == ' ' || c == '\t';
}

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_word_byte(char c) {
    return is_letter_or_digit(c) || static_cast<unsigned char>(c) >= 0x80 || c == '-' || c == '\'';
}

bool is_name_byte(char c) {
    return is_letter_or_digit(c) || c == '-' || c == '_' || c == '.';
}

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    ParsedPhrase run() {
        ParsedPhrase parsed;
        skip_spaces();
        if (at_ == text_.size()) {
            fail(at_, 1, "The phrase is empty.", "Write the words to look for, or remove the line.");
        } else if (text_[at_] == '"') {
            parsed.phrase.exact = true;
            exact(parsed.phrase.elements);
        } else {
            parsed.phrase.elements.reserve(4);
            sequence(parsed.phrase.elements, /*inside_choice=*/false);
            check_ends(parsed.phrase.elements);
        }
        parsed.errors = std::move(errors_);
        return parsed;
    }

private:
    // Columns are characters, not bytes: continuation bytes do not count.
    // They are mostly asked for from left to right: the count goes on from the last one.
    std::uint32_t column(std::size_t byte) {
        if (byte < counted_) counted_ = characters_ = 0;
        for (; counted_ < byte && counted_ < text_.size(); ++counted_) {
            if ((static_cast<unsigned char>(text_[counted_]) & 0xC0) != 0x80) ++characters_;
        }
        return characters_ + 1;
    }

    void fail(std::size_t byte, std::size_t length, std::string message, std::string suggestion) {
        if (!errors_.empty()) return;
        errors_.push_back(
            {column(byte), static_cast<std::uint32_t>(length), std::move(message), std::move(suggestion)});
    }

    void skip_spaces() {
        while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    }

    template <class Accept>
    std::string_view take_while(Accept accept) {
        const std::size_t begin = at_;
        while (at_ < text_.size() && accept(text_[at_])) ++at_;
        return text_.substr(begin, at_ - begin);
    }

    // A word, or a number with commas between its thousands.
    std::string_view take_word() {
        const std::size_t begin = at_;
        const std::string_view word = take_while(is_word_byte);
        const auto digit = [&](std::size_t i) { return i < text_.size() && is_digit(text_[i]); };
        if (word.empty() || word.size() > 3 || !std::all_of(word.begin(), word.end(), is_digit)) return word;
        while (at_ < text_.size() && text_[at_] == ',' && digit(at_ + 1) && digit(at_ + 2) &&
               digit(at_ + 3) && !digit(at_ + 4))
            at_ += 4;
        return text_.substr(begin, at_ - begin);
    }

    Element& add(Sequence& out, ElementKind kind, std::string_view text, std::size_t begin) {
        Element& e = out.emplace_back();
        e.kind = kind;
        e.text = text;
        e.column = column(begin);
        return e;
    }

    // What was meant by a sign that phrases do not have.
    std::string instead(std::size_t at, const Sequence& before) const {
        const char c = text_[at];
        const std::string last =
            before.empty() || before.back().kind != ElementKind::word ? "" : before.back().text;
        const auto word_from = [&](std::size_t i) {
            std::size_t end = i;
            while (end < text_.size() && is_word_byte(text_[end])) ++end;
            return std::string(text_.substr(i, end - i));
        };
        if (c == '/') {
            const std::string next = word_from(at + 1);
            if (!last.empty() && !next.empty()) return "For either word write [" + last + "|" + next + "].";
            return "For either word write [this|that].";
        }
        if (c == '(') {
            const std::size_t close = std::min(text_.find(')', at), text_.size());
            const std::string inside(text_.substr(at + 1, close - at - 1));
            if (inside.find('|') != std::string::npos)
                return "Alternatives stand in square brackets: [" + inside + "].";
            return "Leave the brackets out; for words that may be missing write [" + inside + "|].";
        }
        if (c == '.' && at + 1 < text_.size() && text_[at + 1] == '.')
            return "For words in between write *3: up to three, whatever they are.";
        if (c == '%') return "For any percentage write {percent}; a metric's `test` says how high.";
        if (c == '&') return "Write and.";
        if (c == '<' || c == '>' || c == '=')
            return "To compare a figure use metric: {capture: \"{percent} of people\", test: \">= 90\"}.";
        return "Leave punctuation out; it is ignored in the text.";
    }

    void exact(Sequence& out) {
        const std::size_t close = text_.find('"', at_ + 1);
        if (close == std::string_view::npos) {
            fail(at_, 1, "The quotation mark is not closed.", "Add \" at the end of the exact words.");
            return;
        }
        ++at_;
        while (errors_.empty()) {
            skip_spaces();
            if (at_ == close) break;
            const std::size_t begin = at_;
            const std::string_view word = take_word();
            if (word.empty()) {
                const std::string_view inside = text_.substr(1, close - 1);
                const bool has_signs = inside.find_first_of("@~*[{") != std::string_view::npos;
                fail(begin, 1, "Inside quotation marks only words are allowed.",
                     has_signs ? "Nothing is quoted below `|`: write " + std::string(inside) +
                                     " without quotation marks."
                               : "Leave out punctuation; it is ignored anyway.");
                return;
            }
            add(out, ElementKind::word, word, begin);
        }
        ++at_;
        skip_spaces();
        if (at_ < text_.size()) {
            fail(at_, 1, "There is more after the closing quotation mark.",
                 "Below `|` nothing needs quotation marks: leave them out. Around a whole phrase they mean "
                 "exactly these words.");
        } else if (out.empty()) {
            fail(0, text_.size(), "The phrase is empty.", "Write the words between the quotation marks.");
        }
    }

    // Ends at the end of the text, or before | or ] inside a choice.
    void sequence(Sequence& out, bool inside_choice) {
        while (errors_.empty()) {
            skip_spaces();
            if (at_ == text_.size()) return;
            const char c = text_[at_];
            if (inside_choice && (c == '|' || c == ']')) return;
            element(out, c);
        }
    }

    void element(Sequence& out, char c) {
        const std::size_t begin = at_;
        switch (c) {
            case '[':
                choice(out);
                return;
            case '~':
                ++at_;
                if (const std::string_view word = take_while(is_word_byte); !word.empty()) {
                    add(out, ElementKind::inflected, word, begin);
                } else {
                    fail(begin, 1, "~ stands before nothing.", "Write the word right after it: ~improve.");
                }
                return;
            case '@':
                ++at_;
                if (const std::string_view name = take_while(is_name_byte); !name.empty()) {
                    add(out, ElementKind::list, name, begin);
                } else {
                    fail(begin, 1, "@ stands before nothing.",
                         "Write the name of a list right after it: @feedback.");
                }
                return;
            case '*':
                gap(out);
                return;
            case '{':
                capture(out);
                return;
            default:
                break;
        }
        if (is_word_byte(c)) {
            const std::string_view word = take_word();
            if (std::all_of(word.begin(), word.end(), is_letter_or_digit)) {
                add(out, ElementKind::word, word, begin);
                return;
            }
            if (word.find_first_not_of('-') == std::string::npos || word == "–" || word == "—") {
                fail(begin, 1, "A dash stands by itself in this phrase.",
                     "Below `|` leave out the dash: one phrase a line. In the text dashes are ignored.");
                return;
            }
            if (const std::size_t at = word.find("…"); at != std::string::npos) {
                fail(begin + at, 1, "The character … means nothing in a phrase.",
                     "For words in between write *3: up to three, whatever they are.");
                return;
            }
            for (const std::string_view quote : {"“", "”"}) {
                if (const std::size_t at = word.find(quote); at != std::string::npos) {
                    fail(begin + at, 1,
                         std::string("The character ") + std::string(quote) + " means nothing in a phrase.",
                         "Remove it: quotation marks in the text are ignored anyway.");
                    return;
                }
            }
            add(out, ElementKind::word, word, begin);
            return;
        }
        if (c == '|') {
            fail(begin, 1, "| stands outside square brackets.", "Write alternatives as [this|that].");
        } else if (c == ']') {
            fail(begin, 1, "] closes nothing.", "Open the alternatives with [ or remove it.");
        } else if (c == '}') {
            fail(begin, 1, "} closes nothing.", "Captures are written {percent}.");
        } else if (c == '"') {
            fail(begin, 1, "Quotation marks must enclose the whole phrase.",
                 "Remove them: quotation marks in the text are ignored anyway.");
        } else {
            fail(begin, 1, std::string("The character ") + c + " means nothing in a phrase.",
                 instead(begin, out));
        }
    }

    void gap(Sequence& out) {
        const std::size_t begin = at_++;
        const std::string digits(take_while(is_digit));
        if (digits.empty() && begin > 0 && is_word_byte(text_[begin - 1])) {
            const std::string stem = out.empty() ? "" : out.back().text;
            fail(begin, 1, "* does not stand for the rest of a word.",
                 "Write ~ before the whole word: ~" + whole_word(stem) + " finds all its forms.");
            return;
        }
        if (digits.empty() || digits.size() > 3 || digits == "0") {
            fail(begin, 1, "* needs the most words that may stand in between.",
                 "Write *2 for up to two words.");
            return;
        }
        const auto most = static_cast<std::uint32_t>(std::stoul(digits));
        if (most > kLongestGap) {
            fail(begin, 1 + digits.size(),
                 "A gap may be " + std::to_string(kLongestGap) + " words at the most.",
                 "Use near: for words that stand further apart.");
            return;
        }
        if (!out.empty() && out.back().kind == ElementKind::gap) {
            out.back().gap += most;
            return;
        }
        add(out, ElementKind::gap, {}, begin).gap = most;
    }

    void capture(Sequence& out) {
        const std::size_t begin = at_;
        const std::size_t close = text_.find('}', at_);
        if (close == std::string_view::npos) {
            fail(begin, 1, "The brace is not closed.", "Captures are written {percent}.");
            return;
        }
        ++at_;
        skip_spaces();
        Element e{ElementKind::capture, std::string(take_while(is_name_byte)), "value", 0, {}, column(begin)};
        skip_spaces();
        if (text_.substr(at_, 3) == "as ") {
            at_ += 3;
            skip_spaces();
            e.name = take_while(is_name_byte);
            skip_spaces();
        }
        const auto& kinds = capture_kinds();
        if (at_ == close && !e.name.empty() && std::find(kinds.begin(), kinds.end(), e.text) == kinds.end()) {
            if (const std::string near = nearest(e.text, kinds); !near.empty()) {
                fail(begin, close - begin + 1, "There are no captures of `" + e.text + "`.",
                     "Did you mean {" + near + "}?");
                return;
            }
        }
        if (at_ != close || e.name.empty() || std::find(kinds.begin(), kinds.end(), e.text) == kinds.end()) {
            fail(begin, close - begin + 1, "This is no capture.",
                 "Use {percent}, {count}, {ratio}, {duration}, {rate} or {money}, with a name if you like: "
                 "{percent as benchmark}.");
            return;
        }
        at_ = close + 1;
        out.push_back(std::move(e));
    }

    void choice(Sequence& out) {
        const std::size_t begin = at_++;
        Element e{ElementKind::choice, {}, {}, 0, {}, column(begin)};
        e.alternatives.reserve(4);
        bool only_empty = true;
        while (errors_.empty()) {
            Sequence alternative;
            sequence(alternative, /*inside_choice=*/true);
            if (!errors_.empty()) return;
            if (at_ == text_.size()) {
                fail(begin, 1, "The square bracket is not closed.", "Add ] after the last alternative.");
                return;
            }
            if (!alternative.empty()) {
                only_empty = false;
                check_ends(alternative, /*may_end_with_gap=*/true);
            }
            e.alternatives.push_back(std::move(alternative));
            if (text_[at_++] == ']') break;
        }
        if (errors_.empty() && only_empty) {
            fail(begin, 2, "There is nothing between the square brackets.",
                 "Write alternatives as [this|that].");
            return;
        }
        out.push_back(std::move(e));
    }

    static bool can_be_empty(const Element& e) {
        if (e.kind == ElementKind::gap) return true;
        if (e.kind != ElementKind::choice) return false;
        return std::any_of(e.alternatives.begin(), e.alternatives.end(),
                           [](const Sequence& s) { return s.empty(); });
    }

    // An alternative may end with a gap: `[and *1|] good`.
    void check_ends(const Sequence& s, bool may_end_with_gap = false) {
        if (s.empty() || !errors_.empty()) return;
        const auto at_end = [&](const Element& e, const char* where) {
            if (e.kind == ElementKind::gap) {
                errors_.push_back({e.column, 2, std::string("A phrase may not ") + where + " with a gap.",
                                   "Remove it, or write the word that stands there."});
            }
        };
        at_end(s.front(), "begin");
        if (errors_.empty() && (!may_end_with_gap || s.size() == 1)) at_end(s.back(), "end");
        if (errors_.empty() && !may_end_with_gap && std::all_of(s.begin(), s.end(), can_be_empty)) {
            errors_.push_back({s.front().column, 1, "This phrase would match nothing at all.",
                               "At least one word must not be optional."});
        }
    }

    std::size_t counted_ = 0;       // bytes whose characters are counted
    std::uint32_t characters_ = 0;  // ... and how many they are
    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<PhraseError> errors_;
};

void collect_lists(const Sequence& sequence, std::vector<std::pair<std::string, std::uint32_t>>& out) {
    for (const Element& e : sequence) {
        if (e.kind == ElementKind::list) out.emplace_back(e.text, e.column);
        for (const Sequence& alternative : e.alternatives) collect_lists(alternative, out);
    }
}

}  // namespace

ParsedPhrase parse_phrase(std::string_view text) {
    return Parser(text).run();
}

const std::vector<std::string>& capture_kinds() {
    static const std::vector<std::string> kinds{"count", "percent", "ratio", "duration", "rate", "money"};
    return kinds;
}

std::vector<std::pair<std::string, std::uint32_t>> lists_of(const Phrase& phrase) {
    std::vector<std::pair<std::string, std::uint32_t>> out;
    collect_lists(phrase.elements, out);
    return out;
}

}  // namespace assay::match
