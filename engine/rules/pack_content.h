// A compiled pack: what RulePack holds.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "assay/framework.h"
#include "assay/rule_pack.h"
#include "assay/scoring_model.h"
#include "match/automaton.h"
#include "rules/evidence_settings.h"
#include "rules/read_rules.h"
#include "rules/rule_spec.h"

namespace assay::rules {

/// What a phrase of the automaton is for.
struct PhraseUse {
    enum class Role : std::uint8_t {
        match,
        near_all,
        near_any,
        metric,
        condition,
        except,
        cue,
        script,
        trigger,
        mention
    };
    Role role = Role::match;
    std::uint32_t owner = 0;  ///< rule index; for a cue, cue index; for a mention, its index
    std::uint32_t part = 0;   ///< which near, metric, condition, exception or script phrase group
    std::uint32_t entry = 0;  ///< which entry of near's `all`, or line of the phrases
};

/// The uses of every phrase, one behind the other in memory. A value.
class PhraseUses {
public:
    PhraseUses() = default;
    explicit PhraseUses(const std::vector<std::vector<PhraseUse>>& by_phrase);

    /// How many phrases there are.
    std::size_t size() const { return begins_.size() - 1; }
    std::span<const PhraseUse> operator[](match::PhraseId phrase) const {
        return {uses_.data() + begins_[phrase], uses_.data() + begins_[phrase + 1]};
    }

private:
    std::vector<PhraseUse> uses_;
    std::vector<std::uint32_t> begins_{0};  // phrase i: [begins_[i], begins_[i+1])
};

struct CompiledCue {
    std::size_t kind = 0;  ///< index into cue_kinds()
    bool pseudo = false;
    CueSpec::Direction direction = CueSpec::Direction::forward;
    std::uint32_t within = 8;
    CueAction action;
    CueSpec::AppliesTo applies_to = CueSpec::AppliesTo::both;
    std::string speaker;
};

/// A metric's test, understood.
struct MetricTest {
    enum class Kind {
        at_least,
        more_than,
        at_most,
        less_than,
        equal,
        between,
        better_than_benchmark,
        worse_than_benchmark
    };
    Kind kind = Kind::at_least;
    double low = 0;
    double high = 0;
};

struct CompiledMetric {
    MetricTest test;
    MetricSpec::Better better = MetricSpec::Better::unstated;
    std::string test_text;
    std::string unit;
    std::vector<match::Phrase> captures;  ///< by entry
};

struct CompiledRule {
    std::uint32_t spec = 0;  ///< index into PackContent::specs
    bool strength = true;    ///< level 3 or 4
    bool anywhere = true;    ///< neither a section nor a condition keeps it from holding
    RuleStatus status = RuleStatus::active;
    std::vector<CompiledMetric> metrics;
    std::vector<std::shared_ptr<const RE2>> regexes;
    std::vector<std::string> sections, not_sections;
    std::vector<std::uint32_t> combine_all, combine_any, combine_none;  ///< rule indices
    std::vector<std::string> statements;
};

/// Settings of a pack that are neither rules nor weights.
struct PackSettings {
    std::string id;
    std::string title;
    std::string version;
    EvidenceSettings evidence;
    double softening_floor = 0.35;  ///< the product of softening factors is not below it
};

}  // namespace assay::rules

namespace assay {

/// Immutable once built.
class PackContent {
public:
    rules::PackSettings settings;
    std::string hash;
    std::string frame_hash;  ///< over pack.yaml and framework.yaml of the pack and those it builds on
    Framework framework;
    ScoringModel model;
    std::vector<RuleInfo> infos;             ///< by rule index
    std::vector<char> serves_all;            ///< by rule index: whether it serves every statement
    std::vector<rules::RuleSpec> specs;      ///< by rule index, `extends` resolved
    std::vector<rules::CompiledRule> rules;  ///< by rule index
    std::vector<rules::ListSpec> lists;      ///< merged by name
    std::vector<rules::GroupSpec> groups;    ///< as given; the last of an id counts
    std::vector<rules::RuleSpec> off;        ///< rules whose status is off, as written
    std::vector<rules::CueSpec> cue_specs;
    std::vector<rules::CompiledCue> cues;   ///< by cue index, as cue_specs
    std::vector<std::uint32_t> composites;  ///< rules with `combine`, those they need first
    std::vector<std::uint32_t> regex_rules;
    match::Automaton automaton;
    std::vector<std::string> phrase_texts;  ///< by phrase id
    rules::PhraseUses uses;                 ///< by phrase id
    std::unordered_map<std::string, std::uint32_t> rule_by_id;
};

}  // namespace assay
