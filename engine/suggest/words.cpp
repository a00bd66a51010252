#include "suggest/words.h"

#include "match/inflect.h"
#include "suggest/function_words.h"

namespace assay::suggest {

std::uint32_t WordsBuilder::add_section(const Section& section) {
    words_.sections.push_back(section);
    return static_cast<std::uint32_t>(words_.sections.size() - 1);
}

void WordsBuilder::begin_sentence(std::uint32_t sentence) {
    const auto at = static_cast<std::uint32_t>(words_.form.size());
    words_.sentences.push_back({static_cast<std::uint32_t>(words_.sections.size() - 1), at, at, sentence});
}

void WordsBuilder::add_word(std::string_view folded, bool name, bool covered) {
    const auto [entry, is_new] =
        form_ids_.try_emplace(std::string(folded), static_cast<std::uint32_t>(words_.forms.size()));
    if (is_new) {
        words_.forms.emplace_back(folded);
        uses_.push_back(0);
        names_.push_back(0);
    }
    ++uses_[entry->second];
    names_[entry->second] += name ? 1 : 0;
    words_.form.push_back(entry->second);
    words_.covered.push_back(covered ? 1 : 0);
    words_.sentences.back().end = static_cast<std::uint32_t>(words_.form.size());
}

Words WordsBuilder::finish() {
    const std::size_t forms = words_.forms.size();
    std::vector<std::uint32_t> base(forms);
    for (std::uint32_t f = 0; f < forms; ++f) base[f] = f;
    const auto shorter = [this](std::uint32_t a, std::uint32_t b) {
        const std::string &one = words_.forms[a], &other = words_.forms[b];
        return one.size() != other.size() ? one.size() < other.size() : one < other;
    };
    for (std::uint32_t f = 0; f < forms; ++f) {
        // "need" of a grade is no form of "needs" of a child where nothing but letters says so; short words
        // and function words have too many false relations ("do": does, "us": use).
        const std::string& word = words_.forms[f];
        if (word.size() < 3 || is_function_word(word)) continue;
        for (const std::string& inflected : match::inflections(word)) {
            const auto found = form_ids_.find(inflected);
            if (found == form_ids_.end() || is_function_word(inflected)) continue;
            if (shorter(f, base[found->second])) base[found->second] = f;
        }
    }
    words_.lemmas.push_back({});
    std::vector<std::uint32_t> lemma_of(forms, kNoLemma);
    const auto usable = [&](std::uint32_t f) {
        return !words_.forms[f].empty() && 2 * names_[f] <= uses_[f];
    };
    // "meetings" is of "meeting" and not of "met", though "meeting" is: `~met` does not find it.
    std::vector<std::uint32_t> lemma_of_base(forms, kNoLemma);
    for (std::uint32_t f = 0; f < forms; ++f) {
        if (!usable(f) || !usable(base[f])) continue;
        std::uint32_t& lemma = lemma_of_base[base[f]];
        if (lemma == kNoLemma) {
            lemma = static_cast<std::uint32_t>(words_.lemmas.size());
            words_.lemmas.push_back({words_.forms[base[f]], is_function_word(words_.forms[base[f]])});
        }
        lemma_of[f] = lemma;
    }
    words_.lemma.reserve(words_.form.size());
    for (std::uint32_t form : words_.form) words_.lemma.push_back(lemma_of[form]);
    return std::move(words_);
}

}  // namespace assay::suggest
