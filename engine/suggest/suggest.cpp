#include "suggest/suggest.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "suggest/written.h"

namespace assay::suggest {
namespace {

/// The share of a phrase's sentences that a better one may hold too.
constexpr double kMostShared = 0.6;

struct Candidate {
    WrittenPhrase written;
    Separation separation;
    ScoreCounts counts;
};

/// The sections that hold the phrase, each once, ascending.
std::vector<std::uint32_t> sections_of(const Words& words, const MinedPhrase& phrase) {
    std::vector<std::uint32_t> sections;
    for (const Occurrence& at : phrase.open) sections.push_back(words.sentences[at.sentence].section);
    std::sort(sections.begin(), sections.end());
    sections.erase(std::unique(sections.begin(), sections.end()), sections.end());
    return sections;
}

ScoreCounts count(const std::vector<std::uint32_t>& sections, const std::vector<int>& scores) {
    ScoreCounts counts{};
    for (std::uint32_t s : sections) ++counts[static_cast<std::size_t>(scores[s] - 1)];
    return counts;
}

/// Whether enough sections of enough authorities hold it where no rule covers it.
bool enough(const Words& words, const MinedPhrase& phrase, const MineSettings& settings) {
    const std::size_t all = phrase.open.size() + phrase.covered;
    if (phrase.covered > settings.most_covered * static_cast<double>(all)) return false;
    const auto sections = sections_of(words, phrase);
    std::set<std::uint32_t> authorities;
    for (const std::uint32_t s : sections) authorities.insert(words.sections[s].authority);
    return sections.size() >= settings.least_sections && authorities.size() >= settings.least_authorities;
}

bool wanted(const Candidate& candidate, const SuggestSettings& settings,
            const std::set<std::uint32_t>& containing) {
    if (std::abs(candidate.separation.z) < settings.least_z) return false;
    if (settings.level != 0 && candidate.separation.level() != settings.level) return false;
    return settings.containing.empty() ||
           std::any_of(candidate.written.found.words.begin(), candidate.written.found.words.end(),
                       [&](const PhraseWord& w) { return containing.contains(w.lemma); });
}

/// Finds out what share of a phrase's sentences better phrases hold already.
class Redundancy {
public:
    explicit Redundancy(std::size_t sentences) : taken_(sentences) {}

    bool adds_nothing(const MinedPhrase& phrase) {
        std::vector<std::uint32_t> shared(chosen_, 0);
        std::uint32_t sentences = 0, before = UINT32_MAX;
        for (const Occurrence& at : phrase.open) {
            if (at.sentence == before) continue;
            before = at.sentence;
            ++sentences;
            for (std::uint32_t other : taken_[at.sentence]) ++shared[other];
        }
        for (std::size_t other = 0; other < chosen_; ++other) {
            const double smaller = std::min(sentences, sizes_[other]);
            if (shared[other] > kMostShared * smaller) return true;
        }
        before = UINT32_MAX;
        for (const Occurrence& at : phrase.open) {
            if (at.sentence == before) continue;
            before = at.sentence;
            taken_[at.sentence].push_back(static_cast<std::uint32_t>(chosen_));
        }
        sizes_.push_back(sentences);
        ++chosen_;
        return false;
    }

private:
    std::vector<std::vector<std::uint32_t>> taken_;  // by sentence: the chosen that stand there
    std::vector<std::uint32_t> sizes_;
    std::size_t chosen_ = 0;
};

Suggestion describe(const Words& words, const Candidate& candidate) {
    const MinedPhrase& found = candidate.written.found;
    Suggestion suggestion;
    suggestion.phrase = candidate.written.text;
    suggestion.words = found.words;
    suggestion.separation = candidate.separation;
    suggestion.level = candidate.separation.level();
    suggestion.sections = candidate.counts;
    suggestion.places = found.open;
    suggestion.covered = found.covered;
    std::set<std::uint32_t> authorities, documents;
    for (const Occurrence& at : found.open) {
        const Section& section = words.sections[words.sentences[at.sentence].section];
        authorities.insert(section.authority);
        documents.insert(section.document);
    }
    suggestion.authorities = static_cast<std::uint32_t>(authorities.size());
    suggestion.documents = static_cast<std::uint32_t>(documents.size());
    return suggestion;
}

}  // namespace

Suggestions suggest(const Words& words, const SuggestSettings& settings) {
    Suggestions result;
    std::vector<int> scores;
    for (const Section& section : words.sections) {
        scores.push_back(section.published);
        ++result.sections[static_cast<std::size_t>(section.published - 1)];
    }
    const std::vector<MinedPhrase> mined = mine(words, settings.mine);
    result.looked_at = mined.size();

    std::vector<std::vector<int>> exchanged;
    for (int e = 0; e < settings.exchanges; ++e)
        exchanged.push_back(exchanged_scores(words.sections, settings.seed + static_cast<std::uint64_t>(e)));
    std::set<std::uint32_t> containing;
    for (std::uint32_t t = 0; t < words.form.size(); ++t) {
        if (words.forms[words.form[t]] == settings.containing) containing.insert(words.lemma[t]);
    }
    containing.erase(kNoLemma);

    PhraseWriter writer(words);
    std::vector<Candidate> candidates;
    std::vector<double> observed, by_chance;  // |z| from least_z on
    for (const MinedPhrase& phrase : mined) {
        const auto sections = sections_of(words, phrase);
        const ScoreCounts counts = count(sections, scores);
        const double mined_z = separate(counts, result.sections).z;
        for (const auto& others : exchanged) {
            const double z = std::abs(separate(count(sections, others), result.sections).z);
            if (z >= settings.least_z) by_chance.push_back(z);
        }
        if (std::abs(mined_z) < settings.least_z) continue;
        observed.push_back(std::abs(mined_z));
        // Counted anew as it would be written: that, and no more, is what a rule with it finds.
        Candidate candidate{writer.write(phrase), {}, {}};
        if (!enough(words, candidate.written.found, settings.mine)) continue;
        candidate.counts = count(sections_of(words, candidate.written.found), scores);
        candidate.separation = separate(candidate.counts, result.sections);
        if (wanted(candidate, settings, containing)) candidates.push_back(std::move(candidate));
    }
    result.separating = observed.size();
    const double exchanges = std::max(settings.exchanges, 1);
    result.by_chance = static_cast<double>(by_chance.size()) / exchanges;
    std::sort(observed.begin(), observed.end());
    std::sort(by_chance.begin(), by_chance.end());
    const auto at_least = [](const std::vector<double>& sorted, double z) {
        return static_cast<double>(sorted.end() - std::lower_bound(sorted.begin(), sorted.end(), z));
    };

    // Of equals the shorter one, and the one without a gap.
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        const double za = std::abs(a.separation.z), zb = std::abs(b.separation.z);
        if (za != zb) return za > zb;
        const auto gaps = [](const Candidate& c) {
            return std::count_if(c.written.found.words.begin(), c.written.found.words.end(),
                                 [](const PhraseWord& w) { return w.gap > 0; });
        };
        return std::pair(a.written.found.words.size(), gaps(a)) <
               std::pair(b.written.found.words.size(), gaps(b));
    });
    Redundancy redundancy(words.sentences.size());
    for (const Candidate& candidate : candidates) {
        if (result.found.size() >= settings.most) break;
        if (redundancy.adds_nothing(candidate.written.found)) continue;
        result.found.push_back(describe(words, candidate));
        const double z = std::abs(candidate.separation.z);
        result.found.back().false_share =
            std::min(1.0, at_least(by_chance, z) / exchanges / at_least(observed, z));
    }
    return result;
}

}  // namespace assay::suggest
