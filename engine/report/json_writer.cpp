#include "report/json_writer.h"

#include "report/file_name.h"
#include "report/json_text.h"
#include "report/report_json.h"
#include "report/summary.h"

namespace assay::report {

namespace {

// Several packs give their ids and hashes joined, so that both stay strings: see docs/json.md.
void write_head(JsonText& json, const Run& run) {
    auto joined = [&run](auto member) {
        std::string all;
        for (const PackName& pack : run.packs) all += (all.empty() ? "" : ",") + pack.*member;
        return all;
    };
    json.begin_object();
    json.key("version");
    json.text(run.version);
    json.key("pack");
    json.text(joined(&PackName::id));
    json.key("pack_hash");
    json.text(joined(&PackName::hash));
    json.key("packs");
    json.begin_array();
    for (const PackName& pack : run.packs) {
        json.begin_object();
        json.key("id");
        json.text(pack.id);
        json.key("version");
        json.text(pack.version);
        json.key("hash");
        json.text(pack.hash);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

std::string head(const Run& run) {
    std::string out;
    {
        JsonText json(out);
        write_head(json, run);
    }
    return out;
}

class JsonWriter : public Writer {
public:
    JsonWriter(bool lines, bool silenced) : lines_(lines), silenced_(silenced) {}

    void render(const ScoredReport& report, const ReportContext* context, Piece& piece) const override {
        write(report, context, nullptr, piece.bytes);
        piece.name = file_name_for(report.source.path);
        piece.rows = summary_rows(report, context);
    }

    void render_parts(const ScoredReport& report, const ReportContext* context,
                      const Sink& sink) const override {
        std::string bytes;
        write(report, context, &sink, bytes);
        sink(bytes);
    }

    void begin(const Run& run, std::string& out) override {
        first_ = true;
        if (lines_) return;
        out += "{\"assay\":" + head(run) + ",\"reports\":[";
    }

    void frame(const Piece&, std::string& before, std::string& after) override {
        if (!lines_) before += first_ ? "\n" : ",\n";
        first_ = false;
        if (lines_) after += '\n';
    }

    void end(std::string& out) override {
        if (!lines_) out += first_ ? "]}\n" : "\n]}\n";
    }

private:
    void write(const ScoredReport& report, const ReportContext* context, const Sink* sink,
               std::string& out) const {
        JsonText json(out);
        std::shared_ptr<const RuleJson> rules;
        if (context)
            rules = report.pack ? rules_->of(report.pack) : std::make_shared<const RuleJson>(context->rules);
        write_report_json(json, report, context, {rules.get(), sink, silenced_});
    }

    bool lines_;
    bool silenced_;
    bool first_ = true;
    std::unique_ptr<PreparedRules> rules_ = std::make_unique<PreparedRules>();
};

}  // namespace

std::unique_ptr<Writer> make_json_writer(const LayoutOptions& options) {
    return std::make_unique<JsonWriter>(false, options.silenced);
}

std::unique_ptr<Writer> make_jsonl_writer(const LayoutOptions& options) {
    return std::make_unique<JsonWriter>(true, options.silenced);
}

}  // namespace assay::report
