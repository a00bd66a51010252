#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>

#include "report/calibration_text.h"

namespace assay::report {
namespace {

class Json {
public:
    explicit Json(const CalibrationContext& context) : context_(context) {}

    std::string write(const CalibrationReport& report) {
        w_.StartObject();
        text("pack", context_.pack_id);
        text("pack_hash", context_.pack_hash);
        text("corpus_hash", context_.corpus_hash);
        text("date", context_.date);
        text("stage", report.stage == FitStage::nothing   ? "nothing"
                      : report.stage == FitStage::weights ? "weights"
                                                          : "cuts-and-slope");
        text("validation", report.validation);
        agreement("out_of_authority", report.out_of_authority);
        key("by_statement");
        w_.StartObject();
        for (const auto& [statement, figures] : report.by_statement) agreement(statement, figures);
        w_.EndObject();
        agreement("majority", report.majority);
        agreement("length_only", report.length_only);
        agreement("author", report.author);
        agreement("in_sample", report.in_sample);
        key("prediction_sets");
        w_.StartObject();
        number("wanted_coverage", report.sets.wanted_coverage);
        figure("coverage", report.sets.coverage);
        figure("mean_size", report.sets.mean_size);
        number("threshold", report.sets.threshold);
        w_.EndObject();
        key("faithfulness");
        w_.StartObject();
        figure("comprehensiveness", report.faithfulness.comprehensiveness);
        figure("sufficiency", report.faithfulness.sufficiency);
        w_.EndObject();
        key("abstention");
        w_.StartObject();
        number("coverage", report.selective.rule.coverage);
        number("risk", report.selective.rule.risk);
        number("area", report.selective.area);
        w_.EndObject();
        model(report);
        key("rules");
        w_.StartArray();
        for (const RuleStatistics& rule : report.rules) one_rule(rule, report);
        w_.EndArray();
        key("predictions");
        w_.StartArray();
        for (const OutOfAuthority& each : report.predictions) prediction(each);
        w_.EndArray();
        key("remarks");
        w_.StartArray();
        for (const auto* remarks : {&report.remarks, &context_.remarks}) {
            for (const std::string& remark : *remarks) string(remark);
        }
        w_.EndArray();
        w_.EndObject();
        return std::string(buffer_.GetString(), buffer_.GetSize()) + '\n';
    }

private:
    void key(std::string_view name) { w_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }
    void string(std::string_view value) {
        w_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
    }
    void text(std::string_view name, std::string_view value) {
        key(name);
        string(value);
    }
    void value(const std::optional<double>& number) {
        if (number && std::isfinite(*number)) {
            w_.Double(*number);
        } else {
            w_.Null();
        }
    }
    void number(std::string_view name, const std::optional<double>& number) {
        key(name);
        value(number);
    }
    void integer(std::string_view name, int number) {
        key(name);
        w_.Int(number);
    }
    void figure(std::string_view name, const Figure& figure) {
        key(name);
        w_.StartObject();
        number("value", figure.value);
        if (figure.interval) {
            number("low", figure.interval->low);
            number("high", figure.interval->high);
            text("interval", figure.interval->method);
        }
        w_.EndObject();
    }
    void agreement(std::string_view name, const Agreement& a) {
        key(name);
        w_.StartObject();
        integer("assessments", a.assessments);
        integer("authorities", a.authorities);
        key("confusion");
        w_.StartArray();
        for (const auto& row : a.confusion) {
            w_.StartArray();
            for (int count : row) w_.Int(count);
            w_.EndArray();
        }
        w_.EndArray();
        figure("exact", a.exact);
        figure("adjacent", a.adjacent);
        figure("qwk", a.qwk);
        figure("macro_mae", a.macro_mae);
        figure("rps", a.rps);
        figure("rps_skill", a.rps_skill);
        figure("brier", a.brier);
        figure("mean_difference", a.mean_difference);
        number("ac2", a.ac2);
        number("alpha", a.alpha);
        number("permutation_p", a.permutation_p);
        w_.EndObject();
    }
    void numbers(std::string_view name, const std::array<double, 3>& values) {
        key(name);
        w_.StartArray();
        for (double each : values) value(each);
        w_.EndArray();
    }
    void model(const CalibrationReport& report) {
        key("model");
        w_.StartObject();
        numbers("cut_points", report.model.cuts.cut_points);
        number("slope", report.model.cuts.slope);
        key("fitted_cuts");
        w_.StartArray();
        for (bool fitted : report.model.cuts.fitted) w_.Bool(fitted);
        w_.EndArray();
        if (report.stage == FitStage::weights) {
            number("tau", report.tau.value);
            number("statement_sd", report.statement.value);
        }
        key("statements");
        w_.StartObject();
        for (const auto& [statement, cuts] : report.model.statement_cuts) numbers(statement, cuts.cut_points);
        w_.EndObject();
        w_.EndObject();
    }
    void one_rule(const RuleStatistics& rule, const CalibrationReport& report) {
        const RuleInfo& info = (*context_.rules)[rule.rule];
        w_.StartObject();
        text("rule", info.id);
        integer("level", info.level);
        number("points", info.points);
        number("multiplier", report.model.weights[rule.rule].multiplier);
        key("insufficient");
        w_.Bool(rule.insufficient);
        integer("documents", rule.documents);
        integer("authorities", rule.authorities);
        integer("assessments", rule.assessments);
        integer("hits", rule.hits);
        key("hits_per_1000_words");
        w_.StartArray();
        for (const auto& rate : rule.hits_per_1000_words) value(rate);
        w_.EndArray();
        figure("log_odds", rule.log_odds);
        key("contradicts_author");
        w_.Bool(rule.contradicts_author);
        number("mean_contribution", rule.mean_contribution);
        number("qwk_change_without", rule.qwk_change);
        number("rps_change_without", rule.rps_change);
        key("partner");
        if (rule.partner) {
            string((*context_.rules)[*rule.partner].id);
        } else {
            w_.Null();
        }
        number("partner_share", rule.partner_share);
        number("conflict_share", rule.conflict_share);
        number("softened_share", rule.softened_share);
        number("capped_share", rule.capped_share);
        w_.EndObject();
    }
    void prediction(const OutOfAuthority& each) {
        const CalibrationContext::Case& about = context_.cases[each.index];
        w_.StartObject();
        text("document", about.document);
        text("authority", about.authority);
        text("statement", about.statement);
        integer("published", each.published);
        integer("predicted", each.predicted);
        number("balance", each.balance);
        key("probabilities");
        w_.StartArray();
        for (double p : each.probabilities) value(p);
        w_.EndArray();
        key("prediction_set");
        w_.StartArray();
        for (int score : each.prediction_set) w_.Int(score);
        w_.EndArray();
        key("abstained");
        w_.Bool(each.abstained);
        w_.EndObject();
    }

    const CalibrationContext& context_;
    rapidjson::StringBuffer buffer_;
    rapidjson::Writer<rapidjson::StringBuffer> w_{buffer_};
};

}  // namespace

std::string calibration_json(const CalibrationReport& report, const CalibrationContext& context) {
    return Json(context).write(report);
}

}  // namespace assay::report
