#include "rules/evaluate.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "core/stopwatch.h"
#include "rules/metric_reading.h"
#include "rules/repeats.h"

namespace assay::rules {

namespace {

using match::Match;

// More hits of one rule than this are no report: see limit().
constexpr std::size_t kMostHits = 1000;

// Working memory of so many elements is not kept from one document to the next, nor grown by doubling.
constexpr std::size_t kLargeMany = 1 << 16;

class Evaluator {
public:
    Evaluator(const PackContent& pack, const Document& document, const DocumentMatches& matches,
              EvaluateScratch& scratch, const EvaluateOptions& options)
        : pack_(pack),
          document_(document),
          matches_(matches),
          scratch_(scratch),
          options_(options),
          candidates_(scratch.candidates) {
        candidates_.clear();
        scratch_.made.clear();
    }

    Evaluation run() {
        scratch_.repeats.begin(document_);
        scratch_.cues_known.assign(document_.sentences.size(), 0);
        cues_used_ = 0;
        collect();
        // By rule, sentence and place.
        std::sort(candidates_.begin(), candidates_.end(), [this](const Candidate& a, const Candidate& b) {
            if (a.rule_and_sentence != b.rule_and_sentence) return a.rule_and_sentence < b.rule_and_sentence;
            return match_of(a).begin < match_of(b).begin;
        });
        // Hits are fewer than candidates: many are repeats, or silenced.
        out_.hits.reserve(std::min(candidates_.size(), kLargeMany));
        for (std::size_t i = 0; i < candidates_.size();) {
            const std::uint32_t r = candidates_[i].rule();
            std::size_t j = i;
            while (j < candidates_.size() && candidates_[j].rule() == r) ++j;
            rule(r, i, j);
            i = j;
        }
        const std::size_t in_order = out_.hits.size();
        for (const std::uint32_t r : pack_.composites) composite(r);
        if (out_.hits.size() > in_order) {
            std::stable_sort(out_.hits.begin(), out_.hits.end(), [](const RuleHit& a, const RuleHit& b) {
                return a.rule != b.rule ? a.rule < b.rule : a.sentence < b.sentence;
            });
        }
        if (candidates_.capacity() > kLargeMany) {
            std::vector<Candidate>().swap(candidates_);
            std::vector<ExceptionMatch>().swap(scratch_.exceptions);
            scratch_.repeats = Repeats();
        }
        return std::move(out_);
    }

private:
    std::uint64_t* time_of(std::uint32_t r) const {
        return options_.costs == nullptr ? nullptr : &(*options_.costs)[r].nanoseconds;
    }

    bool wanted(std::uint32_t r) const {
        const RuleStatus status = pack_.rules[r].status;
        return status == RuleStatus::active || (status == RuleStatus::draft && options_.drafts);
    }

    Span bytes(const Match& m) const {
        return {document_.tokens[m.begin].begin, document_.tokens[m.end - 1].span().end};
    }

    // --- candidates ------------------------------------------------------------------------------

    void collect() {
        scratch_.exceptions.clear();
        scratch_.exception_begins.clear();
        for (std::uint32_t s = 0; s < document_.sentences.size(); ++s) {
            near_rules_.clear();
            scratch_.exception_begins.push_back(static_cast<std::uint32_t>(scratch_.exceptions.size()));
            for (std::uint32_t i = matches_.begins[s]; i < matches_.begins[s + 1]; ++i) {
                const Match& m = matches_.matches[i];
                const std::vector<PhraseUse>& uses = pack_.uses[m.phrase];
                for (const PhraseUse& use : uses) {
                    switch (use.role) {
                        case PhraseUse::Role::match:
                            if (wanted(use.owner)) add(use.owner, s, i);
                            break;
                        case PhraseUse::Role::metric:
                            if (wanted(use.owner)) {
                                candidates_.push_back(
                                    {key(use.owner, s), i, static_cast<std::uint32_t>(&use - uses.data())});
                            }
                            break;
                        case PhraseUse::Role::near_all:
                            if (use.entry == 0 && wanted(use.owner))
                                near_rules_.push_back({use.owner, use.part});
                            break;
                        case PhraseUse::Role::except:
                            scratch_.exceptions.push_back({&use, &m});
                            break;
                        default:
                            break;
                    }
                }
            }
            std::sort(near_rules_.begin(), near_rules_.end());
            near_rules_.erase(std::unique(near_rules_.begin(), near_rules_.end()), near_rules_.end());
            for (const auto& [r, n] : near_rules_) near(r, n, s);
        }
        scratch_.exception_begins.push_back(static_cast<std::uint32_t>(scratch_.exceptions.size()));
        for (const std::uint32_t r : pack_.regex_rules) {
            if (wanted(r)) regex(r);
        }
    }

    void add(std::uint32_t r, std::uint32_t s, std::uint32_t match) {
        candidates_.push_back({key(r, s), match});
    }
    void add_made(std::uint32_t r, std::uint32_t s, const Match& m) {
        candidates_.push_back(
            {key(r, s), static_cast<std::uint32_t>(matches_.matches.size() + scratch_.made.size())});
        scratch_.made.push_back(m);
    }
    static std::uint64_t key(std::uint32_t r, std::uint32_t s) { return std::uint64_t{r} << 32 | s; }

    const Match& match_of(const Candidate& c) const {
        const std::size_t found = matches_.matches.size();
        return c.match < found ? matches_.matches[c.match] : scratch_.made[c.match - found];
    }

    // The tightest place where all the entries stand together.
    void near(std::uint32_t r, std::uint32_t n, std::uint32_t s) {
        const Stopwatch watch(time_of(r));
        const NearSpec& spec = pack_.specs[r].near[n];
        const std::size_t entries = spec.all.size() + (spec.any.empty() ? 0 : 1);
        std::vector<std::pair<Match, std::size_t>> found;  // a match and the entry it serves
        for (std::uint32_t i = matches_.begins[s]; i < matches_.begins[s + 1]; ++i) {
            for (const PhraseUse& use : pack_.uses[matches_.matches[i].phrase]) {
                if (use.owner != r || use.part != n) continue;
                if (use.role == PhraseUse::Role::near_all) found.emplace_back(matches_.matches[i], use.entry);
                if (use.role == PhraseUse::Role::near_any)
                    found.emplace_back(matches_.matches[i], spec.all.size());
            }
        }
        const auto within = static_cast<std::uint32_t>(spec.within);
        for (std::size_t first = 0; first < found.size(); ++first) {
            std::vector<const Match*> chosen(entries, nullptr);
            std::size_t have = 0;
            std::uint32_t end = found[first].first.end;
            for (std::size_t k = first; k < found.size() && have < entries; ++k) {
                const Match& m = found[k].first;
                const auto& start = found[first].first;
                if (m.begin > start.end + within) break;
                if (chosen[found[k].second] != nullptr) continue;
                chosen[found[k].second] = &m;
                end = std::max(end, m.end);
                ++have;
            }
            if (have < entries) continue;
            Match whole{found[first].first.phrase, found[first].first.begin, end, 0};
            for (const Match* m : chosen) {
                for (std::uint32_t t = m->begin; t < m->end && t - whole.begin < 64; ++t) {
                    whole.consumed |= std::uint64_t{1} << (t - whole.begin);
                }
            }
            add_made(r, s, whole);
            return;
        }
    }

    void regex(std::uint32_t r) {
        const Stopwatch watch(time_of(r));
        for (std::uint32_t s = 0; s < document_.sentences.size(); ++s) {
            const Sentence& sentence = document_.sentences[s];
            const std::string_view text = slice(document_.text(), sentence.bytes);
            for (const auto& pattern : pack_.rules[r].regexes) {
                re2::StringPiece hit;
                if (!pattern->Match({text.data(), text.size()}, 0, text.size(), RE2::UNANCHORED, &hit, 1) ||
                    hit.empty())
                    continue;
                const auto begin =
                    sentence.bytes.begin + static_cast<std::uint32_t>(hit.data() - text.data());
                const auto end = begin + static_cast<std::uint32_t>(hit.size());
                Match m{0, sentence.tokens.end, 0, ~std::uint64_t{0}};
                for (std::uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
                    if (!document_.tokens[t].span().overlaps({begin, end})) continue;
                    m.begin = std::min(m.begin, t);
                    m.end = t + 1;
                }
                if (m.begin < m.end) add_made(r, s, m);
            }
        }
    }

    // --- one rule --------------------------------------------------------------------------------

    // `reason` is asked for its text only where somebody reads it.
    template <typename Reason>
    void silence(std::uint32_t r, std::uint32_t s, const char* stage, const Match& m, Reason reason) {
        if (options_.keep_silenced) out_.silenced.push_back({r, s, stage, reason(), {bytes(m)}});
    }

    void rule(std::uint32_t r, std::size_t begin, std::size_t end) {
        const Stopwatch watch(time_of(r));
        if (options_.costs != nullptr) (*options_.costs)[r].matches += end - begin;
        const CompiledRule& rule = pack_.rules[r];
        const RuleSpec& spec = pack_.specs[r];
        hits_.clear();
        for (std::size_t i = begin; i < end;) {
            std::size_t j = i;
            while (j < end && candidates_[j].rule_and_sentence == candidates_[i].rule_and_sentence) ++j;
            if (restrictions(rule, spec, candidates_[i])) sentence(rule, spec, i, j);
            i = j;
        }
        limit(spec, hits_);
        out_.hits.insert(out_.hits.end(), std::make_move_iterator(hits_.begin()),
                         std::make_move_iterator(hits_.end()));
    }

    bool restrictions(const CompiledRule& rule, const RuleSpec& spec, const Candidate& c) {
        if (!rule.sections.empty() || !rule.not_sections.empty()) {
            const std::string& section =
                document_.report.sections[document_.sentences[c.sentence()].section].id;
            const auto holds = [&](const std::vector<std::string>& ids) {
                return std::find(ids.begin(), ids.end(), section) != ids.end();
            };
            if ((!rule.sections.empty() && !holds(rule.sections)) || holds(rule.not_sections)) {
                silence(c.rule(), c.sentence(), "where", match_of(c), [&] {
                    return holds(rule.not_sections)
                               ? fmt::format("the rule leaves out the section `{}`", section)
                               : fmt::format("the rule looks only in `{}`, and this stands in `{}`",
                                             fmt::join(rule.sections, "`, `"), section);
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
        const auto [from, to] = scope(condition.scope, c.sentence());
        std::vector<bool> seen(condition.phrases.size(), false);
        for (std::uint32_t i = matches_.begins[from]; i < matches_.begins[to]; ++i) {
            for (const PhraseUse& use : pack_.uses[matches_.matches[i].phrase]) {
                if (use.role != PhraseUse::Role::condition || use.owner != c.rule() || use.part != index)
                    continue;
                if (condition.kind == ConditionSpec::Kind::none) {
                    const Match& forbidden = matches_.matches[i];
                    silence(c.rule(), c.sentence(), "conditions", forbidden, [&] {
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
            silence(c.rule(), c.sentence(), "conditions", match_of(c),
                    [] { return std::string("none of the phrases of `any` stands there"); });
        } else {
            const auto which = static_cast<std::size_t>(missing - seen.begin());
            silence(c.rule(), c.sentence(), "conditions", match_of(c), [&] {
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

    void sentence(const CompiledRule& rule, const RuleSpec& spec, std::size_t begin, std::size_t end) {
        const std::uint32_t s = candidates_[begin].sentence();
        const std::uint32_t r = candidates_[begin].rule();
        const Match* first = matches_.matches.data() + matches_.begins[s];
        const Match* last = matches_.matches.data() + matches_.begins[s + 1];
        const SentenceCues& cues = cues_of(s, first, last);
        RuleHit hit{r, s, 0, false, {}, {}, {}};
        for (std::size_t i = begin; i < end; ++i) {
            const Candidate& c = candidates_[i];
            const Match& m = match_of(c);
            std::optional<MetricReading> metric;
            if (c.metric != Candidate::kNoMetric) {
                const PhraseUse& use = pack_.uses[m.phrase][c.metric];
                const CompiledMetric& asked = rule.metrics[use.part];
                metric = read_metric(document_, document_.sentences[s], m, asked, use.entry);
                if (!metric || !metric->test.empty()) {
                    // read_metric leaves the failed comparison in `test` where the figure did not pass.
                    silence(r, s, "match", m, [&] {
                        return metric ? metric->test : std::string("the figure could not be read");
                    });
                    continue;
                }
                metric->test = asked.test_text;
            }
            if (const PhraseUse* exception = exception_at(r, s, m)) {
                silence(r, s, "except", m, [&] {
                    return fmt::format("the exception `{}` holds", spec.except[exception->part].phrase.value);
                });
                continue;
            }
            ContextOutcome outcome = apply_context(pack_, document_, cues, m, rule.strength, &spec);
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
                if (metric) hit.metric = std::move(*metric);
            }
        }
        if (!hit.spans.empty()) hits_.push_back(std::move(hit));
    }

    const PhraseUse* exception_at(std::uint32_t r, std::uint32_t s, const Match& m) const {
        for (std::uint32_t i = scratch_.exception_begins[s]; i < scratch_.exception_begins[s + 1]; ++i) {
            const auto& [use, at] = scratch_.exceptions[i];
            if (use->owner == r && at->begin < m.end && m.begin < at->end) return use;
        }
        return nullptr;
    }

    // Repeats are dropped first, then the weakest beyond the limits.
    void limit(const RuleSpec& spec, std::vector<RuleHit>& hits) {
        if (hits.size() < 2) return;
        // Each hit is held against each other; a file made of one sentence without end must end all the same.
        for (std::size_t i = kMostHits; i < hits.size(); ++i)
            silence_hit(hits[i], "limit",
                        [] { return std::string("the rule has fired more often than in any report"); });
        if (hits.size() > kMostHits) hits.resize(kMostHits);
        std::vector<bool> drop(hits.size(), false);
        for (std::size_t i = 1; i < hits.size(); ++i) {
            for (std::size_t j = 0; j < i && !drop[i]; ++j) {
                const Sentence& a = document_.sentences[hits[j].sentence];
                const Sentence& b = document_.sentences[hits[i].sentence];
                if (drop[j] || a.part != b.part ||
                    !scratch_.repeats.says_the_same(hits[j].sentence, hits[i].sentence))
                    continue;
                drop[i] = true;
                silence_hit(hits[i], "limit",
                            [] { return std::string("the report says the same in an earlier sentence"); });
            }
        }
        const auto cut = [&](int most, const char* what, auto same_place) {
            if (most == 0) return;
            for (std::size_t i = 0; i < hits.size(); ++i) {
                if (drop[i]) continue;
                int stronger = 0;
                for (std::size_t j = 0; j < hits.size(); ++j) {
                    if (j == i || drop[j] || !same_place(hits[i], hits[j])) continue;
                    if (hits[j].strength > hits[i].strength ||
                        (hits[j].strength == hits[i].strength && j < i))
                        ++stronger;
                }
                if (stronger < most) continue;
                over_.push_back(i);
                silence_hit(hits[i], "limit", [&] { return fmt::format("no more than {} {}", most, what); });
            }
            for (const std::size_t i : over_) drop[i] = true;
            over_.clear();
        };
        cut(spec.limit_per_paragraph, "per paragraph", [&](const RuleHit& a, const RuleHit& b) {
            return document_.sentences[a.sentence].block == document_.sentences[b.sentence].block;
        });
        cut(spec.limit_per_document, "per document", [&](const RuleHit& a, const RuleHit& b) {
            return document_.sentences[a.sentence].part == document_.sentences[b.sentence].part;
        });
        std::size_t kept = 0;
        for (std::size_t i = 0; i < hits.size(); ++i) {
            if (!drop[i]) {
                if (kept != i) hits[kept] = std::move(hits[i]);
                ++kept;
            }
        }
        hits.resize(kept);
    }

    template <typename Reason>
    void silence_hit(const RuleHit& hit, const char* stage, Reason reason) {
        if (options_.keep_silenced)
            out_.silenced.push_back({hit.rule, hit.sentence, stage, reason(), hit.spans});
    }

    // --- composites ------------------------------------------------------------------------------

    void composite(std::uint32_t r) {
        if (!wanted(r)) return;
        const Stopwatch watch(time_of(r));
        const CompiledRule& rule = pack_.rules[r];
        // Hits of the rules that it needs, by part: a document of many examples has many parts.
        std::map<std::uint16_t, std::vector<RuleHit>> needed_hits;
        for (const RuleHit& hit : out_.hits) {
            const auto needs = [&](const std::vector<std::uint32_t>& rules) {
                return std::find(rules.begin(), rules.end(), hit.rule) != rules.end();
            };
            if (!hit.flipped &&
                (needs(rule.combine_all) || needs(rule.combine_any) || needs(rule.combine_none))) {
                needed_hits[document_.sentences[hit.sentence].part].push_back(hit);
            }
        }
        for (const auto& [part, of_part] : needed_hits) {
            const auto strongest = [&, &hits_here = of_part](std::uint32_t needed) -> const RuleHit* {
                const RuleHit* best = nullptr;
                for (const RuleHit& hit : hits_here) {
                    if (hit.rule == needed && (best == nullptr || hit.strength > best->strength)) best = &hit;
                }
                return best;
            };
            std::vector<const RuleHit*> cited;
            bool holds = true;
            for (const std::uint32_t n : rule.combine_all) {
                const RuleHit* hit = strongest(n);
                holds = holds && hit != nullptr;
                if (hit != nullptr) cited.push_back(hit);
            }
            int any = 0;
            for (const std::uint32_t n : rule.combine_any) {
                if (const RuleHit* hit = strongest(n)) {
                    ++any;
                    cited.push_back(hit);
                }
            }
            const int wanted_any =
                rule.combine_any.empty() ? 0 : std::max(1, pack_.specs[r].combine->at_least);
            holds = holds && any >= wanted_any;
            for (const std::uint32_t n : rule.combine_none) holds = holds && strongest(n) == nullptr;
            if (!holds || cited.empty()) continue;
            // One rule in one sentence is one finding: several cited hits of a sentence become one.
            std::vector<RuleHit> hits;
            for (const RuleHit* hit : cited) {
                auto same = std::find_if(hits.begin(), hits.end(),
                                         [&](const RuleHit& h) { return h.sentence == hit->sentence; });
                if (same == hits.end()) {
                    hits.push_back({r, hit->sentence, hit->strength, false, hit->spans, hit->effects, {}});
                } else {
                    same->spans.append(hit->spans.begin(), hit->spans.end());
                    same->strength = std::max(same->strength, hit->strength);
                }
            }
            for (RuleHit& hit : hits) {
                hit.strength /= static_cast<double>(hits.size());
                hit.spans.sort_unique();
            }
            out_.hits.insert(out_.hits.end(), hits.begin(), hits.end());
        }
    }

    const PackContent& pack_;
    const Document& document_;
    const DocumentMatches& matches_;
    EvaluateScratch& scratch_;
    const EvaluateOptions& options_;
    std::vector<Candidate>& candidates_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> near_rules_;
    std::vector<std::size_t> over_;
    std::vector<RuleHit> hits_;  // of the rule at hand
    std::uint32_t cues_used_ = 0;
    Evaluation out_;
};

}  // namespace

void give_back(DocumentMatches& matches) {
    if (matches.matches.capacity() > kLargeMany) matches = DocumentMatches();
}

void find_matches(const PackContent& pack, const Document& document, EvaluateScratch& scratch,
                  DocumentMatches& out) {
    out.matches.clear();
    out.begins.clear();
    out.begins.reserve(document.sentences.size() + 1);
    pack.automaton.look_up(document, scratch.match);
    for (const Sentence& sentence : document.sentences) {
        out.begins.push_back(static_cast<std::uint32_t>(out.matches.size()));
        // Doubling what is large already would copy it, and hold it twice meanwhile: the sentences so far
        // tell how many matches the rest will bring.
        const std::size_t many = out.matches.size();
        if (many >= kLargeMany && out.matches.capacity() - many < kLargeMany / 2) {
            const double share =
                static_cast<double>(out.begins.size()) / static_cast<double>(document.sentences.size());
            out.matches.reserve(static_cast<std::size_t>(1.1 * static_cast<double>(many) / share) +
                                kLargeMany);
        }
        pack.automaton.match(document, sentence, scratch.match, out.matches);
    }
    out.begins.push_back(static_cast<std::uint32_t>(out.matches.size()));
}

Evaluation evaluate(const PackContent& pack, const Document& document, const DocumentMatches& matches,
                    EvaluateScratch& scratch, const EvaluateOptions& options) {
    return Evaluator(pack, document, matches, scratch, options).run();
}

}  // namespace assay::rules
