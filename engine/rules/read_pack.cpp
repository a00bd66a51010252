#include "rules/read_pack.h"

#include <fmt/format.h>

namespace assay::rules {

namespace {

void read_cuts(const YamlReader& in, const YAML::Node& node, CutPoints& cuts) {
    if (node["cut_points"].IsDefined()) {
        const YAML::Node points = node["cut_points"];
        if (!points.IsSequence() || points.size() != 3) {
            in.error("K001", points, "`cut_points` must be three numbers.", "Write cut_points: [-6, 0, 10].");
        } else {
            for (std::size_t k = 0; k < 3; ++k) {
                if (const auto c = in.number(points[k], "A cut point", -1000, 1000)) cuts.cut_points[k] = *c;
            }
            if (!(cuts.cut_points[0] < cuts.cut_points[1] && cuts.cut_points[1] < cuts.cut_points[2])) {
                in.error("K001", points, "The cut points must rise.", "Write the lowest first: [-6, 0, 10].");
            }
        }
    }
    if (node["slope"].IsDefined()) cuts.slope = in.number(node["slope"], "`slope`", 0.001, 100).value_or(cuts.slope);
}

void read_scoring(const YamlReader& in, const YAML::Node& node, PackHeader& header) {
    if (!in.map(node, "`scoring`",
                {"cut_points", "slope", "curve", "reference_sentences", "minimum_sentences", "softening_floor",
                 "minimum_findings", "minimum_evidence_sentences", "coverage", "statements", "parts"})) {
        return;
    }
    header.has_scoring = true;
    ScoringModel& model = header.scoring;
    read_cuts(in, node, model.cuts);
    const auto number = [&](const char* key, double lowest, double highest, double& value) {
        if (node[key].IsDefined()) value = in.number(node[key], fmt::format("`{}`", key), lowest, highest).value_or(value);
    };
    const auto integer = [&](const char* key, int lowest, int highest, int& value) {
        if (node[key].IsDefined()) value = in.integer(node[key], fmt::format("`{}`", key), lowest, highest).value_or(value);
    };
    number("curve", 0.1, 1, model.curve_power);
    number("reference_sentences", 1, 10000, model.reference_sentences);
    number("minimum_sentences", 1, 10000, model.minimum_sentences);
    number("softening_floor", 0.01, 1, header.settings.softening_floor);
    number("coverage", 0.5, 0.99, model.coverage);
    integer("minimum_findings", 0, 1000, model.minimum_findings);
    integer("minimum_evidence_sentences", 0, 10000, model.minimum_evidence_sentences);
    if (node["statements"].IsDefined() && in.map(node["statements"], "`statements`", {})) {
        for (const auto& entry : node["statements"]) {
            if (!in.map(entry.second, "a statement's scoring", {"cut_points", "slope"})) continue;
            CutPoints cuts = model.cuts;
            read_cuts(in, entry.second, cuts);
            model.statement_cuts[entry.first.Scalar()] = cuts;
        }
    }
    if (node["parts"].IsDefined() && in.map(node["parts"], "`parts`", {})) {
        for (const auto& entry : node["parts"]) {
            if (!in.map(entry.second, "the parts of a statement", {})) continue;
            for (const auto& part : entry.second) {
                if (const auto w = in.number(part.second, "The weight of a part", 0, 1); w && *w > 0) {
                    header.parts[entry.first.Scalar()].emplace_back(part.first.Scalar(), *w);
                }
            }
        }
    }
}

}  // namespace

PackHeader read_pack_header(const YamlFile& file, Diagnostics& diagnostics) {
    const YamlReader in(file, diagnostics);
    PackHeader header;
    if (!in.map(file.root, "pack.yaml", {"id", "title", "version", "builds_on", "inherited_rules", "scoring"})) return header;
    const auto text = [&](const char* key, std::string& value) {
        if (!file.root[key].IsDefined()) {
            in.error("R007", file.root, fmt::format("pack.yaml has no `{}`.", key), fmt::format("Add a line `{}: …`.", key));
        } else if (auto t = in.text(file.root[key], fmt::format("`{}`", key))) {
            value = t->value;
        }
    };
    text("id", header.settings.id);
    text("title", header.settings.title);
    text("version", header.settings.version);
    if (file.root["builds_on"].IsDefined()) header.builds_on = in.texts(file.root["builds_on"], "`builds_on`");
    const YAML::Node inherited = file.root["inherited_rules"];
    if (inherited.IsDefined() && in.map(inherited, "`inherited_rules`", {"not_for"}) && inherited["not_for"].IsDefined()) {
        header.inherited_not_for = in.texts(inherited["not_for"], "`not_for`");
    }
    if (file.root["scoring"].IsDefined()) read_scoring(in, file.root["scoring"], header);
    return header;
}

}  // namespace assay::rules
