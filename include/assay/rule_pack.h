// A rule pack: a folder of rules, read, checked and compiled once, then shared by threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "assay/diagnostic.h"
#include "assay/framework.h"
#include "assay/scoring_model.h"

namespace assay {

enum class RuleStatus { active, draft, off };

/// What a reader of results needs to know of a rule.
struct RuleInfo {
    std::string id;
    std::string title;
    std::vector<std::string> statements;  ///< empty: every statement of the pack
    int level = 3;
    double points = 1;
    std::string group;
    RuleStatus status = RuleStatus::active;
    std::string rationale;
    std::string source;
    std::string kind;  ///< "phrases", "near", "metric", "regex", "composite", "lua"
    Place place;       ///< where it is written
};

class PackContent;  // engine/rules/pack_content.h

/// Immutable and thread-safe. Held as shared_ptr<const RulePack> by everything that refers to its rules.
class RulePack {
public:
    explicit RulePack(std::unique_ptr<const PackContent> content);
    ~RulePack();
    RulePack(const RulePack&) = delete;
    RulePack& operator=(const RulePack&) = delete;

    const std::string& id() const;
    const std::string& title() const;
    const std::string& version() const;
    /// SHA-256, hexadecimal, over the names and bytes of every file that the pack was read from,
    /// those of packs it builds on included, model.yaml left out.
    const std::string& hash() const;
    const Framework& framework() const;
    const std::vector<RuleInfo>& rules() const;
    const ScoringModel& model() const;
    /// The index of the rule with this id, or -1.
    int find_rule(std::string_view rule_id) const;

    const PackContent& content() const { return *content_; }

private:
    std::unique_ptr<const PackContent> content_;
};

/// A pack, or null with at least one error among the diagnostics. Warnings may come with a pack.
struct LoadedPack {
    std::shared_ptr<const RulePack> pack;
    Diagnostics diagnostics;
};

/// Whether the fitted values of model.yaml are laid over the author's numbers, where there is one.
enum class Model { fitted, author };

struct LoadOptions {
    Model model = Model::fitted;
    /// Files whose text is here rather than on the disk, by path: those of the pack are read from here,
    /// others are added to it.
    std::map<std::filesystem::path, std::string> instead = {};
    /// Also tell what is probably not meant (warnings and notes W001 and up) in the pack's own files.
    bool lint = false;
};

/// Reads and compiles the pack in `folder`. Never throws: a mistake in a rule file is a diagnostic
/// with its place. Thread-safe.
LoadedPack load_pack(const std::filesystem::path& folder, const LoadOptions& options);
LoadedPack load_pack(const std::filesystem::path& folder, Model use = Model::fitted);

}  // namespace assay
