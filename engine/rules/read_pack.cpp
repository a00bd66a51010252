#include "rules/read_pack.h"

#include <fmt/format.h>

namespace assay::rules {

namespace {

void read_cuts(const YamlReader& in, const YamlNode& node, CutPoints& cuts) {
    if (node["cut_points"].is_defined()) {
        const YamlNode points = node["cut_points"];
        if (!points.is_sequence() || points.size() != 3) {
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
    if (node["slope"].is_defined())
        cuts.slope = in.number(node["slope"], "`slope`", 0.001, 100).value_or(cuts.slope);
}

constexpr double kHeaviest = 10;  // a sentence may count for ten others at the most

void read_evidence(const YamlReader& in, const YamlNode& node, EvidenceSettings& evidence) {
    const auto each = [&](const YamlNode& map, const char* what, auto read) {
        if (!map.is_defined() || !in.map(map, what, {})) return;
        for (const auto& entry : map) {
            if (!in.map(entry.second, fmt::format("the {} of a statement", what), {})) continue;
            for (const auto& part : entry.second)
                read(entry.first.scalar(), part.first.scalar(), part.second);
        }
    };
    each(node["parts"], "`parts`",
         [&](const std::string& statement, const std::string& part, const YamlNode& value) {
             if (const auto w = in.number(value, "The weight of a part", 0, kHeaviest))
                 evidence.parts[statement].emplace_back(part, *w);
         });
    each(node["mentions"], "`mentions`",
         [&](const std::string& statement, const std::string& part, const YamlNode& value) {
             if (!in.map(value, "a mention", {"phrase", "weight"})) return;
             const auto phrase = in.text(value["phrase"], "`phrase`");
             const auto weight = in.number(value["weight"], "`weight`", 0, kHeaviest);
             if (phrase && weight) evidence.mentions.push_back({statement, part, *phrase, *weight});
         });
    const YamlNode opening = node["opening"];
    if (!opening.is_defined() || !in.map(opening, "`opening`", {"sentences", "factor", "except"})) return;
    if (opening["sentences"].is_defined()) {
        evidence.opening.sentences =
            static_cast<std::uint32_t>(in.integer(opening["sentences"], "`sentences`", 0, 100).value_or(0));
    }
    if (opening["factor"].is_defined())
        evidence.opening.factor = in.number(opening["factor"], "`factor`", 0, kHeaviest).value_or(1);
    if (opening["except"].is_defined()) {
        for (const Text& part : in.texts(opening["except"], "`except`"))
            evidence.opening.except.push_back(part.value);
    }
}

void read_scoring(const YamlReader& in, const YamlNode& node, PackHeader& header) {
    if (!in.map(node, "`scoring`",
                {"cut_points", "slope", "curve", "reference_sentences", "minimum_sentences",
                 "softening_floor", "minimum_findings", "minimum_evidence_sentences", "coverage",
                 "statements", "standard_sentence", "sharing", "opening", "parts", "mentions"})) {
        return;
    }
    header.has_scoring = true;
    ScoringModel& model = header.scoring;
    read_cuts(in, node, model.cuts);
    const auto number = [&](const char* key, double lowest, double highest, double& value) {
        if (node[key].is_defined())
            value = in.number(node[key], fmt::format("`{}`", key), lowest, highest).value_or(value);
    };
    const auto integer = [&](const char* key, int lowest, int highest, int& value) {
        if (node[key].is_defined())
            value = in.integer(node[key], fmt::format("`{}`", key), lowest, highest).value_or(value);
    };
    number("curve", 0.1, 1, model.curve_power);
    number("reference_sentences", 1, 10000, model.reference_sentences);
    number("minimum_sentences", 1, 10000, model.minimum_sentences);
    number("softening_floor", 0.01, 1, header.settings.softening_floor);
    number("coverage", 0.5, 0.99, model.coverage);
    integer("minimum_findings", 0, 1000, model.minimum_findings);
    integer("minimum_evidence_sentences", 0, 10000, model.minimum_evidence_sentences);
    if (node["statements"].is_defined() && in.map(node["statements"], "`statements`", {})) {
        for (const auto& entry : node["statements"]) {
            if (!in.map(entry.second, "a statement's scoring", {"cut_points", "slope"})) continue;
            CutPoints cuts = model.cuts;
            read_cuts(in, entry.second, cuts);
            model.statement_cuts[entry.first.scalar()] = cuts;
        }
    }
    number("standard_sentence", 0, 100, header.settings.evidence.standard_sentence);
    number("sharing", 0, 1, header.settings.evidence.sharing);
    read_evidence(in, node, header.settings.evidence);
}

}  // namespace

PackHeader read_pack_header(const YamlFile& file, Diagnostics& diagnostics) {
    const YamlReader in(file, diagnostics);
    PackHeader header;
    if (!in.map(file.root, "pack.yaml",
                {"id", "title", "version", "builds_on", "inherited_rules", "scoring"}))
        return header;
    const auto text = [&](const char* key, std::string& value) {
        if (!file.root[key].is_defined()) {
            in.error("R007", file.root, fmt::format("pack.yaml has no `{}`.", key),
                     fmt::format("Add a line `{}: …`.", key));
        } else if (auto t = in.text(file.root[key], fmt::format("`{}`", key))) {
            value = t->value;
        }
    };
    text("id", header.settings.id);
    text("title", header.settings.title);
    text("version", header.settings.version);
    if (file.root["builds_on"].is_defined())
        header.builds_on = in.texts(file.root["builds_on"], "`builds_on`");
    const YamlNode inherited = file.root["inherited_rules"];
    if (inherited.is_defined() && in.map(inherited, "`inherited_rules`", {"not_for"}) &&
        inherited["not_for"].is_defined()) {
        header.inherited_not_for = in.texts(inherited["not_for"], "`not_for`");
    }
    if (file.root["scoring"].is_defined()) read_scoring(in, file.root["scoring"], header);
    return header;
}

}  // namespace assay::rules
