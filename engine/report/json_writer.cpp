#include "report/json_writer.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>

#include "report/citations.h"
#include "report/file_name.h"
#include "report/quote.h"
#include "report/summary.h"
#include "report/utf8.h"

namespace assay::report {

namespace {

using Json = rapidjson::Writer<rapidjson::StringBuffer>;

// One report being written. Keeps a scratch string, so that a quote costs no allocation of its own.
class ReportJson {
public:
    ReportJson(Json& json, const ScoredReport& report, const ReportContext* context, bool silenced)
        : json_(json),
          report_(report),
          context_(context),
          silenced_(silenced),
          document_(report.document),
          map_(report.document.report.extracted) {}

    void write() {
        const Report& read = document_.report;
        json_.StartObject();
        key("source");
        write_source();
        key("framework");
        text_or_null(read.framework);
        key("pack");
        write_pack();
        key("authority");
        optional_text(read.authority);
        key("published_on");
        optional_text(read.published_on);
        key("published_rating");
        optional_text(read.published_rating);
        key("errors");
        json_.StartArray();
        for (const Error& error : report_.errors) {
            json_.StartObject();
            key("code");
            text(error.code);
            key("message");
            text(error.message);
            json_.EndObject();
        }
        json_.EndArray();
        key("warnings");
        write_warnings(read.warnings);
        key("assessments");
        json_.StartArray();
        if (context_) {
            for (const Assessment& assessment : report_.assessments) write_assessment(assessment);
        }
        json_.EndArray();
        key("framework_overall");
        write_overall();
        json_.EndObject();
    }

private:
    void key(std::string_view name) { json_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }

    // Strings that come from files may hold anything: JSON must be UTF-8 all the same.
    void text(std::string_view bytes) {
        scratch_.clear();
        append_repaired(scratch_, bytes);
        put_scratch();
    }
    void put_scratch() { json_.String(scratch_.data(), static_cast<rapidjson::SizeType>(scratch_.size())); }
    void text_or_null(std::string_view bytes) { bytes.empty() ? void(json_.Null()) : text(bytes); }
    void optional_text(const std::optional<std::string>& value) { value ? text(*value) : void(json_.Null()); }
    void optional_int(std::optional<int> value) { value ? void(json_.Int(*value)) : void(json_.Null()); }
    // JSON knows no infinity and no NaN.
    void number(double value) { std::isfinite(value) ? void(json_.Double(value)) : void(json_.Null()); }

    void offsets(Span span) {
        const auto [start, end] = map_.range(span);
        key("start");
        json_.Uint64(start);
        key("end");
        json_.Uint64(end);
    }

    void write_source() {
        json_.StartObject();
        key("path");
        text(report_.source.path);
        key("sha256");
        text_or_null(report_.source.sha256);
        key("bytes");
        json_.Uint64(report_.source.bytes);
        key("format");
        text(to_string(report_.source.format));
        json_.EndObject();
    }

    void write_pack() {
        if (!context_) {
            json_.Null();
            return;
        }
        json_.StartObject();
        key("id");
        text(context_->pack_id);
        key("version");
        text(context_->pack_version);
        key("hash");
        text(context_->pack_hash);
        json_.EndObject();
    }

    void write_warnings(const std::vector<Warning>& warnings) {
        json_.StartArray();
        for (const Warning& warning : warnings) {
            json_.StartObject();
            key("code");
            text(warning.code);
            key("message");
            text(warning.message);
            if (warning.at.empty()) {
                key("start");
                json_.Null();
                key("end");
                json_.Null();
            } else {
                offsets(warning.at);
                key("line");
                json_.Uint(map_.place(warning.at.begin).line);
            }
            json_.EndObject();
        }
        json_.EndArray();
    }

    void write_assessment(const Assessment& a) {
        json_.StartObject();
        key("statement");
        text(a.statement);
        key("title");
        text(statement_title(context_->framework, a.statement));
        key("published_score");
        optional_int(a.published_score);
        key("predicted_score");
        optional_int(a.predicted_score);
        key("agrees");
        if (a.published_score && a.predicted_score) {
            json_.Bool(*a.published_score == *a.predicted_score);
        } else {
            json_.Null();
        }
        key("descriptor");
        a.predicted_score ? text(descriptor(context_->framework, *a.predicted_score)) : void(json_.Null());
        key("probabilities");
        numbers(a.probabilities);
        key("prediction_set");
        json_.StartArray();
        for (int score : a.prediction_set) json_.Int(score);
        json_.EndArray();
        key("balance");
        number(a.balance);
        key("cut_points");
        numbers(a.cut_points);
        key("slope");
        number(a.slope);
        key("evidence_sentences");
        number(a.sentences);
        key("calibrated");
        json_.Bool(a.calibrated);
        key("abstained");
        json_.Bool(a.abstained);
        key("abstain_reasons");
        json_.StartArray();
        for (const std::string& reason : a.abstain_reasons) text(reason);
        json_.EndArray();
        key("incomplete");
        json_.Bool(a.incomplete);
        key("failures");
        write_failures(a.failures);
        key("findings");
        json_.StartArray();
        for (const Finding& finding : a.findings) write_finding(finding);
        json_.EndArray();
        key("flip");
        write_flip(a.flip);
        if (silenced_) {
            key("silenced");
            json_.StartArray();
            for (const Silenced& silenced : a.silenced) write_silenced(silenced);
            json_.EndArray();
        }
        key("warnings");
        write_warnings(a.warnings);
        json_.EndObject();
    }

    template <std::size_t N>
    void numbers(const std::array<double, N>& values) {
        json_.StartArray();
        for (double value : values) number(value);
        json_.EndArray();
    }

    void write_failures(const std::vector<ScriptFailure>& failures) {
        json_.StartArray();
        for (const ScriptFailure& failure : failures) {
            json_.StartObject();
            key("rule");
            text(failure.rule);
            key("message");
            text(failure.message);
            key("file");
            text(failure.file);
            key("line");
            json_.Uint(failure.line);
            json_.EndObject();
        }
        json_.EndArray();
    }

    void write_finding(const Finding& finding) {
        const RuleInfo& rule = context_->rules[finding.rule];
        json_.StartObject();
        key("rule");
        text(rule.id);
        key("title");
        text(rule.title);
        key("level");
        json_.Int(rule.level);
        key("points");
        number(rule.points);
        key("contribution");
        number(finding.contribution);
        key("strength");
        number(finding.strength);
        key("flipped");
        json_.Bool(finding.flipped);
        key("capped");
        json_.Bool(finding.softened_by_cap);
        key("sentence");
        write_sentence(document_.sentences[finding.sentence]);
        key("matches");
        write_matches(document_.sentences[finding.sentence], finding.matches);
        key("context");
        json_.StartArray();
        for (const ContextEffect& effect : finding.context) {
            json_.StartObject();
            key("kind");
            text(effect.kind);
            key("cue");
            text(effect.cue);
            key("factor");
            number(effect.factor);
            if (!effect.at.empty()) offsets(effect.at);
            json_.EndObject();
        }
        json_.EndArray();
        key("metric");
        write_metric(finding.metric);
        json_.EndObject();
    }

    void write_sentence(const Sentence& sentence) {
        json_.StartObject();
        key("text");
        scratch_.clear();
        append_quote(document_, sentence, scratch_);
        put_scratch();
        offsets(sentence.bytes);
        const SourcePlace place = map_.place(sentence.bytes.begin);
        key("line");
        json_.Uint(place.line);
        if (place.page > 0) {
            key("page");
            json_.Uint(place.page);
        }
        if (place.paragraph > 0) {
            key("paragraph");
            json_.Uint(place.paragraph);
        }
        const std::vector<Section>& sections = document_.report.sections;
        const bool under_heading =
            sentence.section < sections.size() && !sections[sentence.section].title.empty();
        key("section");
        if (under_heading) {
            scratch_.clear();
            append_normalised(scratch_, sections[sentence.section].title);
            put_scratch();
        } else {
            json_.Null();
        }
        key("section_id");
        text_or_null(sentence.section < sections.size() ? std::string_view(sections[sentence.section].id)
                                                        : std::string_view());
        if (sentence.pieces.size() > 1) {
            key("pieces");
            json_.StartArray();
            for (std::uint32_t i = sentence.pieces.begin; i < sentence.pieces.end; ++i) {
                json_.StartObject();
                offsets(document_.pieces[i]);
                json_.EndObject();
            }
            json_.EndArray();
        }
        json_.EndObject();
    }

    void write_matches(const Sentence& sentence, const std::vector<Span>& matches) {
        spans_.clear();
        for (Span match : matches) append_inside(document_, sentence, match, spans_);
        json_.StartArray();
        for (Span match : spans_) {
            json_.StartObject();
            offsets(match);
            key("text");
            scratch_.clear();
            append_normalised(scratch_, slice(document_.text(), match));
            if (!scratch_.empty() && scratch_.back() == ' ') scratch_.pop_back();
            put_scratch();
            json_.EndObject();
        }
        json_.EndArray();
    }

    void write_metric(const std::optional<MetricReading>& metric) {
        if (!metric) {
            json_.Null();
            return;
        }
        json_.StartObject();
        key("kind");
        text(metric->kind);
        key("value");
        number(metric->value);
        key("unit");
        text(metric->unit);
        key("benchmark");
        metric->benchmark ? number(*metric->benchmark) : void(json_.Null());
        key("test");
        text(metric->test);
        offsets(metric->at);
        json_.EndObject();
    }

    void write_flip(const std::optional<Flip>& flip) {
        if (!flip) {
            json_.Null();
            return;
        }
        json_.StartObject();
        key("to");
        json_.Int(flip->to);
        key("remove");
        json_.StartArray();
        for (std::uint32_t sentence : flip->sentences) {
            json_.StartObject();
            offsets(document_.sentences[sentence].bytes);
            json_.EndObject();
        }
        json_.EndArray();
        json_.EndObject();
    }

    void write_silenced(const Silenced& silenced) {
        const RuleInfo& rule = context_->rules[silenced.rule];
        json_.StartObject();
        key("rule");
        text(rule.id);
        key("title");
        text(rule.title);
        key("level");
        json_.Int(rule.level);
        key("stage");
        text(silenced.stage);
        key("reason");
        text(silenced.reason);
        key("sentence");
        write_sentence(document_.sentences[silenced.sentence]);
        key("matches");
        write_matches(document_.sentences[silenced.sentence], silenced.matches);
        json_.EndObject();
    }

    void write_overall() {
        if (!context_ || context_->framework.overall_rule == OverallRule::none) {
            json_.Null();
            return;
        }
        json_.StartObject();
        key("predicted");
        write_rating(report_.predicted_overall);
        key("published");
        write_rating(report_.published_overall);
        key("note");
        text(context_->framework.overall_note);
        json_.EndObject();
    }

    void write_rating(const OverallRating& rating) {
        json_.StartObject();
        key("score");
        optional_int(rating.score);
        key("percentage");
        optional_int(rating.percentage);
        key("title");
        text_or_null(rating.title);
        json_.EndObject();
    }

    Json& json_;
    const ScoredReport& report_;
    const ReportContext* context_;
    bool silenced_;
    const Document& document_;
    SourceMap map_;
    std::string scratch_;
    std::vector<Span> spans_;
};

void put(Json& json, std::string_view value) {
    std::string clean;
    append_repaired(clean, value);
    json.String(clean.data(), static_cast<rapidjson::SizeType>(clean.size()));
}

// Several packs give their ids and hashes joined, so that both stay strings: see docs/json.md.
void write_head(const Run& run, std::string& out) {
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    auto joined = [&run](auto member) {
        std::string all;
        for (const PackName& pack : run.packs) all += (all.empty() ? "" : ",") + pack.*member;
        return all;
    };
    json.StartObject();
    json.Key("version");
    put(json, run.version);
    json.Key("pack");
    put(json, joined(&PackName::id));
    json.Key("pack_hash");
    put(json, joined(&PackName::hash));
    json.Key("packs");
    json.StartArray();
    for (const PackName& pack : run.packs) {
        json.StartObject();
        json.Key("id");
        put(json, pack.id);
        json.Key("version");
        put(json, pack.version);
        json.Key("hash");
        put(json, pack.hash);
        json.EndObject();
    }
    json.EndArray();
    json.EndObject();
    out.append(buffer.GetString(), buffer.GetSize());
}

class JsonWriter : public Writer {
public:
    JsonWriter(bool lines, bool silenced) : lines_(lines), silenced_(silenced) {}

    void render(const ScoredReport& report, const ReportContext* context, Piece& piece) const override {
        rapidjson::StringBuffer buffer(nullptr, 64 * 1024);
        Json json(buffer);
        ReportJson(json, report, context, silenced_).write();
        piece.bytes.assign(buffer.GetString(), buffer.GetSize());
        piece.name = file_name_for(report.source.path);
        piece.rows = summary_rows(report, context);
    }

    void begin(const Run& run, std::string& out) override {
        first_ = true;
        if (lines_) return;
        out += "{\"assay\":";
        write_head(run, out);
        out += ",\"reports\":[";
    }

    void append(const Piece& piece, std::string& out) override {
        if (!lines_) out += first_ ? "\n" : ",\n";
        first_ = false;
        out += piece.bytes;
        if (lines_) out += '\n';
    }

    void end(std::string& out) override {
        if (!lines_) out += first_ ? "]}\n" : "\n]}\n";
    }

private:
    bool lines_;
    bool silenced_;
    bool first_ = true;
};

}  // namespace

std::unique_ptr<Writer> make_json_writer(const LayoutOptions& options) {
    return std::make_unique<JsonWriter>(false, options.silenced);
}

std::unique_ptr<Writer> make_jsonl_writer(const LayoutOptions& options) {
    return std::make_unique<JsonWriter>(true, options.silenced);
}

}  // namespace assay::report
