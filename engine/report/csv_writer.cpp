#include "report/csv_writer.h"

#include "report/citations.h"
#include "report/csv_findings.h"
#include "report/csv_row.h"
#include "report/file_name.h"
#include "report/summary.h"
#include "text/authority_key.h"

namespace assay::report {

namespace {

// Findings that are handed on in parts are so in parts of about this size.
constexpr std::size_t kPart = 256 << 10;

constexpr std::string_view kAssessmentColumns =
    "path,sha256,bytes,format,framework,pack,pack_version,pack_hash,authority,published_on,statement,"
    "statement_title,published_score,predicted_score,agrees,p1,p2,p3,p4,set_lowest,set_highest,balance,"
    "cut_1,cut_2,cut_3,slope,evidence_sentences,calibrated,abstained,abstain_reasons,incomplete,findings,"
    "strengths,shortfalls,silenced,flip_to,flip_sentences,warnings,overall_predicted,overall_published,error,"
    "authority_key";

std::optional<bool> agreement(const Assessment& a) {
    if (!a.predicted_score || !a.published_score) return std::nullopt;
    return *a.predicted_score == *a.published_score;
}

template <class Range, class Part>
std::string joined(const Range& range, std::string_view between, Part part) {
    std::string all;
    for (const auto& item : range) {
        if (!all.empty()) all += between;
        all += part(item);
    }
    return all;
}

void write_source(CsvRow& row, const ScoredReport& report, const ReportContext* context) {
    const Report& read = report.document.report;
    row.text(report.source.path).text(report.source.sha256).count(report.source.bytes);
    row.text(to_string(report.source.format)).text(read.framework);
    if (context) {
        row.text(context->pack_id).text(context->pack_version).text(context->pack_hash);
    } else {
        row.empty(3);
    }
    row.maybe(read.authority).maybe(read.published_on);
}

void write_tail(CsvRow& row, const ScoredReport& report) {
    row.text(report.predicted_overall.title).text(report.published_overall.title);
    row.text(joined(report.errors, "; ", [](const Error& e) { return e.message; }));
    row.text(authority_key(report.document.report.authority.value_or("")));
    row.end();
}

void write_assessment(const ScoredReport& report, const ReportContext& context, const Assessment& a,
                      std::string& out) {
    double strengths = 0;
    double shortfalls = 0;
    for (const Finding& finding : a.findings)
        (finding.contribution < 0 ? shortfalls : strengths) += finding.contribution;
    NumberTexts numbers;
    CsvRow row(out, numbers);
    write_source(row, report, &context);
    row.text(a.statement).text(statement_title(context.framework, a.statement));
    row.score(a.published_score).score(a.predicted_score).maybe_flag(agreement(a));
    if (a.abstained) {
        row.empty(6);
    } else {
        for (double p : a.probabilities) row.number(p);
        if (a.prediction_set.empty()) {
            row.empty(2);
        } else {
            row.score(a.prediction_set.front()).score(a.prediction_set.back());
        }
    }
    row.number(a.balance);
    for (double cut : a.cut_points) row.number(cut);
    row.number(a.slope).number(a.sentences).flag(a.calibrated).flag(a.abstained);
    row.text(joined(a.abstain_reasons, "; ", [](const std::string& reason) { return reason; }));
    row.flag(a.incomplete).count(a.findings.size()).number(strengths).number(shortfalls);
    row.count(a.silenced.size());
    if (a.flip) {
        row.score(a.flip->to).count(a.flip->sentences.size());
    } else {
        row.empty(2);
    }
    row.count(a.warnings.size());
    write_tail(row, report);
}

void write_without_assessment(const ScoredReport& report, const ReportContext* context, std::string& out) {
    NumberTexts numbers;
    CsvRow row(out, numbers);
    write_source(row, report, context);
    row.empty(28);
    write_tail(row, report);
}

class CsvWriter : public Writer {
public:
    CsvWriter(bool findings, bool bom) : findings_(findings), bom_(bom) {}

    void render(const ScoredReport& report, const ReportContext* context, Piece& piece) const override {
        piece.bytes.clear();
        if (findings_) {
            render_findings(report, context, nullptr, piece.bytes);
        } else if (!context || report.assessments.empty()) {
            write_without_assessment(report, context, piece.bytes);
        } else {
            for (const Assessment& a : report.assessments) write_assessment(report, *context, a, piece.bytes);
        }
        piece.name = file_name_for(report.source.path);
        piece.rows = summary_rows(report, context);
    }

    void render_parts(const ScoredReport& report, const ReportContext* context,
                      const Sink& sink) const override {
        if (!findings_) return Writer::render_parts(report, context, sink);
        std::string rows;
        render_findings(report, context, &sink, rows);
        sink(rows);
    }

    void begin(const Run&, std::string& out) override {
        if (bom_) out += "\xEF\xBB\xBF";
        out += findings_ ? kFindingColumns : kAssessmentColumns;
        out += "\r\n";
    }
    void frame(const Piece&, std::string&, std::string&) override {}
    void end(std::string&) override {}

private:
    // What is written goes to the sink, where there is one, as soon as it is much.
    static void render_findings(const ScoredReport& report, const ReportContext* context, const Sink* sink,
                                std::string& out) {
        if (!context) return;
        const SourceMap map(report.document.report.extracted);
        for (const Assessment& a : report.assessments) {
            FindingRows rows(report, *context, map, a);
            for (const Finding& finding : a.findings) {
                rows.append(finding, out);
                if (sink == nullptr || out.size() < kPart) continue;
                (*sink)(out);
                out.clear();
            }
        }
    }

    bool findings_;
    bool bom_;
};

}  // namespace

std::unique_ptr<Writer> make_csv_findings_writer(const LayoutOptions& options) {
    return std::make_unique<CsvWriter>(true, options.csv_bom);
}

std::unique_ptr<Writer> make_csv_assessments_writer(const LayoutOptions& options) {
    return std::make_unique<CsvWriter>(false, options.csv_bom);
}

}  // namespace assay::report
