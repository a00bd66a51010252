#include "match/phrase.h"

#include <algorithm>

#include "core/suggest.h"
#include "match/inflect.h"
#include "match/phrase_remedy.h"
#include "match/phrase_text.h"

namespace assay::match {

namespace {

constexpr std::uint32_t kLongestGap = 20;

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    ParsedPhrase run() {
        ParsedPhrase parsed;
        text_.skip_spaces();
        if (text_.at_end()) {
            text_.fail(text_.at(), 1, "The phrase is empty.",
                       "Write the words to look for, or remove the line.");
        } else if (text_.next() == '"') {
            parsed.phrase.exact = true;
            exact(parsed.phrase.elements);
        } else {
            parsed.phrase.elements.reserve(4);
            sequence(parsed.phrase.elements, /*inside_choice=*/false);
            check_ends(parsed.phrase.elements);
        }
        parsed.errors = text_.take_errors();
        return parsed;
    }

private:
    Element& add(Sequence& out, ElementKind kind, std::string_view text, std::size_t begin) {
        Element& e = out.emplace_back();
        e.kind = kind;
        e.text = text;
        e.column = text_.column(begin);
        return e;
    }

    void exact(Sequence& out) {
        const std::size_t close = text_.all().find('"', text_.at() + 1);
        if (close == std::string_view::npos) {
            text_.fail(text_.at(), 1, "The quotation mark is not closed.",
                       "Add \" at the end of the exact words.");
            return;
        }
        text_.skip(1);
        while (text_.good()) {
            text_.skip_spaces();
            if (text_.at() == close) break;
            const std::size_t begin = text_.at();
            const std::string_view word = text_.take_word();
            if (word.empty()) {
                const std::string_view inside = text_.all().substr(1, close - 1);
                const bool has_signs = inside.find_first_of("@~*[{") != std::string_view::npos;
                text_.fail(begin, 1, "Inside quotation marks only words are allowed.",
                           has_signs ? "Nothing is quoted below `|`: write " + std::string(inside) +
                                           " without quotation marks."
                                     : "Leave out punctuation; it is ignored anyway.");
                return;
            }
            add(out, ElementKind::word, word, begin);
        }
        text_.skip(1);
        text_.skip_spaces();
        if (!text_.at_end()) {
            text_.fail(
                text_.at(), 1, "There is more after the closing quotation mark.",
                "Below `|` nothing needs quotation marks: leave them out. Around a whole phrase they mean "
                "exactly these words.");
        } else if (out.empty()) {
            text_.fail(0, text_.all().size(), "The phrase is empty.",
                       "Write the words between the quotation marks.");
        }
    }

    // Ends at the end of the text, or before | or ] inside a choice.
    void sequence(Sequence& out, bool inside_choice) {
        while (text_.good()) {
            text_.skip_spaces();
            if (text_.at_end()) return;
            const char c = text_.next();
            if (inside_choice && (c == '|' || c == ']')) return;
            element(out, c);
        }
    }

    void element(Sequence& out, char c) {
        const std::size_t begin = text_.at();
        switch (c) {
            case '[':
                choice(out);
                return;
            case '~':
                text_.skip(1);
                if (const std::string_view word = text_.take_while(is_word_byte); !word.empty()) {
                    add(out, ElementKind::inflected, word, begin);
                } else {
                    text_.fail(begin, 1, "~ stands before nothing.",
                               "Write the word right after it: ~improve.");
                }
                return;
            case '@':
                text_.skip(1);
                if (const std::string_view name = text_.take_while(is_name_byte); !name.empty()) {
                    add(out, ElementKind::list, name, begin);
                } else {
                    text_.fail(begin, 1, "@ stands before nothing.",
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
            const std::string_view word = text_.take_word();
            if (!std::all_of(word.begin(), word.end(), is_letter_or_digit)) {
                if (const auto wrong = remedy_for_word(word))
                    return text_.fail(begin + wrong->at, 1, wrong->message, wrong->suggestion);
            }
            add(out, ElementKind::word, word, begin);
            return;
        }
        const bool after_word = !out.empty() && out.back().kind == ElementKind::word;
        const PhraseRemedy wrong = remedy_for_sign(text_.all(), begin, after_word ? out.back().text : "");
        text_.fail(begin, 1, wrong.message, wrong.suggestion);
    }

    void gap(Sequence& out) {
        const std::size_t begin = text_.at();
        text_.skip(1);
        const std::string digits(text_.take_while(is_digit));
        if (digits.empty() && begin > 0 && is_word_byte(text_.all()[begin - 1])) {
            const std::string stem = out.empty() ? "" : out.back().text;
            text_.fail(begin, 1, "* does not stand for the rest of a word.",
                       "Write ~ before the whole word: ~" + whole_word(stem) + " finds all its forms.");
            return;
        }
        if (digits.empty() || digits.size() > 3 || digits == "0") {
            text_.fail(begin, 1, "* needs the most words that may stand in between.",
                       "Write *2 for up to two words.");
            return;
        }
        const auto most = static_cast<std::uint32_t>(std::stoul(digits));
        if (most > kLongestGap) {
            text_.fail(begin, 1 + digits.size(),
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
        const std::size_t begin = text_.at();
        const std::size_t close = text_.all().find('}', text_.at());
        if (close == std::string_view::npos) {
            text_.fail(begin, 1, "The brace is not closed.", "Captures are written {percent}.");
            return;
        }
        text_.skip(1);
        text_.skip_spaces();
        Element e{ElementKind::capture, std::string(text_.take_while(is_name_byte)), "value", 0, {},
                  text_.column(begin)};
        text_.skip_spaces();
        if (text_.all().substr(text_.at(), 3) == "as ") {
            text_.skip(3);
            text_.skip_spaces();
            e.name = text_.take_while(is_name_byte);
            text_.skip_spaces();
        }
        const auto& kinds = capture_kinds();
        if (text_.at() == close && !e.name.empty() &&
            std::find(kinds.begin(), kinds.end(), e.text) == kinds.end()) {
            if (const std::string near = nearest(e.text, kinds); !near.empty()) {
                text_.fail(begin, close - begin + 1, "There are no captures of `" + e.text + "`.",
                           "Did you mean {" + near + "}?");
                return;
            }
        }
        if (text_.at() != close || e.name.empty() ||
            std::find(kinds.begin(), kinds.end(), e.text) == kinds.end()) {
            text_.fail(
                begin, close - begin + 1, "This is no capture.",
                "Use {percent}, {count}, {ratio}, {duration}, {rate} or {money}, with a name if you like: "
                "{percent as benchmark}.");
            return;
        }
        text_.skip(close + 1 - text_.at());
        out.push_back(std::move(e));
    }

    void choice(Sequence& out) {
        const std::size_t begin = text_.at();
        text_.skip(1);
        Element e{ElementKind::choice, {}, {}, 0, {}, text_.column(begin)};
        e.alternatives.reserve(4);
        bool only_empty = true;
        while (text_.good()) {
            Sequence alternative;
            sequence(alternative, /*inside_choice=*/true);
            if (!text_.good()) return;
            if (text_.at_end()) {
                text_.fail(begin, 1, "The square bracket is not closed.",
                           "Add ] after the last alternative.");
                return;
            }
            if (!alternative.empty()) {
                only_empty = false;
                check_ends(alternative, /*may_end_with_gap=*/true);
            }
            e.alternatives.push_back(std::move(alternative));
            const bool last = text_.next() == ']';
            text_.skip(1);
            if (last) break;
        }
        if (text_.good() && only_empty) {
            text_.fail(begin, 2, "There is nothing between the square brackets.",
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
        if (s.empty() || !text_.good()) return;
        const auto at_end = [&](const Element& e, const char* where) {
            if (e.kind == ElementKind::gap) {
                text_.fail({e.column, 2, std::string("A phrase may not ") + where + " with a gap.",
                            "Remove it, or write the word that stands there."});
            }
        };
        at_end(s.front(), "begin");
        if (text_.good() && (!may_end_with_gap || s.size() == 1)) at_end(s.back(), "end");
        if (text_.good() && !may_end_with_gap && std::all_of(s.begin(), s.end(), can_be_empty)) {
            text_.fail({s.front().column, 1, "This phrase would match nothing at all.",
                        "At least one word must not be optional."});
        }
    }

    PhraseText text_;
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
