#include "rules/compile.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "rules/framework_names.h"
#include "rules/metric_reading.h"
#include "rules/metric_test.h"
#include "rules/order_composites.h"
#include "rules/settle_rules.h"
#include "rules/tell.h"
#include "text/durations.h"

namespace assay::rules {

namespace {

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
        settle_rules(std::move(sources_.spec.rules), *out_, diagnostics_);
        groups();
        for (std::uint32_t r = 0; r < out_->specs.size(); ++r) rule(r);
        order_composites(*out_, diagnostics_);
        out_->automaton = builder_.build();
        out_->uses = PhraseUses(uses_);
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
            uses_.emplace_back();
        }
        uses_[at->second].push_back(use);
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
        check_level(out_->framework, spec, diagnostics_);
        rule.strength = spec.level >= 3;
        rule.status = spec.status;
        for (const Text& s : spec.statements) {
            if (!spec.inherited) check_statement(out_->framework, s, diagnostics_);
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
        for (const Text& s : spec.where.sections) rule.sections.push_back(s.value);
        for (const Text& s : spec.where.not_sections) rule.not_sections.push_back(s.value);
        rule.anywhere = rule.sections.empty() && rule.not_sections.empty() && spec.conditions.empty();
        if (!spec.inherited) {
            check_sections(out_->framework, spec.where.sections, diagnostics_);
            check_sections(out_->framework, spec.where.not_sections, diagnostics_);
        }
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
        out_->serves_all.push_back(out_->infos.back().statements.empty() ? 1 : 0);
        out_->rules.push_back(std::move(rule));
    }

    CompiledMetric metric(const MetricSpec& spec, std::uint32_t r, std::uint32_t m) {
        CompiledMetric metric;
        metric.better = spec.better;
        metric.test_text = spec.test.value;
        metric.unit = spec.unit.value;
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
        if (any_unit || text::minutes_in(spec.unit.value)) return;
        for (const match::Phrase& phrase : metric.captures) {
            for (const match::Element* capture : captures_of(phrase)) {
                if (capture->text != "duration") continue;
                const std::string& unit = spec.unit.value;
                report(
                    diagnostics_, Severity::error, "R025", unit.empty() ? spec.test.place : spec.unit.place,
                    unit.empty() ? "A duration is tested, but nothing says in which unit."
                                 : fmt::format("A duration is tested, but `{}` is no unit of time.", unit),
                    unit.empty() ? "Add unit: days (or minutes, hours, working days, weeks, months, years)."
                                 : "Write days (or minutes, hours, working days, weeks, months, years).");
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

    PackSources sources_;
    Diagnostics& diagnostics_;
    std::unique_ptr<PackContent> out_;
    match::AutomatonBuilder builder_;
    std::unordered_map<std::string, match::PhraseId> phrase_ids_;
    std::vector<std::vector<PhraseUse>> uses_;  // by phrase id
    std::vector<std::string> list_names_, group_ids_;
    std::map<std::string, int> group_index_;
    std::set<std::string> speakers_;
};

}  // namespace

std::unique_ptr<PackContent> compile_pack(PackSources sources, Diagnostics& diagnostics) {
    return Compiler(std::move(sources), diagnostics).run();
}

}  // namespace assay::rules
