// A rule as its author wrote it: read from YAML or Lua, not yet compiled. Every text remembers its place.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "assay/diagnostic.h"
#include "assay/rule_pack.h"

namespace assay::rules {

/// A piece of a rule file and where it stands.
struct Text {
    std::string value;
    Place place;
};

/// Where a condition looks.
enum class Scope { sentence, paragraph, section, document };

/// `all:`, `any:` or `none:`.
struct ConditionSpec {
    enum class Kind { all, any, none };
    Kind kind = Kind::all;
    Scope scope = Scope::sentence;
    std::vector<Text> phrases;
};

/// `near:`: one phrase of each entry of `all`, and one of `any` if there are some, within so many words.
struct NearSpec {
    std::vector<Text> all;
    std::vector<Text> any;
    int within = 10;
};

/// `metric:`.
struct MetricSpec {
    enum class Better { unstated, lower, higher };
    std::vector<Text> captures;  ///< phrases with a capture named `value`
    Text test;
    Text unit;  ///< empty where it is not given
    Better better = Better::unstated;
};

/// `combine:`. Rule ids.
struct CombineSpec {
    std::vector<Text> all;
    std::vector<Text> any;
    std::vector<Text> none;
    int at_least = 0;  ///< of `any`; 0: one, where `any` is given
};

/// One entry of `except:`.
struct ExceptSpec {
    Text phrase;
    Text example;
};

/// `where:`. Section ids; speakers with their factor ("default" for all others).
struct WhereSpec {
    std::vector<Text> sections;
    std::vector<Text> not_sections;
    std::map<std::string, double> speakers;
    std::map<std::string, Place> speaker_places;  ///< where each is written
};

/// What a cue does: a factor from 0 (exclusive) to 1, or one of the three words.
struct CueAction {
    enum class Kind { factor, drop, flip, keep };
    Kind kind = Kind::factor;
    double factor = 1;
};

/// A sentence of a report that the rule does not copy: `{report, at, hash}`.
struct ExampleReference {
    std::string report;    ///< the file's name without folders
    std::uint64_t at = 0;  ///< byte of the extracted text where it begins
    std::string hash;      ///< see corpus::sentence_hash()
};

struct ExampleSpec {
    Text text;               ///< empty where `reference` says where the sentence stands
    std::string blocked_by;  ///< stage that must block it; empty: any reason will do
    std::optional<ExampleReference> reference = {};
    bool in_brackets = false;  ///< one of several in [..], where a comma parts examples
    std::string cut_off = {};  ///< what YAML took for a comment behind it: "#3 were cold."
};

struct ExamplesSpec {
    std::vector<ExampleSpec> match;
    std::vector<ExampleSpec> no_match;
    std::vector<ExampleSpec> todo;
};

/// The script part of a Lua rule. `phrases` are those that the script declared with `phrase "..."`
/// while it was loaded, one group each, in order; `trigger` those without which it need not run.
struct ScriptSpec {
    std::string file;         ///< as shown in diagnostics
    std::string source;       ///< the whole file
    std::uint32_t index = 0;  ///< which rule of the file this is, from 0
    std::vector<std::vector<Text>> phrases;
    std::vector<Text> trigger;  ///< empty: always run
};

struct RuleSpec {
    Text id;
    Text title;
    std::vector<Text> statements;
    int level = 0;
    Place level_place;
    std::string level_words;  ///< where `level` is no number: "good"
    double points = 0;
    Text group;
    RuleStatus status = RuleStatus::active;
    Text extends;
    bool replaces = false;
    std::map<std::string, std::string> about;  ///< author, since, rationale, source
    WhereSpec where;
    std::vector<Text> match;
    std::vector<NearSpec> near;
    std::vector<MetricSpec> metrics;
    std::vector<Text> regexes;
    std::optional<CombineSpec> combine;
    std::optional<ScriptSpec> script;
    std::vector<ConditionSpec> conditions;
    std::vector<ExceptSpec> except;
    std::map<std::string, CueAction> context;  ///< by kind of cue
    int limit_per_document = 0;                ///< 0: none
    int limit_per_paragraph = 0;
    ExamplesSpec examples;
    bool inherited = false;          ///< of a pack that this one builds on, whose frameworks may be others
    std::vector<std::string> given;  ///< top-level keys that the author wrote, for `extends`
};

/// A cue as written.
struct CueSpec {
    enum class Direction { forward, backward, both };
    enum class AppliesTo { both, strengths, shortfalls };
    std::string kind;
    bool pseudo = false;
    Direction direction = Direction::forward;
    int within = 8;
    CueAction action;
    AppliesTo applies_to = AppliesTo::both;
    std::string speaker;
    std::vector<Text> phrases;
    Place place;
};

struct ListSpec {
    Text name;
    std::string about;
    std::vector<Text> entries;
};

struct GroupSpec {
    Text id;
    std::string title;
    double cap = 0;  ///< > 0
};

}  // namespace assay::rules
