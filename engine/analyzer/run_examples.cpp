#include "analyzer/run_examples.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/by_place.h"
#include "analyzer/scripts.h"
#include "lua/session.h"
#include "rules/evaluate.h"
#include "rules/near_miss.h"
#include "rules/phrase_use.h"
#include "rules/snippets.h"

namespace assay::analyzer {

namespace {

bool is_cue_kind(const std::string& stage) {
    const auto& kinds = rules::cue_kinds();
    return std::find(kinds.begin(), kinds.end(), stage) != kinds.end();
}

class ExampleRunner {
public:
    ExampleRunner(const RulePack& pack, const ExamplesOptions& options)
        : pack_(pack), content_(pack.content()), options_(options), acted_(content_.uses.size(), false) {}

    ExamplesRun run() {
        for (std::uint32_t r = 0; r < content_.specs.size(); ++r) collect(r);
        // Scripts see a whole part at a time, so their examples stand in a document of their own.
        std::vector<std::size_t> declared;
        std::vector<std::size_t> scripted;
        for (std::size_t i = 0; i < run_.outcomes.size(); ++i) {
            if (run_.outcomes[i].skipped || !run_.outcomes[i].failure.empty()) continue;
            (content_.specs[run_.outcomes[i].rule].script ? scripted : declared).push_back(i);
        }
        for (std::size_t begin = 0; begin < declared.size(); begin += rules::kMostSnippets) {
            batch({declared.begin() + static_cast<std::ptrdiff_t>(begin),
                   declared.begin() +
                       static_cast<std::ptrdiff_t>(std::min(declared.size(), begin + rules::kMostSnippets))},
                  nullptr);
        }
        if (!scripted.empty()) {
            const auto session = start_scripts(pack_);
            batch(scripted, session.get());
        }
        for (ExampleOutcome& outcome : run_.outcomes) judge(outcome);
        if (options_.coverage) coverage();
        return std::move(run_);
    }

private:
    void collect(std::uint32_t r) {
        if (options_.wanted && !options_.wanted(content_.infos[r])) return;
        const rules::ExamplesSpec& examples = content_.specs[r].examples;
        const auto add = [&](const std::vector<rules::ExampleSpec>& from, ExampleKind kind) {
            for (const rules::ExampleSpec& e : from) {
                ExampleOutcome outcome;
                outcome.rule = r;
                outcome.kind = kind;
                outcome.text = e.text;
                outcome.blocked_by = e.blocked_by;
                outcome.reference = e.reference;
                if (e.reference) look_up(outcome);
                run_.outcomes.push_back(std::move(outcome));
            }
        };
        add(examples.match, ExampleKind::match);
        add(examples.no_match, ExampleKind::no_match);
        add(examples.todo, ExampleKind::todo);
    }

    void look_up(ExampleOutcome& outcome) const {
        if (!options_.sentence_of) {
            outcome.skipped = true;
            return;
        }
        auto sentence = options_.sentence_of(*outcome.reference);
        if (sentence) {
            outcome.text.value = std::move(*sentence);
        } else {
            outcome.failure = sentence.error().message;
        }
    }

    std::string section_for(const ExampleOutcome& outcome) const {
        return outcome.blocked_by == "where" ? rules::forbidden_section(content_, outcome.rule)
                                             : rules::allowed_section(content_, outcome.rule);
    }

    void batch(const std::vector<std::size_t>& items, lua::LuaSession* scripts) {
        if (items.empty()) return;
        std::vector<rules::Snippet> snippets;
        snippets.reserve(items.size());
        for (const std::size_t i : items) {
            const ExampleOutcome& o = run_.outcomes[i];
            snippets.push_back({o.text.value, section_for(o), rules::allowed_statement(content_, o.rule)});
        }
        const Document document = rules::document_of(snippets);
        rules::EvaluateScratch scratch;
        rules::DocumentMatches matches;
        rules::find_matches(content_, document, scratch.match, matches);
        const rules::Evaluation evaluation =
            rules::evaluate(content_, document, matches, scratch, {true, true});
        const ByPlace by_part(document.sentences, document.report.parts.size(),
                              [](const Sentence& sentence) { return sentence.part; });
        const auto outcome_at = [&](std::uint32_t rule, std::uint32_t sentence) -> ExampleOutcome* {
            ExampleOutcome& o = run_.outcomes[items[document.sentences[sentence].part]];
            return o.rule == rule ? &o : nullptr;
        };
        for (const rules::RuleHit& hit : evaluation.hits) {
            ExampleOutcome* o = outcome_at(hit.rule, hit.sentence);
            if (o == nullptr) continue;
            if (hit.flipped) {
                for (const ContextEffect& e : hit.effects) {
                    if (e.factor < 0)
                        o->blocks.push_back({e.kind,
                                             fmt::format("“{}” makes it count for the other side", e.cue),
                                             words(document, hit.spans)});
                }
                continue;
            }
            o->fired = true;
            o->matched.push_back(words(document, hit.spans));
        }
        for (const Silenced& s : evaluation.silenced) {
            if (ExampleOutcome* o = outcome_at(s.rule, s.sentence))
                o->blocks.push_back({s.stage, s.reason, words(document, s.matches)});
        }
        if (scripts != nullptr) {
            for (std::size_t i = 0; i < items.size(); ++i)
                script(document, matches, by_part, *scripts, static_cast<std::uint32_t>(i),
                       run_.outcomes[items[i]]);
        }
        near_misses(items, document);
        if (options_.coverage) mark(items, document, matches, evaluation);
    }

    // Of examples that should match and that nothing matched, what came nearest.
    void near_misses(const std::vector<std::size_t>& items, const Document& document) {
        std::optional<rules::NearMissSearch> search;
        const auto parts = rules::sentences_by_part(document);
        for (std::size_t i = 0; i < items.size(); ++i) {
            ExampleOutcome& o = run_.outcomes[items[i]];
            const rules::RuleSpec& spec = content_.specs[o.rule];
            if (o.kind != ExampleKind::match || o.fired || !o.blocks.empty() || spec.script || spec.combine)
                continue;
            if (!search) search.emplace(content_, document);
            std::optional<rules::NearMiss> nearest;
            for (std::uint32_t s = parts[i]; s < parts[i + 1]; ++s) {
                for (rules::NearMiss& miss : search->of_rule(o.rule, s)) {
                    if (!nearest || miss.distance < nearest->distance) nearest = std::move(miss);
                }
            }
            if (!nearest) continue;
            for (const rules::TracedElement& e : nearest->elements) {
                if (!e.holds)
                    o.near += fmt::format("{}{}: {}", o.near.empty() ? "" : "; ", e.written, e.problem);
            }
            o.near = fmt::format("nearly `{}` (line {}): {}", nearest->phrase.value,
                                 nearest->phrase.place.line, o.near);
        }
    }

    void script(const Document& document, const rules::DocumentMatches& matches, const ByPlace& by_part,
                lua::LuaSession& session, std::uint32_t part, ExampleOutcome& outcome) {
        Assessment assessment;
        assessment.part = part;
        assessment.statement = document.report.parts[part].statement;
        run_scripts(pack_, document, matches, by_part.in(part), session, true, true, nullptr, assessment);
        for (const Finding& finding : assessment.findings) {
            if (finding.rule != outcome.rule) continue;
            outcome.fired = true;
            outcome.matched.push_back(finding.matches.empty()
                                          ? document.quote(document.sentences[finding.sentence])
                                          : words(document, finding.matches));
        }
        for (const Silenced& s : assessment.silenced) {
            if (s.rule == outcome.rule) outcome.blocks.push_back({s.stage, s.reason, {}});
        }
        for (const ScriptFailure& f : assessment.failures) {
            if (f.rule == content_.infos[outcome.rule].id)
                outcome.failure = fmt::format("the script failed at line {}: {}", f.line, f.message);
        }
    }

    static std::string words(const Document& document, const std::vector<Span>& spans) {
        std::string out;
        for (const Span& span : spans)
            out += (out.empty() ? "" : " … ") + std::string(slice(document.text(), span));
        std::replace(out.begin(), out.end(), '\n', ' ');
        return out;
    }

    void judge(ExampleOutcome& o) const {
        if (o.skipped) {
            o.passed = true;
            return;
        }
        const bool script_failed = !o.failure.empty();
        if (o.kind != ExampleKind::no_match) {
            o.passed = !script_failed && (o.fired == (o.kind == ExampleKind::match));
            if (!o.passed && o.failure.empty()) {
                o.failure = o.kind == ExampleKind::todo ? "it matches now: move it to `match`"
                            : o.blocks.empty()          ? "nothing in it matches the rule"
                                                        : "it matches, but is blocked";
            }
            return;
        }
        const auto stage = [&](const ExampleBlock& b) {
            if (o.blocked_by == "context") return b.stage == "context" || is_cue_kind(b.stage);
            return b.stage == o.blocked_by;
        };
        const bool blocked = o.blocked_by.empty() || (o.blocked_by == "match" && o.blocks.empty()) ||
                             std::any_of(o.blocks.begin(), o.blocks.end(), stage);
        // What a limit leaves over may fire.
        o.passed = !script_failed && blocked && (!o.fired || o.blocked_by == "limit");
        if (o.passed || script_failed) return;
        if (o.fired) {
            o.failure = "it matches";
        } else if (o.blocks.empty()) {
            o.failure = fmt::format("nothing in it matches, so `{}` has nothing to block", o.blocked_by);
        } else {
            o.failure =
                fmt::format("it is blocked by `{}`, not by `{}`", o.blocks.front().stage, o.blocked_by);
        }
    }

    // A phrase has acted when a match of it stands in a `match` example of its rule, or, for what blocks, in
    // any.
    void mark(const std::vector<std::size_t>& items, const Document& document,
              const rules::DocumentMatches& matches, const rules::Evaluation&) {
        for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
            const ExampleOutcome& o = run_.outcomes[items[document.sentences[s].part]];
            for (std::uint32_t m = matches.begins[s]; m < matches.begins[s + 1]; ++m) {
                const match::PhraseId id = matches.matches[m].phrase;
                for (const rules::PhraseUse& use : content_.uses[id]) {
                    if (use.role == rules::PhraseUse::Role::cue || use.owner == o.rule) acted_[id] = true;
                }
            }
        }
    }

    void coverage() {
        for (match::PhraseId id = 0; id < content_.uses.size(); ++id) {
            for (const rules::PhraseUse& use : content_.uses[id]) {
                if (use.role == rules::PhraseUse::Role::trigger ||
                    use.role == rules::PhraseUse::Role::mention)
                    continue;
                const rules::Text& text = rules::text_of(content_, use);
                if (!options_.covered(text.place.file)) continue;
                const bool cue = use.role == rules::PhraseUse::Role::cue;
                if (!cue && options_.wanted && !options_.wanted(content_.infos[use.owner])) continue;
                ++run_.phrases;
                if (acted_[id]) continue;
                run_.idle.push_back(
                    {cue ? fmt::format("the {}{} cue", content_.cue_specs[use.owner].pseudo ? "pseudo-" : "",
                                       content_.cue_specs[use.owner].kind)
                         : content_.infos[use.owner].id,
                     text});
            }
        }
    }

    const RulePack& pack_;
    const PackContent& content_;
    const ExamplesOptions& options_;
    std::vector<bool> acted_;  // by phrase id
    ExamplesRun run_;
};

}  // namespace

const char* to_string(ExampleKind kind) {
    switch (kind) {
        case ExampleKind::match:
            break;
        case ExampleKind::no_match:
            return "no_match";
        case ExampleKind::todo:
            return "todo";
    }
    return "match";
}

ExamplesRun run_examples(const RulePack& pack, const ExamplesOptions& options) {
    return ExampleRunner(pack, options).run();
}

}  // namespace assay::analyzer
