#include "corpus/pack_diff.h"
#include "report/json_out.h"

namespace assay::corpus {
namespace {

using report::JsonOut;

struct Named {
    const char* name;
    calibrate::FigureIndex at;
    Figure calibrate::PairedFigures::*change;
};
constexpr Named kNamed[] = {
    {"exact", calibrate::kExact, &calibrate::PairedFigures::exact},
    {"qwk", calibrate::kQwk, &calibrate::PairedFigures::qwk},
    {"macro_mae", calibrate::kMacroMae, &calibrate::PairedFigures::macro_mae},
    {"rps", calibrate::kRps, &calibrate::PairedFigures::rps},
};

void write_agreement(JsonOut& json, const PackDiff& diff) {
    json.object("agreement");
    json.field("n", diff.before.size());
    json.field("authorities", diff.authorities);
    for (const auto& [name, judged] : {std::pair{"before", &diff.before}, std::pair{"after", &diff.after}}) {
        const auto figures = figures_of(*judged);
        json.object(name);
        for (const Named& each : kNamed) json.field(each.name, figures[each.at]);
        json.close_object();
    }
    json.object("difference");
    for (const Named& each : kNamed) {
        const Figure& change = diff.figures.*each.change;
        json.object(each.name);
        json.field("value", change.value);
        json.field("low", change.interval ? std::optional(change.interval->low) : std::nullopt);
        json.field("high", change.interval ? std::optional(change.interval->high) : std::nullopt);
        json.close_object();
    }
    json.close_object();
    json.close_object();
}

void write_findings(JsonOut& json, const PackDiff& diff, bool gained, std::size_t limit) {
    json.array(gained ? "gained" : "lost");
    std::size_t written = 0;
    for (const FindingChange& f : diff.findings) {
        if (f.gained != gained || written == limit) continue;
        ++written;
        json.open_object();
        json.field("rule", f.rule);
        json.field("report", f.report);
        json.field("document", f.document);
        json.field("statement", f.statement);
        json.field("start", f.bytes.begin);
        json.field("end", f.bytes.end);
        json.field("line", f.line);
        json.field("quote", f.quote);
        json.close_object();
    }
    json.close_array();
}

void write_changes(JsonOut& json, const rules::PackChanges& changes) {
    json.object("rules");
    json.texts("added", changes.added);
    json.texts("removed", changes.removed);
    json.array("changed");
    for (const rules::RuleChange& change : changes.changed) {
        json.open_object();
        json.field("rule", change.rule);
        json.field("text", rules::changes_text(change));
        json.array("fields");
        for (const rules::FieldChange& field : change.fields) {
            json.open_object();
            json.field("field", field.field);
            json.field("before", field.before);
            json.field("after", field.after);
            json.texts("gained", field.added);
            json.texts("lost", field.removed);
            json.close_object();
        }
        json.close_array();
        json.close_object();
    }
    json.close_array();
    json.texts("lists", changes.lists);
    json.texts("groups", changes.groups);
    json.field("cues", changes.cues);
    json.field("frame", changes.frame);
    json.field("model", changes.model);
    json.close_object();
}

}  // namespace

std::string diff_json(const PackDiff& diff, std::size_t limit, const rules::PackChanges* changes) {
    JsonOut json;
    json.open_object();
    json.field("assessments", diff.assessments);
    json.array("flips");
    for (const ScoreFlip& flip : diff.flips) {
        json.open_object();
        json.field("report", flip.report);
        json.field("document", flip.document);
        json.field("statement", flip.statement);
        json.field("published", flip.published ? std::optional(flip.published) : std::nullopt);
        json.field("before", flip.before);
        json.field("after", flip.after);
        json.field("verdict", flip.verdict());
        json.close_object();
    }
    json.close_array();
    write_agreement(json, diff);
    write_findings(json, diff, true, limit);
    write_findings(json, diff, false, limit);
    json.field("gained_total", diff.gained());
    json.field("lost_total", diff.findings.size() - diff.gained());
    json.texts("remarks", diff.remarks);
    if (changes != nullptr) write_changes(json, *changes);
    json.close_object();
    return json.str();
}

}  // namespace assay::corpus
