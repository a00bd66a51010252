#include "rules/miss_words.h"

#include <fmt/format.h>

#include <vector>

#include "match/inflect.h"

namespace assay::rules {

namespace {

using match::Element;
using match::ElementKind;
using match::Sequence;

// A sequence of plain words rewritten so that it finds these tokens too: `new ~starter`. Empty where the
// sequence is more than plain words.
std::string with_forms(const Sequence& elements, const std::vector<std::string>& tokens) {
    if (elements.size() != tokens.size()) return {};
    std::string out;
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const Element& e = elements[i];
        if (e.kind != ElementKind::word && e.kind != ElementKind::inflected) return {};
        const std::string base = match::common_base(e.text, tokens[i]);
        const bool same = e.kind == ElementKind::word && fold(e.text) == fold(tokens[i]);
        if (!same && base.empty()) return {};
        out += (i > 0 ? " " : "") + (same ? e.text : "~" + base);
    }
    return out;
}

std::string as_written(const Sequence& elements) {
    std::string out;
    for (const Element& e : elements) {
        const char* sign = e.kind == ElementKind::inflected ? "~" : e.kind == ElementKind::list ? "@" : "";
        if (e.kind == ElementKind::choice || e.kind == ElementKind::gap || e.kind == ElementKind::capture)
            return {};
        out += (out.empty() ? "" : " ") + (sign + e.text);
    }
    return out;
}

}  // namespace

std::string written(const Text& phrase, const Sequence& elements, std::size_t i) {
    // Columns count characters; phrases are cut where the next element begins.
    const auto byte_of = [&](std::uint32_t column) {
        std::size_t at = 0;
        for (std::uint32_t c = 1; c < column && at < phrase.value.size(); ++c) {
            do {
                ++at;
            } while (at < phrase.value.size() &&
                     (static_cast<unsigned char>(phrase.value[at]) & 0xC0) == 0x80);
        }
        return at;
    };
    const std::size_t begin = byte_of(elements[i].column);
    const std::size_t end = i + 1 < elements.size() ? byte_of(elements[i + 1].column) : phrase.value.size();
    std::string out = phrase.value.substr(begin, end - begin);
    while (!out.empty() && (out.back() == ' ' || out.back() == '"')) out.pop_back();
    return out;
}

std::string other_form(ElementEnds& reach, const Element& e, std::uint32_t from, std::uint32_t to) {
    std::vector<std::string> tokens;
    for (std::uint32_t t = from; t < to; ++t) tokens.push_back(reach.words(t, t + 1));
    const std::string found = reach.words(from, to);
    const auto said = [&](const char* who, const Sequence& elements) {
        const std::string better = with_forms(elements, tokens);
        const std::string has = as_written(elements);
        if (better.empty() || has.empty())
            return fmt::format("the text has “{}”; put ~ before the word", found);
        return fmt::format("the text has “{}”, {} `{}`; write `{}`", found, who, has, better);
    };
    const auto fits = [&](const Sequence& elements) {
        return reach.ends(elements, from, Forms::any).count(to) != 0;
    };
    if (e.kind == ElementKind::list) {
        for (const ElementEnds::Entry& entry : reach.list(e.text)) {
            if (!fits(entry.elements)) continue;
            return said("the list has", entry.elements) +
                   fmt::format(" ({}:{})", entry.text.place.file, entry.text.place.line);
        }
    }
    for (const Sequence& alternative : e.alternatives) {
        if (!alternative.empty() && fits(alternative)) return said("the phrase", alternative);
    }
    return said("the phrase", {e});
}

std::string stands_nearby(ElementEnds& reach, std::span<const Element> elements) {
    const Document& document = reach.document();
    const Sentence& own = reach.sentence();
    const auto index = static_cast<std::size_t>(&own - document.sentences.data());
    std::string told;
    const auto look = [&](std::size_t s, const char* where) {
        if (!told.empty() || s >= document.sentences.size() || document.sentences[s].part != own.part) return;
        const Sentence& other = document.sentences[s];
        reach.look_in(other);
        for (std::uint32_t t = other.tokens.begin; t < other.tokens.end && told.empty(); ++t) {
            const std::set<std::uint32_t> to = reach.ends(elements, t, Forms::written);
            if (!to.empty() && *to.rbegin() > t)
                told = fmt::format(
                    "it stands in the sentence {}; phrases do not reach from one sentence to the next",
                    where);
        }
        reach.look_in(own);
    };
    look(index + 1, "after this");
    if (index > 0) look(index - 1, "before");
    return told;
}

}  // namespace assay::rules
