#include "rules/read_framework.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "core/suggest.h"
#include "rules/yaml.h"

namespace assay::rules {

namespace {

class FrameworkReader {
public:
    FrameworkReader(const YamlFile& file, Diagnostics& diagnostics) : read_(file, diagnostics) {}

    Framework run(const YamlNode& root) {
        if (!read_.map(root, "a framework",
                       {"id", "title", "scale", "statements", "sections", "preamble_part", "overall",
                        "recognition"})) {
            return std::move(framework_);
        }
        framework_.id = required_text(root, "id", "the framework");
        framework_.title = required_text(root, "title", "the framework");
        read_scale(root["scale"]);
        read_statements(root["statements"], root);
        read_sections(root["sections"]);
        if (root["preamble_part"])
            framework_.preamble_part = text_of(root["preamble_part"], "`preamble_part`");
        read_overall(root["overall"]);
        read_recognition(root["recognition"]);
        check_references(root);
        return std::move(framework_);
    }

private:
    std::string text_of(const YamlNode& node, std::string_view what) const {
        auto text = read_.text(node, what);
        return text ? std::move(text->value) : std::string();
    }

    std::string required_text(const YamlNode& map, const char* key, std::string_view owner) const {
        if (!map[key]) {
            read_.error("F001", map, fmt::format("`{}` is missing from {}.", key, owner),
                        fmt::format("Add `{}: …`.", key));
            return {};
        }
        return text_of(map[key], fmt::format("`{}`", key));
    }

    std::vector<std::string> strings(const YamlNode& node, std::string_view what) const {
        std::vector<std::string> out;
        if (!node) return out;
        for (Text& text : read_.phrases(node, what)) out.push_back(std::move(text.value));
        return out;
    }

    // The four scores, each with its descriptor and the other words for it.
    void read_scale(const YamlNode& node) {
        if (!node || !read_.map(node, "`scale`", {"1", "2", "3", "4"})) return;
        for (int score = kLowestScore; score <= kHighestScore; ++score) {
            const YamlNode level = node[std::to_string(score)];
            if (!level) {
                read_.error("F002", node, fmt::format("The scale has no score {}.", score),
                            "A scale has the scores 1 to 4.");
                continue;
            }
            if (!read_.map(level, "a score", {"descriptor", "grade_words"})) continue;
            const auto i = static_cast<std::size_t>(score - 1);
            if (level["descriptor"]) framework_.descriptors[i] = text_of(level["descriptor"], "`descriptor`");
            framework_.grade_words[i] = strings(level["grade_words"], "`grade_words`");
        }
    }

    void read_statements(const YamlNode& node, const YamlNode& root) {
        if (!node || !node.is_sequence() || node.size() == 0) {
            read_.error("F003", node ? node : root, "A framework needs `statements:`, a list.",
                        "List what is scored, each with an `id` and a `title`.");
            return;
        }
        std::set<std::string> ids;
        for (const YamlNode& entry : node) {
            if (!read_.map(entry, "a statement", {"id", "title", "theme", "headings", "evidence_from"}))
                continue;
            Statement s;
            s.id = required_text(entry, "id", "a statement");
            s.title = required_text(entry, "title", "a statement");
            if (entry["theme"]) s.theme = text_of(entry["theme"], "`theme`");
            s.headings = strings(entry["headings"], "`headings`");
            if (!ids.insert(s.id).second) {
                read_.error("F004", entry["id"], fmt::format("The statement {} is there twice.", s.id),
                            "Rename one of the two.");
            }
            read_evidence(entry["evidence_from"], s);
            framework_.statements.push_back(std::move(s));
        }
    }

    void read_evidence(const YamlNode& node, Statement& statement) {
        if (!node) return;
        if (!node.is_map()) {
            read_.error("F005", node, "`evidence_from` must say for each part how much it counts.",
                        "evidence_from: {overall: 0.5}");
            return;
        }
        for (const auto& pair : node) {
            const auto weight = read_.number(pair.second, "the weight of a part", 0, 1);
            std::string part = text_of(pair.first, "a part");
            if (part == "preamble") part.clear();
            if (weight && *weight > 0) statement.evidence_from.emplace_back(std::move(part), *weight);
        }
    }

    void read_sections(const YamlNode& node) {
        if (!node) return;
        if (!node.is_sequence()) {
            read_.error("F006", node, "`sections` must be a list.", "Begin each section with a dash.");
            return;
        }
        for (const YamlNode& entry : node) {
            if (!read_.map(entry, "a section", {"id", "headings", "evidence"})) continue;
            SectionKind kind;
            kind.id = required_text(entry, "id", "a section");
            kind.headings = strings(entry["headings"], "`headings`");
            if (entry["evidence"])
                kind.evidence = read_.boolean(entry["evidence"], "`evidence`").value_or(true);
            framework_.sections.push_back(std::move(kind));
        }
    }

    void read_overall(const YamlNode& node) {
        if (!node || !read_.map(node, "`overall`", {"rule", "statement", "note", "bands"})) return;
        const auto rule =
            node["rule"] ? read_.one_of(node["rule"], "`rule`", {"none", "percentage_bands", "lower_median"})
                         : std::optional<std::string>();
        if (rule == "percentage_bands") framework_.overall_rule = OverallRule::percentage_bands;
        if (rule == "lower_median") framework_.overall_rule = OverallRule::lower_median;
        if (node["statement"]) framework_.overall_statement = text_of(node["statement"], "`statement`");
        if (node["note"]) framework_.overall_note = text_of(node["note"], "`note`");
        const YamlNode bands = node["bands"];
        if (framework_.overall_rule == OverallRule::percentage_bands && (!bands || !bands.is_sequence())) {
            read_.error("F007", node, "The rule percentage_bands needs `bands:`, a list.",
                        "bands: [{title: Good, at_least: 63}]");
            return;
        }
        if (!bands) return;
        for (const YamlNode& entry : bands) {
            if (!read_.map(entry, "a band", {"title", "at_least"})) continue;
            RatingBand band;
            band.title = required_text(entry, "title", "a band");
            if (entry["at_least"])
                band.at_least = read_.integer(entry["at_least"], "`at_least`", 0, 100).value_or(0);
            framework_.bands.push_back(std::move(band));
        }
        std::stable_sort(framework_.bands.begin(), framework_.bands.end(),
                         [](const RatingBand& a, const RatingBand& b) { return a.at_least < b.at_least; });
    }

    std::vector<std::string> patterns(const YamlNode& map, const char* key, int groups) {
        std::vector<std::string> out;
        if (!map[key]) return out;
        RE2::Options options;
        options.set_case_sensitive(false);
        options.set_log_errors(false);
        for (const Text& text : read_.phrases(map[key], fmt::format("`{}`", key))) {
            const RE2 compiled(text.value, options);
            if (!compiled.ok()) {
                read_.report(Severity::error, "F008", text.place,
                             fmt::format("This is no regular expression: {}.", compiled.error()),
                             "Escape brackets and dots that are meant as themselves with a backslash.");
                continue;
            }
            if (compiled.NumberOfCapturingGroups() < groups) {
                read_.report(Severity::error, "F009", text.place,
                             fmt::format("A pattern of `{}` must say what to take.", key),
                             "Put round brackets around that part of it.");
                continue;
            }
            out.push_back(text.value);
        }
        return out;
    }

    void read_recognition(const YamlNode& node) {
        if (!node || !read_.map(node, "`recognition`",
                                {"signs", "title", "score", "score_opens", "rating", "furniture", "notes",
                                 "gives_away", "ends", "published_on"})) {
            return;
        }
        Recognition& r = framework_.recognition;
        r.signs = patterns(node, "signs", 0);
        r.title = patterns(node, "title", 0);
        r.score = patterns(node, "score", 1);
        r.score_opens = patterns(node, "score_opens", 0);
        r.rating = patterns(node, "rating", 1);
        r.furniture = patterns(node, "furniture", 0);
        r.notes = patterns(node, "notes", 0);
        r.gives_away = patterns(node, "gives_away", 0);
        r.ends = patterns(node, "ends", 0);
        r.published_on = patterns(node, "published_on", 1);
    }

    void check_reference(const std::string& id, const YamlNode& at) const {
        if (id.empty() || framework_.find_statement(id) != nullptr) return;
        std::vector<std::string> ids;
        for (const Statement& s : framework_.statements) ids.push_back(s.id);
        read_.error("F010", at, fmt::format("There is no statement {}.", id),
                    fmt::format("The statements are: {}.", fmt::join(ids, ", ")));
    }

    void check_references(const YamlNode& root) const {
        check_reference(framework_.preamble_part, root["preamble_part"]);
        check_reference(framework_.overall_statement, root["overall"]);
        for (const Statement& s : framework_.statements) {
            for (const auto& from : s.evidence_from) check_reference(from.first, root["statements"]);
        }
    }

    YamlReader read_;
    Framework framework_;
};

}  // namespace

Framework read_framework(std::string yaml, std::string file_name, Diagnostics& diagnostics) {
    const YamlFile file = parse_yaml(std::move(file_name), std::move(yaml), diagnostics);
    if (!file.root || !file.root.is_map()) {
        if (!has_errors(diagnostics)) {
            YamlReader(file, diagnostics)
                .report(Severity::error, "F001", {file.name, 1, 1, 1}, "This file holds no framework.",
                        "A framework begins with `id:` and `title:`.");
        }
        return {};
    }
    return FrameworkReader(file, diagnostics).run(file.root);
}

}  // namespace assay::rules
