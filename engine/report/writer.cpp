#include "report/writer.h"

#include <array>
#include <utility>

#include "report/csv_writer.h"
#include "report/file_name.h"
#include "report/html_writer.h"
#include "report/json_writer.h"
#include "report/markdown_writer.h"
#include "report/summary.h"
#include "report/text_writer.h"

namespace assay::report {

std::optional<OutputFormat> output_format(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, OutputFormat>, 9> kFormats{
        {{"text", OutputFormat::text},
         {"summary", OutputFormat::summary},
         {"explain", OutputFormat::explain},
         {"json", OutputFormat::json},
         {"jsonl", OutputFormat::jsonl},
         {"csv", OutputFormat::csv_findings},
         {"csv-assessments", OutputFormat::csv_assessments},
         {"md", OutputFormat::markdown},
         {"html", OutputFormat::html}}};
    for (const auto& [known, format] : kFormats) {
        if (known == name) return format;
    }
    return std::nullopt;
}

std::unique_ptr<Writer> make_writer(OutputFormat format, const LayoutOptions& options) {
    switch (format) {
        case OutputFormat::text:
            return make_text_writer(options);
        case OutputFormat::summary:
            return make_summary_writer(options);
        case OutputFormat::explain:
            return make_explain_writer(options);
        case OutputFormat::json:
            return make_json_writer(options);
        case OutputFormat::jsonl:
            return make_jsonl_writer(options);
        case OutputFormat::csv_findings:
            return make_csv_findings_writer(options);
        case OutputFormat::csv_assessments:
            return make_csv_assessments_writer(options);
        case OutputFormat::markdown:
            return make_markdown_writer(options);
        case OutputFormat::html:
            return make_html_writer(options);
    }
    return nullptr;
}

Piece described(const ScoredReport& report, const ReportContext* context) {
    return {{}, file_name_for(report.source.path), summary_rows(report, context)};
}

void Writer::render_parts(const ScoredReport& report, const ReportContext* context, const Sink& sink) const {
    Piece piece;
    render(report, context, piece);
    sink(piece.bytes);
}

void Writer::append(const Piece& piece, std::string& out) {
    std::string after;
    frame(piece, out, after);
    out += piece.bytes;
    out += after;
}

std::string write_one(Writer& writer, const Run& run, const ScoredReport& report,
                      const ReportContext* context) {
    std::string out;
    Piece piece;
    writer.begin(run, out);
    writer.render(report, context, piece);
    writer.append(piece, out);
    writer.end(out);
    return out;
}

}  // namespace assay::report
