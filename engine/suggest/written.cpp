#include "suggest/written.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "match/inflect.h"

namespace assay::suggest {
namespace {

/// The tokens of an occurrence that are the phrase's words.
std::vector<std::uint32_t> tokens_of(const MinedPhrase& phrase, const Occurrence& at) {
    std::vector<std::uint32_t> tokens{at.first};
    for (std::size_t w = 1; w < phrase.words.size(); ++w) {
        std::uint32_t t = tokens.back() + 1;
        if (phrase.words[w].gap > 0) {
            // What stands after the gap is found from the end: after it the phrase has none.
            t = at.last - static_cast<std::uint32_t>(phrase.words.size() - 1 - w);
        }
        tokens.push_back(t);
    }
    return tokens;
}

}  // namespace

PhraseWriter::PhraseWriter(const Words& words)
    : words_(words), places_(words.forms.size()), sentence_(words.form.size()) {
    for (std::uint32_t f = 0; f < words.forms.size(); ++f) form_ids_.emplace(words.forms[f], f);
    for (std::uint32_t t = 0; t < words.form.size(); ++t) places_[words.form[t]].push_back(t);
    for (std::uint32_t s = 0; s < words.sentences.size(); ++s) {
        const SentencePlace& place = words.sentences[s];
        std::fill(sentence_.begin() + place.begin, sentence_.begin() + place.end, s);
    }
}

const PhraseWriter::Forms& PhraseWriter::forms_of_base(std::uint32_t lemma) {
    const auto [entry, is_new] = by_lemma_.try_emplace(lemma);
    if (is_new) {
        entry->second.assign(words_.forms.size(), 0);
        for (const std::string& form : match::inflections(words_.lemmas[lemma].word)) {
            if (const auto id = form_ids_.find(form); id != form_ids_.end()) entry->second[id->second] = 1;
        }
    }
    return entry->second;
}

WrittenPhrase PhraseWriter::write(const MinedPhrase& mined) {
    const std::size_t size = mined.words.size();
    std::vector<std::set<std::uint32_t>> seen(size);
    for (const Occurrence& at : mined.open) {
        const auto tokens = tokens_of(mined, at);
        for (std::size_t w = 0; w < size; ++w) seen[w].insert(words_.form[tokens[w]]);
    }
    WrittenPhrase written;
    written.found.words = mined.words;
    std::vector<const Forms*> bases(size, nullptr);  // null: the one form that was seen
    for (std::size_t w = 0; w < size; ++w) {
        const std::uint32_t lemma = mined.words[w].lemma;
        if (w > 0) written.text += ' ';
        if (mined.words[w].gap > 0) written.text += fmt::format("*{} ", mined.words[w].gap);
        if (seen[w].size() > 1) {
            bases[w] = &forms_of_base(lemma);
            written.text += "~" + words_.lemmas[lemma].word;
        } else {
            written.text += words_.forms[*seen[w].begin()];
        }
    }

    const auto fits = [&](std::size_t w, std::uint32_t token) {
        const std::uint32_t form = words_.form[token];
        return bases[w] != nullptr ? (*bases[w])[form] != 0 : form == *seen[w].begin();
    };
    // Words from the w-th on, side by side from a token on; gives the last one's token.
    const auto end_of = [&](std::uint32_t first, std::uint32_t end) -> std::optional<std::uint32_t> {
        std::uint32_t t = first;
        for (std::size_t w = 1; w < size; ++w) {
            const std::uint32_t gap = mined.words[w].gap;
            std::uint32_t next = t + 1;
            // After the gap there is none: the rest stands side by side, and is tried from each place.
            const auto rest_fits = [&](std::uint32_t at) {
                if (at + (size - w) > end) return false;
                for (std::size_t rest = w; rest < size; ++rest) {
                    if (!fits(rest, at + static_cast<std::uint32_t>(rest - w))) return false;
                }
                return true;
            };
            if (gap > 0) {
                while (next <= t + 1 + gap && !rest_fits(next)) ++next;
                if (next > t + 1 + gap) return std::nullopt;
                return next + static_cast<std::uint32_t>(size - w) - 1;
            }
            if (next >= end || !fits(w, next)) return std::nullopt;
            t = next;
        }
        return t;
    };
    std::vector<std::uint32_t> firsts;
    for (std::uint32_t f = 0; f < words_.forms.size(); ++f) {
        const bool begins = bases[0] != nullptr ? (*bases[0])[f] != 0 : f == *seen[0].begin();
        if (begins) firsts.insert(firsts.end(), places_[f].begin(), places_[f].end());
    }
    std::sort(firsts.begin(), firsts.end());
    const auto meaningful = [&](std::uint32_t lemma) {
        return lemma != kNoLemma && !words_.lemmas[lemma].function_word;
    };
    std::uint32_t counted = 0;  // words that are no function words
    for (const PhraseWord& word : mined.words) counted += meaningful(word.lemma) ? 1 : 0;
    for (const std::uint32_t first : firsts) {
        const std::uint32_t s = sentence_[first];
        const auto last = end_of(first, words_.sentences[s].end);
        if (!last) continue;
        Occurrence at{s, first, *last, 0};
        for (const std::uint32_t t : tokens_of(written.found, at))
            at.covered = static_cast<std::uint8_t>(
                at.covered + (meaningful(words_.lemma[t]) && words_.covered[t] != 0 ? 1 : 0));
        if (2U * at.covered < counted) {
            written.found.open.push_back(at);
        } else {
            ++written.found.covered;
        }
    }
    return written;
}

}  // namespace assay::suggest
