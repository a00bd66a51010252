#include "match/phrase_remedy.h"

#include <algorithm>

#include "match/phrase_text.h"

namespace assay::match {

namespace {

// What was meant by a sign that phrases do not have.
std::string instead(std::string_view text, std::size_t at, const std::string& last) {
    const char c = text[at];
    const auto word_from = [&](std::size_t i) {
        std::size_t end = i;
        while (end < text.size() && is_word_byte(text[end])) ++end;
        return std::string(text.substr(i, end - i));
    };
    if (c == '/') {
        const std::string next = word_from(at + 1);
        if (!last.empty() && !next.empty()) return "For either word write [" + last + "|" + next + "].";
        return "For either word write [this|that].";
    }
    if (c == '(') {
        const std::size_t close = std::min(text.find(')', at), text.size());
        const std::string inside(text.substr(at + 1, close - at - 1));
        if (inside.find('|') != std::string::npos)
            return "Alternatives stand in square brackets: [" + inside + "].";
        return "Leave the brackets out; for words that may be missing write [" + inside + "|].";
    }
    if (c == '.' && at + 1 < text.size() && text[at + 1] == '.')
        return "For words in between write *3: up to three, whatever they are.";
    if (c == '%') return "For any percentage write {percent}; a metric's `test` says how high.";
    if (c == '&') return "Write and.";
    if (c == '<' || c == '>' || c == '=')
        return "To compare a figure use metric: {capture: \"{percent} of people\", test: \">= 90\"}.";
    return "Leave punctuation out; it is ignored in the text.";
}

}  // namespace

std::optional<PhraseRemedy> remedy_for_word(std::string_view word) {
    if (word.find_first_not_of('-') == std::string::npos || word == "–" || word == "—") {
        return PhraseRemedy{
            0, "A dash stands by itself in this phrase.",
            "Below `|` leave out the dash: one phrase a line. In the text dashes are ignored."};
    }
    if (const std::size_t at = word.find("…"); at != std::string::npos) {
        return PhraseRemedy{at, "The character … means nothing in a phrase.",
                            "For words in between write *3: up to three, whatever they are."};
    }
    for (const std::string_view quote : {"“", "”"}) {
        if (const std::size_t at = word.find(quote); at != std::string::npos) {
            return PhraseRemedy{
                at, std::string("The character ") + std::string(quote) + " means nothing in a phrase.",
                "Remove it: quotation marks in the text are ignored anyway."};
        }
    }
    return {};
}

PhraseRemedy remedy_for_sign(std::string_view phrase, std::size_t at, const std::string& before) {
    switch (phrase[at]) {
        case '|':
            return {at, "| stands outside square brackets.", "Write alternatives as [this|that]."};
        case ']':
            return {at, "] closes nothing.", "Open the alternatives with [ or remove it."};
        case '}':
            return {at, "} closes nothing.", "Captures are written {percent}."};
        case '"':
            return {at, "Quotation marks must enclose the whole phrase.",
                    "Remove them: quotation marks in the text are ignored anyway."};
        default:
            return {at, std::string("The character ") + phrase[at] + " means nothing in a phrase.",
                    instead(phrase, at, before)};
    }
}

}  // namespace assay::match
