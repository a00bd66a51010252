#include "report/report_json.h"

#include "report/citations.h"
#include "report/finding_json.h"
#include "text/authority_key.h"

namespace assay::report {

namespace {

// A report that is handed over in parts is so in parts of about this size.
constexpr std::size_t kPart = 256 << 10;
// So many findings before it is written, what is said of a finding's rule is fetched.
constexpr std::size_t kAhead = 8;

// One report being written.
class ReportJson {
public:
    ReportJson(JsonText& json, const ScoredReport& report, const ReportContext* context,
               const ReportJsonOptions& options)
        : json_(json),
          report_(report),
          context_(context),
          options_(options),
          document_(report.document),
          map_(report.document.report.extracted),
          findings_(json, document_, map_) {}

    void write() {
        const Report& read = document_.report;
        json_.begin_object();
        json_.key("source");
        write_source();
        json_.key("framework");
        text_or_null(read.framework);
        json_.key("pack");
        write_pack();
        json_.key("authority");
        optional_text(read.authority);
        json_.key("published_on");
        optional_text(read.published_on);
        json_.key("published_rating");
        optional_text(read.published_rating);
        json_.key("errors");
        json_.begin_array();
        for (const Error& error : report_.errors) {
            json_.begin_object();
            json_.key("code");
            json_.text(error.code);
            json_.key("message");
            json_.text(error.message);
            json_.end_object();
        }
        json_.end_array();
        json_.key("warnings");
        write_warnings(read.warnings);
        json_.key("assessments");
        json_.begin_array();
        if (context_) {
            for (const Assessment& assessment : report_.assessments) write_assessment(assessment);
        }
        json_.end_array();
        json_.key("framework_overall");
        write_overall();
        json_.key("authority_key");
        text_or_null(authority_key(read.authority.value_or("")));
        json_.end_object();
    }

private:
    void text_or_null(std::string_view bytes) { bytes.empty() ? json_.null() : json_.text(bytes); }
    void optional_text(const std::optional<std::string>& value) { value ? json_.text(*value) : json_.null(); }
    void optional_int(std::optional<int> value) { value ? json_.integer(*value) : json_.null(); }

    void hand_over_if_much() {
        if (options_.sink == nullptr || json_.size() < kPart) return;
        json_.hand_over(*options_.sink);
        findings_.forget();
    }

    void write_source() {
        json_.begin_object();
        json_.key("path");
        json_.text(report_.source.path);
        json_.key("sha256");
        text_or_null(report_.source.sha256);
        json_.key("bytes");
        json_.integer(report_.source.bytes);
        json_.key("format");
        json_.text(to_string(report_.source.format));
        json_.end_object();
    }

    void write_pack() {
        if (!context_) {
            json_.null();
            return;
        }
        json_.begin_object();
        json_.key("id");
        json_.text(context_->pack_id);
        json_.key("version");
        json_.text(context_->pack_version);
        json_.key("hash");
        json_.text(context_->pack_hash);
        json_.end_object();
    }

    void write_warnings(const std::vector<Warning>& warnings) {
        json_.begin_array();
        for (const Warning& warning : warnings) {
            json_.begin_object();
            json_.key("code");
            json_.text(warning.code);
            json_.key("message");
            json_.text(warning.message);
            if (warning.at.empty()) {
                json_.key("start");
                json_.null();
                json_.key("end");
                json_.null();
            } else {
                write_offsets(json_, map_, warning.at);
                json_.key("line");
                json_.integer(map_.place(warning.at.begin).line);
            }
            json_.end_object();
        }
        json_.end_array();
    }

    void write_assessment(const Assessment& a) {
        json_.begin_object();
        json_.key("statement");
        json_.text(a.statement);
        json_.key("title");
        json_.text(statement_title(context_->framework, a.statement));
        json_.key("published_score");
        optional_int(a.published_score);
        json_.key("predicted_score");
        optional_int(a.predicted_score);
        json_.key("agrees");
        if (a.published_score && a.predicted_score) {
            json_.boolean(*a.published_score == *a.predicted_score);
        } else {
            json_.null();
        }
        json_.key("descriptor");
        a.predicted_score ? json_.text(descriptor(context_->framework, *a.predicted_score)) : json_.null();
        json_.key("probabilities");
        numbers(a.probabilities);
        json_.key("prediction_set");
        json_.begin_array();
        for (int score : a.prediction_set) json_.integer(score);
        json_.end_array();
        json_.key("balance");
        json_.number(a.balance);
        json_.key("cut_points");
        numbers(a.cut_points);
        json_.key("slope");
        json_.number(a.slope);
        json_.key("evidence_sentences");
        json_.number(a.sentences);
        json_.key("calibrated");
        json_.boolean(a.calibrated);
        json_.key("abstained");
        json_.boolean(a.abstained);
        json_.key("abstain_reasons");
        json_.begin_array();
        for (const std::string& reason : a.abstain_reasons) json_.text(reason);
        json_.end_array();
        json_.key("incomplete");
        json_.boolean(a.incomplete);
        json_.key("failures");
        write_failures(a.failures);
        json_.key("findings");
        json_.begin_array();
        for (std::size_t i = 0; i < a.findings.size(); ++i) {
            if (i + kAhead < a.findings.size()) options_.rules->fetch(a.findings[i + kAhead].rule);
            findings_.write(a.findings[i], options_.rules->head(a.findings[i].rule));
            hand_over_if_much();
        }
        json_.end_array();
        json_.key("flip");
        write_flip(a.flip);
        if (options_.silenced) {
            json_.key("flip_proved");
            json_.boolean(a.flip_proved);
            json_.key("sufficient");
            write_sufficient(a);
            json_.key("silenced");
            json_.begin_array();
            for (const Silenced& silenced : a.silenced) {
                write_silenced(silenced);
                hand_over_if_much();
            }
            json_.end_array();
        }
        json_.key("warnings");
        write_warnings(a.warnings);
        json_.end_object();
    }

    template <std::size_t N>
    void numbers(const std::array<double, N>& values) {
        json_.begin_array();
        for (double value : values) json_.number(value);
        json_.end_array();
    }

    void write_failures(const std::vector<ScriptFailure>& failures) {
        json_.begin_array();
        for (const ScriptFailure& failure : failures) {
            json_.begin_object();
            json_.key("rule");
            json_.text(failure.rule);
            json_.key("message");
            json_.text(failure.message);
            json_.key("file");
            json_.text(failure.file);
            json_.key("line");
            json_.integer(failure.line);
            json_.end_object();
        }
        json_.end_array();
    }

    void write_flip(const std::optional<Flip>& flip) {
        if (!flip) {
            json_.null();
            return;
        }
        json_.begin_object();
        json_.key("to");
        json_.integer(flip->to);
        json_.key("remove");
        write_places(flip->sentences);
        json_.end_object();
    }

    void write_sufficient(const Assessment& a) {
        if (!a.sufficient) {
            json_.null();
            return;
        }
        json_.begin_object();
        json_.key("keep");
        write_places(*a.sufficient);
        json_.key("proved");
        json_.boolean(a.sufficient_proved);
        json_.end_object();
    }

    void write_places(const std::vector<std::uint32_t>& sentences) {
        json_.begin_array();
        for (std::uint32_t sentence : sentences) {
            json_.begin_object();
            write_offsets(json_, map_, document_.sentences[sentence].bytes);
            json_.end_object();
        }
        json_.end_array();
    }

    void write_silenced(const Silenced& silenced) {
        const RuleInfo& rule = context_->rules[silenced.rule];
        json_.begin_object();
        write_rule_keys(json_, rule);
        json_.key("stage");
        json_.text(silenced.stage);
        json_.key("reason");
        json_.text(silenced.reason);
        findings_.write_place(silenced.sentence, silenced.matches);
        json_.end_object();
    }

    void write_overall() {
        if (!context_ || context_->framework.overall_rule == OverallRule::none) {
            json_.null();
            return;
        }
        json_.begin_object();
        json_.key("predicted");
        write_rating(report_.predicted_overall);
        json_.key("published");
        write_rating(report_.published_overall);
        json_.key("note");
        json_.text(context_->framework.overall_note);
        json_.end_object();
    }

    void write_rating(const OverallRating& rating) {
        json_.begin_object();
        json_.key("score");
        optional_int(rating.score);
        json_.key("percentage");
        optional_int(rating.percentage);
        json_.key("title");
        text_or_null(rating.title);
        json_.end_object();
    }

    JsonText& json_;
    const ScoredReport& report_;
    const ReportContext* context_;
    const ReportJsonOptions& options_;
    const Document& document_;
    SourceMap map_;
    FindingJson findings_;
};

}  // namespace

void write_report_json(JsonText& json, const ScoredReport& report, const ReportContext* context,
                       const ReportJsonOptions& options) {
    ReportJson(json, report, context, options).write();
}

}  // namespace assay::report
