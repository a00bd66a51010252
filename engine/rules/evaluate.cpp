#include "rules/evaluate.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/stopwatch.h"
#include "rules/composites.h"
#include "rules/limits.h"
#include "rules/metric_reading.h"

namespace assay::rules {

namespace {

using match::Match;

class Evaluator {
public:
    Evaluator(const PackContent& pack, const Document& document, const DocumentMatches& matches,
              EvaluateScratch& scratch, const EvaluateOptions& options)
        : pack_(pack),
          document_(document),
          matches_(matches),
          scratch_(scratch),
          options_(options),
          candidates_(scratch.candidates) {}

    Evaluation run() {
        scratch_.repeats.begin(document_);
        scratch_.cues_known.assign(document_.sentences.size(), 0);
        candidates_.collect(pack_, document_, matches_, options_.drafts, options_.costs);
        // Hits are fewer than candidates: many are repeats, or silenced.
        out_.hits.reserve(std::min(candidates_.size(), kLargeMany));
        candidates_.for_each_rule([this](std::span<const Candidate> candidates) { rule(candidates); });
        add_composites(pack_, document_, options_, out_);
        candidates_.give_back();
        scratch_.repeats.give_back();
        return std::move(out_);
    }

private:
    Span bytes(const Match& m) const {
        return {document_.tokens[m.begin].begin, document_.tokens[m.end - 1].span().end};
    }

    // `reason` is asked for its text only where somebody reads it.
    template <typename Reason>
    void silence(std::uint32_t r, std::uint32_t s, const char* stage, const Match& m, Reason reason) {
        if (options_.keep_silenced) out_.silenced.push_back({r, s, stage, reason(), {bytes(m)}});
    }

    void rule(std::span<const Candidate> candidates) {
        const std::uint32_t r = candidates.front().rule;
        RuleCost* const cost = options_.costs == nullptr ? nullptr : &(*options_.costs)[r];
        const Stopwatch watch(cost == nullptr ? nullptr : &cost->nanoseconds);
        if (cost != nullptr) cost->matches += candidates.size();
        const CompiledRule& rule = pack_.rules[r];
        const RuleSpec& spec = pack_.specs[r];
        const std::size_t first = out_.hits.size();
        for (std::size_t i = 0; i < candidates.size();) {
            std::size_t j = i;
            while (j < candidates.size() && candidates[j].sentence == candidates[i].sentence) ++j;
            if (rule.anywhere || restrictions(rule, spec, candidates[i]))
                sentence(rule, spec, candidates.subspan(i, j - i));
            i = j;
        }
        if (out_.hits.size() > first + 1)
            limit_hits(spec, document_, scratch_.repeats, options_.keep_silenced, first, out_);
    }

    bool restrictions(const CompiledRule& rule, const RuleSpec& spec, const Candidate& c) {
        if (!rule.sections.empty() || !rule.not_sections.empty()) {
            const std::string& section =
                document_.report.sections[document_.sentences[c.sentence].section].id;
            const auto holds = [&](const std::vector<std::string>& ids) {
                return std::find(ids.begin(), ids.end(), section) != ids.end();
            };
            if ((!rule.sections.empty() && !holds(rule.sections)) || holds(rule.not_sections)) {
                silence(c.rule, c.sentence, "where", candidates_.match_of(c), [&] {
                    return holds(rule.not_sections)
                               ? fmt::format("the rule leaves out the section `{}`", section)
                               : fmt::format("the rule looks only in `{}`, and this stands in {}",
                                             fmt::join(rule.sections, "`, `"),
                                             section.empty() ? "none of the framework's sections"
                                                             : '`' + section + '`');
                });
                return false;
            }
        }
        for (std::uint32_t i = 0; i < spec.conditions.size(); ++i) {
            if (!condition(spec.conditions[i], c, i)) return false;
        }
        return true;
    }

    bool condition(const ConditionSpec& condition, const Candidate& c, std::uint32_t index) {
        const auto [from, to] = scope(condition.scope, c.sentence);
        std::vector<bool> seen(condition.phrases.size(), false);
        for (std::uint32_t i = matches_.begins[from]; i < matches_.begins[to]; ++i) {
            for (const PhraseUse& use : pack_.uses[matches_.matches[i].phrase]) {
                if (use.role != PhraseUse::Role::condition || use.owner != c.rule || use.part != index)
                    continue;
                if (condition.kind == ConditionSpec::Kind::none) {
                    const Match& forbidden = matches_.matches[i];
                    silence(c.rule, c.sentence, "conditions", forbidden, [&] {
                        return fmt::format("“{}” stands there, which `none` forbids", words(forbidden));
                    });
                    return false;
                }
                seen[use.entry] = true;
            }
        }
        if (condition.kind == ConditionSpec::Kind::none) return true;
        const auto missing = std::find(seen.begin(), seen.end(), false);
        const bool any = std::find(seen.begin(), seen.end(), true) != seen.end();
        if (condition.kind == ConditionSpec::Kind::any ? any : missing == seen.end()) return true;
        if (condition.kind == ConditionSpec::Kind::any) {
            silence(c.rule, c.sentence, "conditions", candidates_.match_of(c),
                    [] { return std::string("none of the phrases of `any` stands there"); });
        } else {
            const auto which = static_cast<std::size_t>(missing - seen.begin());
            silence(c.rule, c.sentence, "conditions", candidates_.match_of(c), [&] {
                return fmt::format("`{}` is missing, which `all` asks for",
                                   shortened(condition.phrases[which].value));
            });
        }
        return false;
    }

    std::string words(const Match& m) const {
        std::string out(slice(document_.text(), bytes(m)));
        std::replace(out.begin(), out.end(), '\n', ' ');
        return out;
    }

    // A long phrase says little in a reason.
    static std::string shortened(const std::string& phrase) {
        constexpr std::size_t kLongest = 60;
        if (phrase.size() <= kLongest) return phrase;
        return phrase.substr(0, phrase.find_last_of(" |", kLongest)) + " …";
    }

    // Sentences [from, to) of a scope around a sentence.
    std::pair<std::uint32_t, std::uint32_t> scope(Scope scope, std::uint32_t s) const {
        const auto& sentences = document_.sentences;
        const auto same = [&](const Sentence& other) {
            const Sentence& own = sentences[s];
            switch (scope) {
                case Scope::sentence:
                    return &other == &own;
                case Scope::paragraph:
                    return other.block == own.block;
                case Scope::section:
                    return other.section == own.section && other.part == own.part;
                case Scope::document:
                    return other.part == own.part;
            }
            return false;
        };
        std::uint32_t from = s;
        std::uint32_t to = s + 1;
        while (from > 0 && same(sentences[from - 1])) --from;
        while (to < sentences.size() && same(sentences[to])) ++to;
        return {from, to};
    }

    // Many rules hold in one sentence: its cues are looked for once.
    const SentenceCues& cues_of(std::uint32_t s, const Match* first, const Match* last) {
        std::uint32_t& known = scratch_.cues_known[s];
        if (known == 0) {
            if (cues_used_ == scratch_.cues.size()) scratch_.cues.emplace_back();
            find_cues(pack_, document_, document_.sentences[s], first, last, scratch_.cues[cues_used_]);
            known = ++cues_used_;
        }
        return scratch_.cues[known - 1];
    }

    // The figure of a metric's candidate; false where it cannot be read or does not pass the test.
    bool read_figure(const CompiledRule& rule, const Candidate& c, const Match& m,
                     Boxed<MetricReading>& out) {
        const PhraseUse& use = pack_.uses[m.phrase][c.metric];
        const CompiledMetric& asked = rule.metrics[use.part];
        std::optional<MetricReading> metric =
            read_metric(document_, document_.sentences[c.sentence], m, asked, use.entry);
        if (!metric || !metric->test.empty()) {
            // read_metric leaves the failed comparison in `test` where the figure did not pass.
            silence(c.rule, c.sentence, "match", m,
                    [&] { return metric ? metric->test : std::string("the figure could not be read"); });
            return false;
        }
        metric->test = asked.test_text;
        out = std::move(*metric);
        return true;
    }

    // A rule's candidates in one sentence: a hit, unless nothing is left of them.
    void sentence(const CompiledRule& rule, const RuleSpec& spec, std::span<const Candidate> candidates) {
        const std::uint32_t r = candidates.front().rule;
        const std::uint32_t s = candidates.front().sentence;
        const Match* first = matches_.matches.data() + matches_.begins[s];
        const Match* last = matches_.matches.data() + matches_.begins[s + 1];
        const SentenceCues& cues = cues_of(s, first, last);
        make_room(out_.hits);
        RuleHit& hit = out_.hits.emplace_back();
        hit.rule = r;
        hit.sentence = s;
        hit.strength = 0;
        for (const Candidate& c : candidates) {
            const Match& m = candidates_.match_of(c);
            Boxed<MetricReading> metric;
            if (c.metric != Candidate::kNoMetric && !read_figure(rule, c, m, metric)) continue;
            if (const PhraseUse* exception = candidates_.exception_at(r, s, m)) {
                silence(r, s, "except", m, [&] {
                    return fmt::format("the exception `{}` holds", spec.except[exception->part].phrase.value);
                });
                continue;
            }
            ContextOutcome outcome;
            if (!cues.cues.empty()) outcome = apply_context(pack_, document_, cues, m, rule.strength, &spec);
            if (outcome.dropped) {
                silence(r, s, cue_kinds()[outcome.dropped_by].c_str(), m, [&] {
                    const auto cause = std::find_if(outcome.effects.begin(), outcome.effects.end(),
                                                    [](const ContextEffect& e) { return e.factor == 0; });
                    return fmt::format("“{}” takes it back", cause->cue);
                });
                continue;
            }
            hit.spans.push_back(bytes(m));
            if (outcome.factor > hit.strength) {
                hit.strength = outcome.factor;
                hit.flipped = outcome.flipped;
                hit.effects = std::move(outcome.effects);
                if (metric) hit.metric = std::move(metric);
            }
        }
        if (hit.spans.empty()) {
            out_.hits.pop_back();
        } else if (hit.spans.size() > 1) {
            std::sort(hit.spans.begin(), hit.spans.end());
        }
    }

    const PackContent& pack_;
    const Document& document_;
    const DocumentMatches& matches_;
    EvaluateScratch& scratch_;
    const EvaluateOptions& options_;
    Candidates& candidates_;
    std::uint32_t cues_used_ = 0;
    Evaluation out_;
};

}  // namespace

Evaluation evaluate(const PackContent& pack, const Document& document, const DocumentMatches& matches,
                    EvaluateScratch& scratch, const EvaluateOptions& options) {
    return Evaluator(pack, document, matches, scratch, options).run();
}

}  // namespace assay::rules
