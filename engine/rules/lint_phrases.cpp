// Phrases that find nothing, or nothing that another phrase of their rule does not find. Found by trial:
// sentences are made from each phrase and matched with the whole pack.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rules/evaluate.h"
#include "rules/lint_parts.h"
#include "rules/phrase_use.h"
#include "rules/snippets.h"

namespace assay::rules {

namespace {

constexpr std::uint64_t kRandomSamples = 64;  // beyond one for each alternative
constexpr std::uint64_t kMostSamples = 400;
constexpr std::uint64_t kMostAlternatives = 60;

// A phrase of the same rule that has found every sample so far.
struct Cover {
    PhraseUse use;  // of the phrase that is tried
    PhraseUse by;   // of the other
    match::PhraseId other;
};

struct Trial {
    match::PhraseId id = 0;
    match::Phrase phrase;
    std::vector<Cover> covers;
    std::uint64_t next = 1;  // sample to try next
    std::uint64_t last = 0;  // first one not to try
};

class PhraseLint {
public:
    explicit PhraseLint(const LintContext& context) : in_(context), pack_(context.pack) {}

    void run() {
        first_samples();
        alternatives();
        while (!open_.empty()) more_samples();
        both_sides();
    }

private:
    // Matches the samples; calls `each` for every sample with its text and the phrases found in it.
    template <class Each>
    void match_all(const std::vector<std::pair<std::size_t, std::string>>& samples, const Each& each) {
        for (std::size_t from = 0; from < samples.size(); from += kMostSnippets) {
            const std::size_t to = std::min(samples.size(), from + kMostSnippets);
            std::vector<Snippet> snippets;
            snippets.reserve(to - from);
            for (std::size_t i = from; i < to; ++i) snippets.push_back({samples[i].second, {}, {}});
            const Document document = document_of(snippets);
            DocumentMatches matches;
            find_matches(pack_, document, scratch_, matches);
            const auto parts = sentences_by_part(document);
            std::vector<match::PhraseId> ids;
            for (std::size_t i = from; i < to; ++i) {
                ids.clear();
                const std::uint32_t begin = matches.begins[parts[i - from]];
                const std::uint32_t end = matches.begins[parts[i - from + 1]];
                for (std::uint32_t m = begin; m < end; ++m) ids.push_back(matches.matches[m].phrase);
                std::sort(ids.begin(), ids.end());
                ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
                each(i, ids);
            }
        }
    }

    bool own_use(const PhraseUse& use) const {
        if (!in_.own(text_of(pack_, use).place)) return false;
        // What came through `extends` is judged where it was written.
        return use.role != PhraseUse::Role::match || gives(pack_.specs[use.owner], "match");
    }

    void first_samples() {
        std::vector<std::pair<std::size_t, std::string>> samples;
        for (match::PhraseId id = 0; id < pack_.uses.size(); ++id) {
            const auto uses = pack_.uses[id];
            if (std::none_of(uses.begin(), uses.end(), [&](const PhraseUse& u) { return own_use(u); }))
                continue;
            Trial trial;
            trial.id = id;
            trial.phrase = match::parse_phrase(pack_.phrase_texts[id]).phrase;
            samples.emplace_back(trials_.size(), in_.sampler.sample(trial.phrase, 0, false));
            trials_.push_back(std::move(trial));
        }
        match_all(samples, [&](std::size_t i, const std::vector<match::PhraseId>& found) {
            first(trials_[i], found);
        });
        for (Trial& trial : trials_) same_phrase(trial);
        for (std::size_t t = 0; t < trials_.size(); ++t) {
            if (trials_[t].covers.empty()) continue;
            Trial& trial = trials_[t];
            const std::uint64_t breadth = in_.sampler.breadth(trial.phrase, false);
            const std::uint64_t variety = in_.sampler.variety(trial.phrase, kMostSamples);
            trial.last = variety <= 1 ? 1 : std::min(kMostSamples, breadth + kRandomSamples + variety);
            open_.push_back(t);
        }
    }

    void first(Trial& trial, const std::vector<match::PhraseId>& found) {
        if (!std::binary_search(found.begin(), found.end(), trial.id)) return;  // alternatives() looks closer
        for (const PhraseUse& use : pack_.uses[trial.id]) {
            if (use.role != PhraseUse::Role::match || !own_use(use)) continue;
            for (const match::PhraseId other : found) {
                if (other == trial.id) continue;
                for (const PhraseUse& by : pack_.uses[other]) {
                    if (by.owner != use.owner ||
                        (by.role != PhraseUse::Role::match && by.role != PhraseUse::Role::except))
                        continue;
                    trial.covers.push_back({use, by, other});
                }
            }
        }
    }

    // The same phrase twice in one rule.
    void same_phrase(const Trial& trial) {
        const auto uses = pack_.uses[trial.id];
        for (const PhraseUse& use : uses) {
            if (use.role != PhraseUse::Role::match || !own_use(use)) continue;
            for (const PhraseUse& by : uses) {
                if (by.role == PhraseUse::Role::except && by.owner == use.owner) {
                    covered(trial, {use, by, trial.id});
                }
            }
        }
        for (std::size_t i = 0; i < uses.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (uses[i].role != uses[j].role || uses[i].owner != uses[j].owner ||
                    uses[i].part != uses[j].part || !own_use(uses[i]))
                    continue;
                if (uses[i].role == PhraseUse::Role::trigger || uses[i].role == PhraseUse::Role::script)
                    continue;
                const Text& text = text_of(pack_, uses[i]);
                in_.warn("W015", text.place, fmt::format("`{}` is there twice.", text.value),
                         "Remove one of the two.");
                break;
            }
        }
    }

    void more_samples() {
        std::vector<std::pair<std::size_t, std::string>> samples;
        for (const std::size_t t : open_) {
            Trial& trial = trials_[t];
            const std::uint64_t stop = std::min(trial.last, trial.next + (trial.next < 4 ? 3 : 24));
            for (; trial.next < stop; ++trial.next)
                samples.emplace_back(t, in_.sampler.sample(trial.phrase, trial.next, false));
        }
        match_all(samples, [&](std::size_t i, const std::vector<match::PhraseId>& found) {
            std::erase_if(trials_[samples[i].first].covers, [&](const Cover& c) {
                return !std::binary_search(found.begin(), found.end(), c.other);
            });
        });
        std::erase_if(open_, [&](std::size_t t) {
            const Trial& trial = trials_[t];
            if (trial.covers.empty()) return true;
            if (trial.next < trial.last) return false;
            for (const Cover& cover : trial.covers) covered(trial, cover);
            return true;
        });
    }

    void covered(const Trial& trial, const Cover& cover) {
        const Text& text = text_of(pack_, cover.use);
        const Text& by = text_of(pack_, cover.by);
        if (cover.by.role == PhraseUse::Role::except) {
            in_.warn("W017", text.place,
                     fmt::format("`{}` never counts: the exception `{}` holds wherever it does.", text.value,
                                 by.value),
                     "Make the exception narrower, or remove the phrase.");
            return;
        }
        // Of two phrases that find the same, the later is told.
        if (reported_.count({cover.by.owner, cover.by.entry}) != 0) return;
        const bool mutual = is_covered_by(cover.other, trial.id, cover.use.owner);
        if (mutual && cover.by.entry > cover.use.entry) return;
        if (!reported_.insert({cover.use.owner, cover.use.entry}).second) return;
        in_.warn("W015", text.place,
                 fmt::format("`{}` adds nothing: `{}` (line {}) finds it already.", text.value, by.value,
                             by.place.line),
                 "Remove it, or make the other one narrower.");
    }

    bool is_covered_by(match::PhraseId phrase, match::PhraseId by, std::uint32_t rule) const {
        for (const Trial& trial : trials_) {
            if (trial.id != phrase) continue;
            return std::any_of(trial.covers.begin(), trial.covers.end(),
                               [&](const Cover& c) { return c.other == by && c.use.owner == rule; });
        }
        return false;
    }

    // Each alternative of each choice must find something.
    void alternatives() {
        std::vector<std::pair<std::size_t, std::string>> samples;
        for (std::size_t t = 0; t < trials_.size(); ++t) {
            const std::uint64_t most =
                std::min(kMostAlternatives, in_.sampler.breadth(trials_[t].phrase, true));
            for (std::uint64_t n = 0; n < most; ++n)
                samples.emplace_back(t, in_.sampler.sample(trials_[t].phrase, n, true));
        }
        std::vector<std::size_t> tried(trials_.size(), 0);
        std::vector<std::vector<std::string>> missed(trials_.size());
        match_all(samples, [&](std::size_t i, const std::vector<match::PhraseId>& found) {
            const std::size_t t = samples[i].first;
            ++tried[t];
            if (!std::binary_search(found.begin(), found.end(), trials_[t].id))
                missed[t].push_back(samples[i].second);
        });
        for (std::size_t t = 0; t < trials_.size(); ++t) {
            if (missed[t].empty()) continue;
            for (const PhraseUse& use : pack_.uses[trials_[t].id]) {
                const Text& text = text_of(pack_, use);
                if (!own_use(use)) continue;
                if (missed[t].size() == tried[t]) {
                    in_.warn("W014", text.place, fmt::format("`{}` can match nothing.", text.value),
                             "Check its lists and words: words are letters and digits, hyphens and "
                             "apostrophes; in double quotes hyphens must be left out.");
                } else {
                    in_.warn(
                        "W014", text.place,
                        fmt::format("An alternative of `{}` can match nothing: not even \"{}\" is found.",
                                    text.value, missed[t].front()),
                        "Remove that alternative, or mend it.");
                }
                break;
            }
        }
    }

    // The same phrase counts as a strength here and as a shortfall there.
    void both_sides() {
        const auto plain = [&](const PhraseUse& use) {
            const RuleSpec& spec = pack_.specs[use.owner];
            return use.role == PhraseUse::Role::match && spec.conditions.empty() &&
                   spec.where.sections.empty() && spec.where.not_sections.empty() &&
                   spec.status == RuleStatus::active;
        };
        const auto meet = [&](const PhraseUse& a, const PhraseUse& b) {
            const auto& x = pack_.rules[a.owner].statements;
            const auto& y = pack_.rules[b.owner].statements;
            if (x.empty() || y.empty()) return true;
            return std::any_of(x.begin(), x.end(), [&](const std::string& s) {
                return std::find(y.begin(), y.end(), s) != y.end();
            });
        };
        for (match::PhraseId id = 0; id < pack_.uses.size(); ++id) {
            const std::span<const PhraseUse> uses = pack_.uses[id];
            for (std::size_t i = 0; i < uses.size(); ++i) {
                for (std::size_t j = 0; j < i; ++j) {
                    if (!plain(uses[i]) || !plain(uses[j]) || !meet(uses[i], uses[j])) continue;
                    if (pack_.rules[uses[i].owner].strength == pack_.rules[uses[j].owner].strength) continue;
                    const PhraseUse& told = in_.own(text_of(pack_, uses[i]).place) ? uses[i] : uses[j];
                    const PhraseUse& other = &told == &uses[i] ? uses[j] : uses[i];
                    const Text& text = text_of(pack_, told);
                    in_.warn("W018", text.place,
                             fmt::format("`{}` counts for the other side too, in the rule `{}`.", text.value,
                                         pack_.specs[other.owner].id.value),
                             "Keep it in one of the two rules, or let conditions part them.");
                }
            }
        }
    }

    const LintContext& in_;
    const PackContent& pack_;
    match::Scratch scratch_;
    std::vector<Trial> trials_;
    std::vector<std::size_t> open_;
    std::set<std::pair<std::uint32_t, std::uint32_t>> reported_;
};

}  // namespace

void lint_phrases(const LintContext& context) {
    PhraseLint(context).run();
}

}  // namespace assay::rules
