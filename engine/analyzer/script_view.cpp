#include "analyzer/script_view.h"

#include <algorithm>

#include "match/phrase.h"
#include "text/quantities.h"

namespace assay::analyzer {

ScriptView::ScriptView(const PackContent& pack, const Document& document,
                       const rules::DocumentMatches& matches, const ScriptMatches& phrases,
                       std::uint16_t part, std::uint32_t rule)
    : pack_(pack),
      document_(document),
      matches_(matches),
      phrases_(phrases.of(rule)),
      part_(part),
      rule_(rule) {
    const rules::CompiledRule& where = pack.rules[rule];
    const auto holds = [](const std::vector<std::string>& ids, const std::string& id) {
        return std::find(ids.begin(), ids.end(), id) != ids.end();
    };
    std::uint32_t paragraph = 0;
    for (const std::uint32_t s : phrases.sentences()) {
        const std::string& section = document.report.sections[document.sentences[s].section].id;
        if ((!where.sections.empty() && !holds(where.sections, section)) ||
            holds(where.not_sections, section))
            continue;
        if (!sentences_.empty() && document.sentences[s].block != document.sentences[sentences_.back()].block)
            ++paragraph;
        sentences_.push_back(s);
        paragraphs_.push_back(paragraph);
    }
}

std::string_view ScriptView::statement() const {
    return document_.report.parts[part_].statement;
}

std::string_view ScriptView::section(std::uint32_t sentence) const {
    return document_.report.sections[at(sentence).section].id;
}

const match::Match* ScriptView::first_match(std::uint32_t sentence) const {
    return matches_.matches.data() + matches_.begins[sentences_[sentence]];
}

const match::Match* ScriptView::last_match(std::uint32_t sentence) const {
    return matches_.matches.data() + matches_.begins[sentences_[sentence] + 1];
}

Span ScriptView::bytes(std::uint32_t sentence, Span words) const {
    if (words.empty()) return {at(sentence).bytes.begin, at(sentence).bytes.begin};
    const std::uint32_t first = at(sentence).tokens.begin;
    return {document_.tokens[first + words.begin].begin, document_.tokens[first + words.end - 1].span().end};
}

std::string ScriptView::text(std::uint32_t sentence, Span words) const {
    std::string out;
    bool blank = false;
    for (const char c : slice(document_.text(), bytes(sentence, words))) {
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
            blank = !out.empty();
            continue;
        }
        if (blank) out += ' ';
        blank = false;
        out += c;
    }
    return out;
}

std::vector<lua::Capture> ScriptView::captures(const Sentence& sentence, const match::Match& match) const {
    std::vector<lua::Capture> out;
    const std::string& phrase = pack_.phrase_texts[match.phrase];
    if (phrase.find('{') == std::string::npos) return out;
    std::uint32_t token = match.begin;
    const auto visit = [&](const auto& self, const match::Sequence& elements) -> void {
        for (const match::Element& e : elements) {
            for (const match::Sequence& alternative : e.alternatives) self(self, alternative);
            if (e.kind != match::ElementKind::capture) continue;
            const auto& kinds = match::capture_kinds();
            const auto kind = static_cast<text::QuantityKind>(std::find(kinds.begin(), kinds.end(), e.text) -
                                                              kinds.begin());
            for (; token < match.end; ++token) {
                const auto quantity = match.consumes(token)
                                          ? text::read_quantity_as(kind, document_, sentence, token)
                                          : std::nullopt;
                if (!quantity) continue;
                out.push_back({e.name, e.text, quantity->value, std::string(quantity->unit)});
                token = quantity->tokens.end;
                break;
            }
        }
    };
    visit(visit, match::parse_phrase(phrase).phrase.elements);
    return out;
}

std::vector<lua::PhraseHit> ScriptView::find(std::uint32_t sentence, std::uint32_t group) const {
    std::vector<lua::PhraseHit> hits;
    const std::uint32_t first = at(sentence).tokens.begin;
    const std::uint32_t wanted = sentences_[sentence];
    auto m = std::lower_bound(phrases_.begin(), phrases_.end(), wanted,
                              [](const ScriptMatch& a, std::uint32_t b) { return a.sentence < b; });
    for (; m != phrases_.end() && m->sentence == wanted; ++m) {
        if (m->trigger || m->group != group) continue;
        hits.push_back({{m->match->begin - first, m->match->end - first}, captures(at(sentence), *m->match)});
    }
    std::sort(hits.begin(), hits.end(), [](const auto& a, const auto& b) { return a.words < b.words; });
    hits.erase(std::unique(hits.begin(), hits.end(),
                           [](const auto& a, const auto& b) { return a.words == b.words; }),
               hits.end());
    return hits;
}

lua::ContextView ScriptView::context(std::uint32_t sentence, Span words) const {
    rules::SentenceCues cues;
    rules::find_cues(pack_, document_, at(sentence), first_match(sentence), last_match(sentence), cues);
    const std::uint32_t first = at(sentence).tokens.begin;
    const match::Match match{0, first + words.begin, first + words.end, ~std::uint64_t{0}};
    const rules::ContextOutcome outcome =
        rules::apply_context(pack_, document_, cues, match, pack_.rules[rule_].strength, &pack_.specs[rule_]);
    lua::ContextView view;
    for (const ContextEffect& e : outcome.effects) view.cues.push_back({e.kind, e.cue, e.factor});
    view.speaker = outcome.speaker;
    view.factor = outcome.dropped ? 0 : outcome.factor;
    view.dropped = outcome.dropped;
    view.flipped = outcome.flipped;
    return view;
}

std::vector<lua::Reading> ScriptView::metrics(std::uint32_t sentence) const {
    std::vector<lua::Reading> readings;
    const Sentence& s = at(sentence);
    for (std::uint32_t t = s.tokens.begin; t < s.tokens.end;) {
        std::uint32_t next = t + 1;
        if (text::may_begin_quantity(document_.tokens[t])) {
            if (const auto q = text::read_quantity(document_, s, t)) {
                readings.push_back({std::string(text::to_string(q->kind)),
                                    q->value,
                                    std::string(q->unit),
                                    {q->tokens.begin - s.tokens.begin, q->tokens.end - s.tokens.begin}});
                next = std::max(next, q->tokens.end);
            }
        }
        t = next;
    }
    return readings;
}

bool ScriptView::untriggered() const {
    if (pack_.specs[rule_].script->trigger.empty()) return false;
    for (const ScriptMatch& m : phrases_) {
        if (m.trigger && std::binary_search(sentences_.begin(), sentences_.end(), m.sentence)) return false;
    }
    return true;
}

}  // namespace assay::analyzer
