#include "suggest/mine.h"

#include <algorithm>

namespace assay::suggest {
namespace {

/// A phrase that is being lengthened, and all its occurrences.
struct Growing {
    std::vector<PhraseWord> words;
    std::vector<Occurrence> at;
    std::uint32_t meaningful = 0;  ///< words that are no function words
    bool has_gap = false;
};

/// An occurrence lengthened by one word.
struct Step {
    std::uint32_t lemma;
    std::uint32_t gap;  ///< 0: the very next word
    Occurrence at;
};

// Depth first over phrases, each with the list of its occurrences (PrefixSpan, Pei et al. 2001): what too few
// sections hold is not lengthened, for nothing longer can be held by more.
class Miner {
public:
    Miner(const Words& words, const MineSettings& settings)
        : words_(words),
          settings_(settings),
          sentence_end_(words.lemma.size()),
          section_seen_(words.sections.size(), 0) {
        std::uint32_t authorities = 0;
        for (const Section& section : words.sections)
            authorities = std::max(authorities, section.authority + 1);
        authority_seen_.assign(authorities, 0);
        for (const SentencePlace& sentence : words.sentences)
            std::fill(sentence_end_.begin() + sentence.begin, sentence_end_.begin() + sentence.end,
                      sentence.end);
    }

    std::vector<MinedPhrase> run() {
        std::vector<Step> first;
        for (std::uint32_t s = 0; s < words_.sentences.size(); ++s) {
            for (std::uint32_t t = words_.sentences[s].begin; t < words_.sentences[s].end; ++t) {
                if (meaningful(words_.lemma[t])) first.push_back({words_.lemma[t], 0, {s, t, t, covered(t)}});
            }
        }
        grow({}, first);
        return std::move(found_);
    }

private:
    bool meaningful(std::uint32_t lemma) const {
        return lemma != kNoLemma && !words_.lemmas[lemma].function_word;
    }
    std::uint8_t covered(std::uint32_t token) const {
        return meaningful(words_.lemma[token]) && words_.covered[token] ? 1 : 0;
    }

    bool enough(const Occurrence* begin, const Occurrence* end) {
        ++round_;
        std::uint32_t sections = 0, authorities = 0;
        for (; begin != end; ++begin) {
            const std::uint32_t section = words_.sentences[begin->sentence].section;
            if (section_seen_[section] != round_) {
                section_seen_[section] = round_;
                ++sections;
            }
            const std::uint32_t authority = words_.sections[section].authority;
            if (authority_seen_[authority] != round_) {
                authority_seen_[authority] = round_;
                ++authorities;
            }
            if (sections >= settings_.least_sections && authorities >= settings_.least_authorities)
                return true;
        }
        return false;
    }

    void grow(const Growing& from, std::vector<Step>& steps) {
        std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) {
            return a.lemma != b.lemma ? a.lemma < b.lemma : a.gap < b.gap;
        });
        Growing next;
        std::uint32_t lemma_before = kNoLemma;
        std::size_t size_before = 0;
        for (std::size_t i = 0; i < steps.size();) {
            const std::uint32_t lemma = steps[i].lemma, gap = steps[i].gap;
            next.at.clear();
            for (; i < steps.size() && steps[i].lemma == lemma && steps[i].gap == gap; ++i)
                next.at.push_back(steps[i].at);
            // A gap that never holds a word says nothing more than the two words side by side.
            const bool idle_gap = gap > 0 && lemma == lemma_before && next.at.size() == size_before;
            lemma_before = lemma;
            size_before = next.at.size();
            if (idle_gap || !enough(next.at.data(), next.at.data() + next.at.size())) continue;
            next.words = from.words;
            next.words.push_back({lemma, gap});
            next.meaningful = from.meaningful + (meaningful(lemma) ? 1 : 0);
            next.has_gap = from.has_gap || gap > 0;
            keep(next);
            lengthen(next);
        }
    }

    void keep(const Growing& phrase) {
        if (phrase.words.size() < 2 || !meaningful(phrase.words.back().lemma)) return;
        MinedPhrase mined;
        for (const Occurrence& at : phrase.at) {
            if (2u * at.covered < phrase.meaningful) {
                mined.open.push_back(at);
            } else {
                ++mined.covered;
            }
        }
        if (mined.covered > settings_.most_covered * static_cast<double>(phrase.at.size())) return;
        if (!enough(mined.open.data(), mined.open.data() + mined.open.size())) return;
        mined.words = phrase.words;
        found_.push_back(std::move(mined));
    }

    void lengthen(const Growing& phrase) {
        if (phrase.words.size() >= settings_.most_words) return;
        const bool may_gap = !phrase.has_gap && meaningful(phrase.words.back().lemma);
        std::vector<Step> steps;
        for (const Occurrence& at : phrase.at) {
            const std::uint32_t end = sentence_end_[at.last];
            const auto step = [&](std::uint32_t t, std::uint32_t gap) {
                const std::uint8_t more = covered(t);
                steps.push_back({words_.lemma[t],
                                 gap,
                                 {at.sentence, at.first, t, static_cast<std::uint8_t>(at.covered + more)}});
            };
            if (at.last + 1 < end && words_.lemma[at.last + 1] != kNoLemma) step(at.last + 1, 0);
            if (!may_gap) continue;
            // `*3` is up to three words: none as well.
            for (std::uint32_t t = at.last + 1; t < end && t <= at.last + 1 + settings_.widest_gap; ++t) {
                if (meaningful(words_.lemma[t])) step(t, settings_.widest_gap);
            }
        }
        grow(phrase, steps);
    }

    const Words& words_;
    const MineSettings& settings_;
    std::vector<std::uint32_t> sentence_end_;  // by token
    std::vector<std::uint32_t> section_seen_, authority_seen_;
    std::uint32_t round_ = 0;
    std::vector<MinedPhrase> found_;
};

}  // namespace

std::vector<MinedPhrase> mine(const Words& words, const MineSettings& settings) {
    return Miner(words, settings).run();
}

}  // namespace assay::suggest
