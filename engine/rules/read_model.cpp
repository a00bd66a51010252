#include "rules/read_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace assay::rules {
namespace {

class ModelReader {
public:
    ModelReader(const YamlFile& file, Diagnostics& diagnostics) : yaml_(file, diagnostics) {}

    void run(const YamlNode& root, const std::string& pack_hash, const std::vector<std::string>& rule_ids,
             ScoringModel& model) {
        if (!yaml_.map(root, "a fitted model",
                       {"fitted", "figures", "cut_points", "slope", "fitted_cuts", "statements",
                        "conformal_threshold", "coverage", "multipliers"})) {
            return;
        }
        provenance(root["fitted"], pack_hash, model);
        cuts(root, model.cuts);
        model.statement_cuts.clear();
        if (const YamlNode statements = root["statements"];
            statements && yaml_.map(statements, "statements", {})) {
            for (const auto& each : statements) {
                CutPoints own = model.cuts;
                if (!yaml_.map(each.second, "a statement's cut points", {"cut_points", "slope"})) continue;
                cuts(each.second, own);
                model.statement_cuts[each.first.scalar()] = own;
            }
        }
        if (const YamlNode threshold = root["conformal_threshold"]) {
            model.conformal_threshold = yaml_.number(threshold, "conformal_threshold", 0, 1);
        }
        if (const YamlNode coverage = root["coverage"]) {
            model.coverage = yaml_.number(coverage, "coverage", 0, 1).value_or(model.coverage);
        }
        multipliers(root["multipliers"], rule_ids, model);
    }

private:
    void provenance(const YamlNode& node, const std::string& pack_hash, ScoringModel& model) {
        if (!yaml_.map(
                node, "what the model was `fitted` on",
                {"pack", "pack_hash", "corpus_hash", "on", "assessments", "authorities", "settings"})) {
            return;
        }
        Provenance from;
        const auto text = [&](const char* key) {
            const YamlNode value = node[key];
            const auto read = value ? yaml_.text(value, key) : std::nullopt;
            return read ? read->value : std::string();
        };
        from.pack_hash = text("pack_hash");
        from.corpus_hash = text("corpus_hash");
        from.fitted_on = text("on");
        if (node["assessments"])
            from.assessments = yaml_.integer(node["assessments"], "assessments", 0, 100000000).value_or(0);
        if (node["authorities"])
            from.authorities = yaml_.integer(node["authorities"], "authorities", 0, 100000000).value_or(0);
        if (const YamlNode settings = node["settings"]; settings && yaml_.map(settings, "settings", {})) {
            for (const auto& each : settings) from.settings[each.first.scalar()] = each.second.scalar();
        }
        if (from.pack_hash != pack_hash) {
            yaml_.report(Severity::warning, "M001", yaml_.place(node["pack_hash"] ? node["pack_hash"] : node),
                         "The model was fitted on another version of the pack.",
                         "It is used for the rules that both have; run assay calibrate again.");
        }
        model.provenance = from;
    }

    void cuts(const YamlNode& node, CutPoints& cuts) {
        if (const YamlNode points = node["cut_points"]) {
            std::array<double, 3> read{};
            if (!points.is_sequence() || points.size() != 3) {
                yaml_.error("M003", points, "`cut_points` must be three numbers.");
                return;
            }
            for (std::size_t k = 0; k < 3; ++k) {
                const auto number = yaml_.number(points[k], "a cut point", -1e9, 1e9);
                if (!number) return;
                read[k] = *number;
            }
            if (!(read[0] < read[1] && read[1] < read[2])) {
                yaml_.error("M003", points, "`cut_points` must ascend.");
                return;
            }
            cuts.cut_points = read;
        }
        if (const YamlNode slope = node["slope"])
            cuts.slope = yaml_.number(slope, "slope", 1e-9, 1e9).value_or(cuts.slope);
        if (const YamlNode fitted = node["fitted_cuts"];
            fitted && fitted.is_sequence() && fitted.size() == 3) {
            for (std::size_t k = 0; k < 3; ++k) {
                cuts.fitted[k] = yaml_.boolean(fitted[k], "fitted_cuts").value_or(false);
            }
        }
    }

    void multipliers(const YamlNode& node, const std::vector<std::string>& rule_ids, ScoringModel& model) {
        for (RuleWeight& weight : model.weights) weight.multiplier = 1;
        if (!node || !yaml_.map(node, "multipliers", {})) return;
        std::unordered_map<std::string, std::size_t> index;
        for (std::size_t r = 0; r < rule_ids.size(); ++r) index.emplace(rule_ids[r], r);
        std::vector<std::string> gone;
        for (const auto& each : node) {
            const auto found = index.find(each.first.scalar());
            if (found == index.end()) {
                gone.push_back(each.first.scalar());
                continue;
            }
            const auto number = yaml_.number(each.second, "a multiplier", 1e-6, 1e6);
            if (number) model.weights[found->second].multiplier = *number;
        }
        if (gone.empty()) return;
        std::string names;
        for (std::size_t i = 0; i < std::min<std::size_t>(gone.size(), 3); ++i)
            names += (i ? ", " : "") + gone[i];
        if (gone.size() > 3) names += fmt::format(" and {} more", gone.size() - 3);
        yaml_.report(Severity::warning, "M002", yaml_.place(node),
                     fmt::format("The model has values for rules that are not in the pack: {}.", names),
                     "Run assay calibrate again.");
    }

    YamlReader yaml_;
};

/// The pack that a model says it was fitted on; empty where it does not say.
std::string pack_of(const YamlNode& root) {
    if (!root.is_map() || !root["fitted"] || !root["fitted"].is_map()) return {};
    const YamlNode pack = root["fitted"]["pack"];
    return pack && pack.is_scalar() ? pack.scalar() : std::string();
}

}  // namespace

void apply_model(const YamlFile& file, const std::string& pack_id, const std::string& pack_hash,
                 const std::vector<std::string>& rule_ids, ScoringModel& model, Diagnostics& diagnostics) {
    if (!file.root.is_defined() || file.root.is_null()) return;
    if (const std::string other = pack_of(file.root); !other.empty() && other != pack_id) {
        const YamlReader yaml(file, diagnostics);
        yaml.report(Severity::warning, "M004", yaml.place(file.root["fitted"]["pack"]),
                    fmt::format("The model was fitted on another pack, {}, and is not used.", other),
                    fmt::format("Remove the file, or run assay calibrate on {}.", pack_id));
        return;
    }
    const std::size_t before = diagnostics.size();
    ScoringModel fitted = model;
    ModelReader(file, diagnostics).run(file.root, pack_hash, rule_ids, fitted);
    const bool failed =
        std::any_of(diagnostics.begin() + static_cast<std::ptrdiff_t>(before), diagnostics.end(),
                    [](const Diagnostic& d) { return d.severity == Severity::error; });
    if (!failed) model = std::move(fitted);
}

}  // namespace assay::rules
