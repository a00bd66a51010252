#include "rules/compile.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "core/suggest.h"
#include "rules/metric_reading.h"
#include "rules/metric_test.h"
#include "text/numbers.h"

namespace assay::rules {

namespace {

void report(Diagnostics& diagnostics, Severity severity, std::string code, const Place& at,
            std::string message, std::string suggestion = {}) {
    diagnostics.push_back({std::move(code), severity, at, std::move(message), std::move(suggestion), {}});
}

std::string did_you_mean(const std::string& word, const std::vector<std::string>& known,
                         const std::string& otherwise) {
    const std::string near = nearest(word, known);
    return near.empty() ? otherwise : fmt::format("Did you mean `{}`?", near);
}

// Letters and digits, small.
std::string fold_all(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return out;
}

class Compiler {
public:
    Compiler(PackSources sources, Diagnostics& diagnostics)
        : sources_(std::move(sources)), diagnostics_(diagnostics), out_(std::make_unique<PackContent>()) {}

    std::unique_ptr<PackContent> run() {
        out_->settings = std::move(sources_.settings);
        out_->hash = std::move(sources_.hash);
        out_->frame_hash = std::move(sources_.frame_hash);
        out_->framework = std::move(sources_.framework);
        out_->model = std::move(sources_.scoring);
        lists();
        cues();
        mentions();
        replace_and_index();
        extend();
        groups();
        for (std::uint32_t r = 0; r < out_->specs.size(); ++r) rule(r);
        composites();
        out_->automaton = builder_.build();
        return std::move(out_);
    }

private:
    // --- phrases -------------------------------------------------------------------------------

    std::optional<match::Phrase> parse(const Text& text) {
        match::ParsedPhrase parsed = match::parse_phrase(text.value);
        for (const match::PhraseError& e : parsed.errors) {
            Place at = text.place;
            at.column += e.column - 1;
            at.length = e.length;
            report(diagnostics_, Severity::error, "P001", at, e.message, e.suggestion);
        }
        if (!parsed.errors.empty()) return std::nullopt;
        bool known = true;
        for (const auto& [list, column] : match::lists_of(parsed.phrase)) {
            if (std::binary_search(list_names_.begin(), list_names_.end(), list)) continue;
            Place at = text.place;
            at.column += column - 1;
            at.length = static_cast<std::uint32_t>(list.size() + 1);
            report(
                diagnostics_, Severity::error, "P002", at, fmt::format("There is no list `{}`.", list),
                did_you_mean(
                    list, list_names_,
                    "Define it under `lists:`, or write the words out; `assay check --lists` shows the lists "
                    "there are."));
            known = false;
        }
        if (!known) return std::nullopt;
        return std::move(parsed.phrase);
    }

    void use(const Text& text, PhraseUse use) {
        auto [at, fresh] = phrase_ids_.try_emplace(text.value, 0);
        if (fresh) {
            const auto phrase = parse(text);
            if (!phrase) {
                phrase_ids_.erase(at);
                return;
            }
            at->second = builder_.add_phrase(*phrase);
            out_->phrase_texts.push_back(text.value);
            out_->uses.emplace_back();
        }
        out_->uses[at->second].push_back(use);
    }

    void use_all(const std::vector<Text>& texts, PhraseUse::Role role, std::uint32_t owner,
                 std::uint32_t part) {
        for (std::uint32_t i = 0; i < texts.size(); ++i) use(texts[i], {role, owner, part, i});
    }

    // --- lists and cues ------------------------------------------------------------------------

    void lists() {
        std::map<std::string, ListSpec> merged;
        for (ListSpec& list : sources_.spec.lists) {
            auto [at, fresh] = merged.try_emplace(list.name.value, list);
            if (!fresh)
                at->second.entries.insert(at->second.entries.end(), list.entries.begin(), list.entries.end());
        }
        for (auto& [name, list] : merged) list_names_.push_back(name);
        for (auto& [name, list] : merged) {
            for (const Text& entry : list.entries) {
                if (const auto phrase = parse(entry)) builder_.add_list_entry(name, *phrase);
            }
            out_->lists.push_back(std::move(list));
        }
    }

    void cues() {
        const auto& kinds = cue_kinds();
        for (CueSpec& spec : sources_.spec.cues) {
            const auto index = static_cast<std::uint32_t>(out_->cues.size());
            CompiledCue cue;
            cue.kind =
                static_cast<std::size_t>(std::find(kinds.begin(), kinds.end(), spec.kind) - kinds.begin());
            cue.pseudo = spec.pseudo;
            cue.direction = spec.direction;
            cue.within = static_cast<std::uint32_t>(spec.within);
            cue.action = spec.action;
            cue.applies_to = spec.applies_to;
            cue.speaker = spec.speaker;
            use_all(spec.phrases, PhraseUse::Role::cue, index, 0);
            if (!spec.speaker.empty()) speakers_.insert(spec.speaker);
            out_->cues.push_back(std::move(cue));
            out_->cue_specs.push_back(std::move(spec));
        }
    }

    void mentions() {
        const auto& mentions = out_->settings.evidence.mentions;
        for (std::uint32_t m = 0; m < mentions.size(); ++m)
            use(mentions[m].phrase, {PhraseUse::Role::mention, m, 0, 0});
    }

    // --- rules ---------------------------------------------------------------------------------

    void replace_and_index() {
        std::vector<RuleSpec> kept;
        std::map<std::string, std::size_t> by_id;
        for (RuleSpec& spec : sources_.spec.rules) {
            if (spec.id.value.empty()) continue;
            const auto [at, fresh] = by_id.try_emplace(spec.id.value, kept.size());
            if (fresh) {
                kept.push_back(std::move(spec));
            } else if (spec.replaces) {
                kept[at->second] = std::move(spec);
            } else {
                const Place& first = kept[at->second].id.place;
                report(diagnostics_, Severity::error, "R012", spec.id.place,
                       fmt::format("There is already a rule `{}` ({}:{}).", spec.id.value, first.file,
                                   first.line),
                       "Give one of them another id, or say `replaces: true` to take the place of a rule of "
                       "the pack that this one builds on.");
            }
        }
        for (RuleSpec& spec : kept) {
            if (spec.status == RuleStatus::off) {
                out_->off.push_back(std::move(spec));
                continue;
            }
            out_->rule_by_id[spec.id.value] = static_cast<std::uint32_t>(out_->specs.size());
            rule_ids_.push_back(spec.id.value);
            out_->specs.push_back(std::move(spec));
        }
    }

    void extend() {
        for (RuleSpec& spec : out_->specs) {
            if (spec.extends.value.empty()) continue;
            std::set<std::string> seen{spec.id.value};
            const RuleSpec* base = nullptr;
            std::string from = spec.extends.value;
            const auto found = out_->rule_by_id.find(from);
            if (found == out_->rule_by_id.end()) {
                report(diagnostics_, Severity::error, "R013", spec.extends.place,
                       fmt::format("There is no rule `{}` to extend.", from),
                       did_you_mean(from, rule_ids_, "Name a rule of this pack."));
                continue;
            }
            base = &out_->specs[found->second];
            if (base == &spec || (!base->extends.value.empty())) {
                report(diagnostics_, Severity::error, "R014", spec.extends.place,
                       fmt::format("`{}` extends a rule that extends another.", spec.id.value),
                       "Extend the first of them directly.");
                continue;
            }
            inherit(spec, *base);
        }
    }

    static void inherit(RuleSpec& spec, const RuleSpec& base) {
        const auto given = [&](const char* key) {
            return std::find(spec.given.begin(), spec.given.end(), key) != spec.given.end();
        };
        if (!given("title")) spec.title = base.title;
        if (!given("level")) spec.level = base.level;
        if (!given("points")) spec.points = base.points;
        if (!given("statement")) spec.statements = base.statements;
        if (!given("group")) spec.group = base.group;
        if (!given("about")) spec.about = base.about;
        if (!given("where")) spec.where = base.where;
        if (!given("match")) spec.match = base.match;
        if (!given("near")) spec.near = base.near;
        if (!given("metric")) spec.metrics = base.metrics;
        if (!given("regex")) spec.regexes = base.regexes;
        if (!given("combine")) spec.combine = base.combine;
        if (!given("except")) spec.except = base.except;
        if (!given("context")) spec.context = base.context;
        if (!given("limit")) {
            spec.limit_per_document = base.limit_per_document;
            spec.limit_per_paragraph = base.limit_per_paragraph;
        }
        for (const ConditionSpec& condition : base.conditions) {
            static constexpr const char* kKeys[] = {"all", "any", "none"};
            if (!given(kKeys[static_cast<int>(condition.kind)])) spec.conditions.push_back(condition);
        }
    }

    void groups() {
        std::map<std::string, const GroupSpec*> merged;
        for (const GroupSpec& group : sources_.spec.groups) merged[group.id.value] = &group;
        out_->groups = sources_.spec.groups;
        for (const auto& [id, group] : merged) {
            group_index_[id] = static_cast<int>(out_->model.group_caps.size());
            group_ids_.push_back(id);
            out_->model.group_caps.push_back(group->cap);
        }
    }

    void rule(std::uint32_t r) {
        const RuleSpec& spec = out_->specs[r];
        CompiledRule rule;
        rule.spec = r;
        level(spec);
        rule.strength = spec.level >= 3;
        rule.status = spec.status;
        for (const Text& s : spec.statements) {
            if (!spec.inherited) statement(s);
            rule.statements.push_back(s.value);
        }
        use_all(spec.match, PhraseUse::Role::match, r, 0);
        for (std::uint32_t n = 0; n < spec.near.size(); ++n) {
            use_all(spec.near[n].all, PhraseUse::Role::near_all, r, n);
            use_all(spec.near[n].any, PhraseUse::Role::near_any, r, n);
        }
        for (std::uint32_t m = 0; m < spec.metrics.size(); ++m)
            rule.metrics.push_back(metric(spec.metrics[m], r, m));
        for (const Text& regex : spec.regexes) compile_regex(regex, rule);
        if (!rule.regexes.empty()) out_->regex_rules.push_back(r);
        for (std::uint32_t c = 0; c < spec.conditions.size(); ++c) {
            use_all(spec.conditions[c].phrases, PhraseUse::Role::condition, r, c);
        }
        for (std::uint32_t e = 0; e < spec.except.size(); ++e)
            use(spec.except[e].phrase, {PhraseUse::Role::except, r, e, 0});
        if (spec.script) {
            for (std::uint32_t p = 0; p < spec.script->phrases.size(); ++p) {
                use_all(spec.script->phrases[p], PhraseUse::Role::script, r, p);
            }
            use_all(spec.script->trigger, PhraseUse::Role::trigger, r, 0);
        }
        sections(spec, spec.where.sections, rule.sections);
        sections(spec, spec.where.not_sections, rule.not_sections);
        for (const auto& [speaker, factor] : spec.where.speakers) {
            if (speaker == "default" || speakers_.count(speaker) != 0) continue;
            // What came through `extends` is told where it was written.
            if (std::find(spec.given.begin(), spec.given.end(), "where") == spec.given.end()) continue;
            const auto written = spec.where.speaker_places.find(speaker);
            const Place& at = written == spec.where.speaker_places.end() ? spec.id.place : written->second;
            const std::vector<std::string> known(speakers_.begin(), speakers_.end());
            report(diagnostics_, Severity::warning, "R018", at,
                   fmt::format("No cue names a speaker `{}`.", speaker),
                   did_you_mean(speaker, known, "Speakers are named by attribution cues."));
        }
        int group = -1;
        if (!spec.group.value.empty()) {
            const auto found = group_index_.find(spec.group.value);
            if (found != group_index_.end()) {
                group = found->second;
            } else {
                report(diagnostics_, Severity::error, "R015", spec.group.place,
                       fmt::format("There is no group `{}`.", spec.group.value),
                       did_you_mean(spec.group.value, group_ids_, "Define it under `groups:` with a cap."));
            }
        }
        out_->model.weights.push_back(
            {std::max(spec.points, 1e-9), spec.level == 0 ? 3 : spec.level, 1, group});
        out_->infos.push_back(info(spec, rule));
        out_->rules.push_back(std::move(rule));
    }

    // `level: good` is `level: 3` where the framework calls 3 so.
    void level(const RuleSpec& spec) {
        if (spec.level_words.empty()) return;
        const std::string words = fold_all(spec.level_words);
        std::string all;
        std::string meant;
        for (int k = kHighestScore; k >= kLowestScore; --k) {
            const std::string& name = out_->framework.descriptors[static_cast<std::size_t>(k - 1)];
            const std::string folded = fold_all(name);
            all += fmt::format("{}{}{}", all.empty() ? "" : ", ", k,
                               name.empty() ? "" : fmt::format(" ({})", name));
            if (meant.empty() && !folded.empty() &&
                (folded.find(words) != std::string::npos || words.find(folded) != std::string::npos))
                meant = fmt::format("`{}` is `level: {}`.", name, k);
        }
        report(diagnostics_, Severity::error, "R002", spec.level_place,
               fmt::format("`level` must be a number, not `{}`.", spec.level_words),
               meant.empty() ? fmt::format("Write {}.", all) : meant);
    }

    void statement(const Text& s) {
        if (out_->framework.statements.empty() || out_->framework.find_statement(s.value) != nullptr) return;
        std::vector<std::string> known;
        for (const Statement& statement : out_->framework.statements) known.push_back(statement.id);
        for (const Statement& statement : out_->framework.statements) {
            if (fold_all(statement.title) != fold_all(s.value)) continue;
            report(diagnostics_, Severity::error, "R016", s.place,
                   fmt::format("`{}` is the title of a statement; rules name it by its id.", s.value),
                   fmt::format("Did you mean `{}`?", statement.id));
            return;
        }
        report(diagnostics_, Severity::error, "R016", s.place,
               fmt::format("The framework has no statement `{}`.", s.value),
               did_you_mean(s.value, known, fmt::format("Its statements: {}.", fmt::join(known, ", "))));
    }

    void sections(const RuleSpec& spec, const std::vector<Text>& from, std::vector<std::string>& to) {
        std::vector<std::string> known;
        for (const SectionKind& section : out_->framework.sections) known.push_back(section.id);
        for (const Text& s : from) {
            to.push_back(s.value);
            if (spec.inherited || known.empty() ||
                std::find(known.begin(), known.end(), s.value) != known.end())
                continue;
            report(diagnostics_, Severity::error, "R017", s.place,
                   fmt::format("The framework has no section `{}`.", s.value),
                   did_you_mean(s.value, known, fmt::format("Its sections: {}.", fmt::join(known, ", "))));
        }
    }

    CompiledMetric metric(const MetricSpec& spec, std::uint32_t r, std::uint32_t m) {
        CompiledMetric metric;
        metric.better = spec.better;
        metric.test_text = spec.test.value;
        metric.unit = spec.unit;
        if (const auto test = parse_metric_test(spec.test.value)) {
            metric.test = *test;
        } else if (!spec.test.value.empty()) {
            report(diagnostics_, Severity::error, "R019", spec.test.place,
                   fmt::format("`{}` is no test.", spec.test.value), test_advice(spec.test.value));
        }
        for (std::uint32_t i = 0; i < spec.captures.size(); ++i) {
            auto parsed = match::parse_phrase(spec.captures[i].value);
            if (parsed.errors.empty() && spec.captures[i].value.find('{') == std::string::npos) {
                report(diagnostics_, Severity::error, "R020", spec.captures[i].place,
                       "This capture captures no figure.",
                       "Put {percent}, {count}, {ratio}, {duration}, {rate} or {money} where the figure "
                       "stands.");
            }
            metric.captures.push_back(std::move(parsed.phrase));
            use(spec.captures[i], {PhraseUse::Role::metric, r, m, i});
        }
        unit_of_time(spec, metric);
        return metric;
    }

    // "More than 60" means nothing of a duration: texts tell of hours, weeks and years.
    void unit_of_time(const MetricSpec& spec, const CompiledMetric& metric) {
        const bool any_unit = metric.test.kind == MetricTest::Kind::better_than_benchmark ||
                              metric.test.kind == MetricTest::Kind::worse_than_benchmark ||
                              (metric.test.low == 0 && metric.test.high == 0);
        if (any_unit || text::minutes_in(spec.unit)) return;
        for (const match::Phrase& phrase : metric.captures) {
            for (const match::Element* capture : captures_of(phrase)) {
                if (capture->text != "duration") continue;
                report(diagnostics_, Severity::error, "R025", spec.test.place,
                       spec.unit.empty()
                           ? "A duration is tested, but nothing says in which unit."
                           : fmt::format("A duration is tested, but `{}` is no unit of time.", spec.unit),
                       "Add unit: days (or minutes, hours, working days, weeks, months, years).");
                return;
            }
        }
    }

    void compile_regex(const Text& text, CompiledRule& rule) {
        // A blank stands for any white space, so that line breaks do not matter here either.
        std::string pattern;
        for (const char c : text.value) {
            if (c == ' ') {
                pattern += "\\s+";
            } else {
                pattern += c;
            }
        }
        RE2::Options options;
        options.set_log_errors(false);
        options.set_case_sensitive(false);
        auto regex = std::make_shared<const RE2>(pattern, options);
        if (regex->ok()) {
            rule.regexes.push_back(std::move(regex));
        } else {
            report(diagnostics_, Severity::error, "R021", text.place,
                   fmt::format("This is no regular expression: {}.", regex->error()),
                   "RE2's syntax holds: no look-around and no back-references.");
        }
    }

    static RuleInfo info(const RuleSpec& spec, const CompiledRule& rule) {
        const auto about = [&](const char* key) {
            const auto found = spec.about.find(key);
            return found == spec.about.end() ? std::string() : found->second;
        };
        RuleInfo info{spec.id.value,    spec.title.value, rule.statements,    spec.level,      spec.points,
                      spec.group.value, spec.status,      about("rationale"), about("source"), {},
                      spec.id.place};
        info.kind = spec.script             ? "lua"
                    : spec.combine          ? "composite"
                    : !spec.metrics.empty() ? "metric"
                    : !spec.match.empty()   ? "phrases"
                    : !spec.near.empty()    ? "near"
                                            : "regex";
        return info;
    }

    // --- composites ----------------------------------------------------------------------------

    void composites() {
        for (std::uint32_t r = 0; r < out_->specs.size(); ++r) {
            if (!out_->specs[r].combine) continue;
            CompiledRule& rule = out_->rules[r];
            resolve(out_->specs[r].combine->all, rule.combine_all);
            resolve(out_->specs[r].combine->any, rule.combine_any);
            resolve(out_->specs[r].combine->none, rule.combine_none);
        }
        std::vector<int> state(out_->specs.size(), 0);
        for (std::uint32_t r = 0; r < out_->specs.size(); ++r) visit(r, state);
    }

    void resolve(const std::vector<Text>& ids, std::vector<std::uint32_t>& to) {
        for (const Text& id : ids) {
            const auto found = out_->rule_by_id.find(id.value);
            if (found != out_->rule_by_id.end()) {
                to.push_back(found->second);
                continue;
            }
            report(diagnostics_, Severity::error, "R022", id.place,
                   fmt::format("There is no rule `{}`.", id.value),
                   did_you_mean(id.value, rule_ids_, "Name a rule of this pack that is not off."));
        }
    }

    // Depth first, so that a composite comes after the rules it needs.
    void visit(std::uint32_t r, std::vector<int>& state) {
        const CompiledRule& rule = out_->rules[r];
        if (!out_->specs[r].combine || state[r] == 2) return;
        if (state[r] == 1) {
            report(diagnostics_, Severity::error, "R023", out_->specs[r].id.place,
                   fmt::format("`{}` depends on itself through `combine`.", out_->specs[r].id.value),
                   "Remove it from one of the rules it names.");
            return;
        }
        state[r] = 1;
        for (const auto* needs : {&rule.combine_all, &rule.combine_any, &rule.combine_none}) {
            for (const std::uint32_t n : *needs) visit(n, state);
        }
        state[r] = 2;
        out_->composites.push_back(r);
    }

    PackSources sources_;
    Diagnostics& diagnostics_;
    std::unique_ptr<PackContent> out_;
    match::AutomatonBuilder builder_;
    std::unordered_map<std::string, match::PhraseId> phrase_ids_;
    std::vector<std::string> list_names_, rule_ids_, group_ids_;
    std::map<std::string, int> group_index_;
    std::set<std::string> speakers_;
};

}  // namespace

std::unique_ptr<PackContent> compile_pack(PackSources sources, Diagnostics& diagnostics) {
    return Compiler(std::move(sources), diagnostics).run();
}

}  // namespace assay::rules
