#include "rules/context.h"

#include <algorithm>
#include <array>

namespace assay::rules {

namespace {

constexpr std::size_t kAttribution = 4;  // index of "attribution" in cue_kinds()
constexpr std::size_t kContrast = 6;

bool ended_between(const SentenceCues& cues, std::uint32_t from, std::uint32_t to) {
    return std::any_of(cues.terminators.begin(), cues.terminators.end(),
                       [&](std::uint32_t t) { return from <= t && t < to; });
}

// Whether the cue reaches the match.
bool reaches(const CompiledCue& cue, const CueMatch& at, const match::Match& match,
             const SentenceCues& cues) {
    const bool bounded = cue.kind != kAttribution;
    if (at.end <= match.begin) {
        if (cue.direction == CueSpec::Direction::backward || match.begin - at.end > cue.within) return false;
        return !bounded || !ended_between(cues, at.end, match.begin + 1);
    }
    if (at.begin >= match.end) {
        if (cue.direction == CueSpec::Direction::forward || at.begin - match.end > cue.within) return false;
        return !bounded || !ended_between(cues, match.end, at.begin + 1);
    }
    for (std::uint32_t t = at.begin; t < at.end; ++t) {
        if (match.consumes(t)) return false;
    }
    return true;
}

}  // namespace

void find_cues(const PackContent& pack, const Document& document, const Sentence& sentence,
               const match::Match* begin, const match::Match* end, SentenceCues& out) {
    out.cues.clear();
    out.terminators.clear();
    std::vector<CueMatch> pseudo;
    for (const match::Match* m = begin; m != end; ++m) {
        for (const PhraseUse& use : pack.uses[m->phrase]) {
            if (use.role != PhraseUse::Role::cue) continue;
            (pack.cues[use.owner].pseudo ? pseudo : out.cues).push_back({use.owner, m->begin, m->end});
        }
    }
    std::erase_if(out.cues, [&](const CueMatch& c) {
        return std::any_of(pseudo.begin(), pseudo.end(), [&](const CueMatch& p) {
            return pack.cues[p.cue].kind == pack.cues[c.cue].kind && p.begin <= c.begin && c.end <= p.end;
        });
    });
    if (out.cues.empty()) return;  // nothing whose scope could end
    for (const CueMatch& c : out.cues) {
        if (pack.cues[c.cue].kind == kContrast) out.terminators.push_back(c.begin);
    }
    for (std::uint32_t t = sentence.tokens.begin + 1; t < sentence.tokens.end; ++t) {
        if ((document.tokens[t].flags & kAfterBreak) != 0) out.terminators.push_back(t);
    }
    std::sort(out.terminators.begin(), out.terminators.end());
}

ContextOutcome apply_context(const PackContent& pack, const Document& document, const SentenceCues& cues,
                             const match::Match& match, bool strength, const RuleSpec* rule) {
    ContextOutcome outcome;
    outcome.factor = std::max(outcome.factor, pack.settings.softening_floor);
    if (cues.cues.empty()) return outcome;
    outcome.factor = 1;
    struct Acting {
        const CueMatch* cue = nullptr;
        CueAction action;
        double weight = 2;  // how strongly it acts: smaller is stronger
    };
    std::array<Acting, 8> by_kind;
    for (const CueMatch& at : cues.cues) {
        const CompiledCue& cue = pack.cues[at.cue];
        if (cue.applies_to == CueSpec::AppliesTo::strengths && !strength) continue;
        if (cue.applies_to == CueSpec::AppliesTo::shortfalls && strength) continue;
        if (!reaches(cue, at, match, cues)) continue;
        CueAction action = cue.action;
        if (rule != nullptr) {
            const auto own = rule->context.find(cue_kinds()[cue.kind]);
            if (own != rule->context.end()) action = own->second;
            if (cue.kind == kAttribution && !rule->where.speakers.empty()) {
                auto speaker = rule->where.speakers.find(cue.speaker);
                if (speaker == rule->where.speakers.end()) speaker = rule->where.speakers.find("default");
                if (speaker != rule->where.speakers.end()) {
                    action = speaker->second > 0 ? CueAction{CueAction::Kind::factor, speaker->second}
                                                 : CueAction{CueAction::Kind::drop, 0};
                }
            }
        }
        const double weight = action.kind == CueAction::Kind::drop   ? -1
                              : action.kind == CueAction::Kind::flip ? 0
                              : action.kind == CueAction::Kind::keep ? 1.5
                                                                     : action.factor;
        Acting& acting = by_kind[cue.kind];
        if (weight < acting.weight) acting = {&at, action, weight};
    }
    for (std::size_t kind = 0; kind < by_kind.size(); ++kind) {
        const Acting& acting = by_kind[kind];
        if (acting.cue == nullptr) continue;
        if (kind == kAttribution) outcome.speaker = pack.cues[acting.cue->cue].speaker;
        if (acting.action.kind == CueAction::Kind::keep) continue;
        // "could" acts where "could not" stands: readers are shown both words.
        static const std::uint64_t kNot = fold_hash("not");
        const std::uint32_t last =
            acting.cue->end < document.tokens.size() && document.tokens[acting.cue->end].fold == kNot
                ? acting.cue->end
                : acting.cue->end - 1;
        const Span at{document.tokens[acting.cue->begin].begin, document.tokens[last].span().end};
        double factor = 1;
        if (acting.action.kind == CueAction::Kind::drop) {
            if (!outcome.dropped) outcome.dropped_by = kind;
            outcome.dropped = true;
            factor = 0;
        } else if (acting.action.kind == CueAction::Kind::flip) {
            outcome.flipped = !outcome.flipped;
            factor = -1;
        } else {
            factor = acting.action.factor;
            outcome.factor *= factor;
        }
        if (factor != 1) {
            outcome.effects.push_back(
                {cue_kinds()[kind], std::string(slice(document.text(), at)), factor, at});
        }
    }
    outcome.factor = std::max(outcome.factor, pack.settings.softening_floor);
    return outcome;
}

}  // namespace assay::rules
