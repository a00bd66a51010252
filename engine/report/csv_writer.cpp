#include "report/csv_writer.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "report/citations.h"
#include "report/file_name.h"
#include "report/quote.h"
#include "report/summary.h"
#include "report/utf8.h"

namespace assay::report {

namespace {

// Findings that are handed on in parts are so in parts of about this size.
constexpr std::size_t kPart = 256 << 10;

// One row after another. Numbers and flags are written by us and need no quotes.
class Row {
public:
    explicit Row(std::string& out) : out_(out) {}

    Row& text(std::string_view value) {
        next();
        append_text_cell(out_, value);
        return *this;
    }
    Row& maybe(const std::optional<std::string>& value) {
        return text(value ? std::string_view(*value) : "");
    }
    Row& number(double value) {
        next();
        if (std::isfinite(value)) fmt::format_to(std::back_inserter(out_), "{}", value);
        return *this;
    }
    Row& maybe_number(std::optional<double> value) { return value ? number(*value) : empty(); }
    Row& count(std::uint64_t value) {
        next();
        fmt::format_to(std::back_inserter(out_), "{}", value);
        return *this;
    }
    Row& score(std::optional<int> value) {
        return value ? count(static_cast<std::uint64_t>(*value)) : empty();
    }
    /// A count where 0 means that there is none.
    Row& place(std::uint32_t value) { return value == 0 ? empty() : count(value); }
    Row& flag(bool value) {
        next();
        out_ += value ? "TRUE" : "FALSE";
        return *this;
    }
    Row& maybe_flag(std::optional<bool> value) { return value ? flag(*value) : empty(); }
    Row& empty(int cells = 1) {
        for (int i = 0; i < cells; ++i) next();
        return *this;
    }
    void end() {
        out_ += "\r\n";
        first_ = true;
    }

private:
    void next() {
        if (!first_) out_ += ',';
        first_ = false;
    }

    std::string& out_;
    bool first_ = true;
};

constexpr std::string_view kFindingColumns =
    "path,framework,pack,pack_version,authority,published_on,statement,statement_title,published_score,"
    "predicted_score,calibrated,rule,rule_title,level,points,contribution,strength,flipped,capped,section,"
    "sentence,start,end,line,page,paragraph,matches,context,metric_kind,metric_value,metric_unit,"
    "metric_benchmark";

constexpr std::string_view kAssessmentColumns =
    "path,sha256,bytes,format,framework,pack,pack_version,pack_hash,authority,published_on,statement,"
    "statement_title,published_score,predicted_score,agrees,p1,p2,p3,p4,set_lowest,set_highest,balance,"
    "cut_1,cut_2,cut_3,slope,evidence_sentences,calibrated,abstained,abstain_reasons,incomplete,findings,"
    "strengths,shortfalls,silenced,flip_to,flip_sentences,warnings,overall_predicted,overall_published,error";

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

void write_finding(const ScoredReport& report, const ReportContext& context, const SourceMap& map,
                   const Assessment& a, const Finding& finding, std::string& out) {
    const Document& document = report.document;
    const Sentence& sentence = document.sentences[finding.sentence];
    const RuleInfo& rule = context.rules[finding.rule];
    const SourcePlace place = map.place(sentence.bytes.begin);
    const auto [start, end] = map.range(sentence.bytes);
    const auto& sections = document.report.sections;
    std::string quoted;
    append_quote(document, sentence, quoted);
    Row row(out);
    row.text(report.source.path)
        .text(document.report.framework)
        .text(context.pack_id)
        .text(context.pack_version);
    row.maybe(document.report.authority).maybe(document.report.published_on).text(a.statement);
    row.text(statement_title(context.framework, a.statement))
        .score(a.published_score)
        .score(a.predicted_score)
        .flag(a.calibrated);
    row.text(rule.id).text(rule.title).count(static_cast<std::uint64_t>(rule.level)).number(rule.points);
    row.number(finding.contribution)
        .number(finding.strength)
        .flag(finding.flipped)
        .flag(finding.softened_by_cap);
    row.text(sentence.section < sections.size() ? std::string_view(sections[sentence.section].title) : "");
    row.text(quoted).count(start).count(end).place(place.line).place(place.page).place(place.paragraph);
    std::vector<Span> matches;
    for (Span match : finding.matches) append_inside(document, sentence, match, matches);
    row.text(joined(matches, " | ", [&](Span m) { return normalised(slice(document.text(), m)); }));
    row.text(joined(finding.context, " | ", [](const ContextEffect& e) {
        return fmt::format("{}: {} ({})", e.kind, e.cue, e.factor);
    }));
    if (finding.metric) {
        const MetricReading& metric = *finding.metric;
        row.text(metric.kind).number(metric.value).text(metric.unit).maybe_number(metric.benchmark);
    } else {
        row.empty(4);
    }
    row.end();
}

void write_source(Row& row, const ScoredReport& report, const ReportContext* context) {
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

void write_tail(Row& row, const ScoredReport& report) {
    row.text(report.predicted_overall.title).text(report.published_overall.title);
    row.text(joined(report.errors, "; ", [](const Error& e) { return e.message; }));
    row.end();
}

void write_assessment(const ScoredReport& report, const ReportContext& context, const Assessment& a,
                      std::string& out) {
    double strengths = 0;
    double shortfalls = 0;
    for (const Finding& finding : a.findings)
        (finding.contribution < 0 ? shortfalls : strengths) += finding.contribution;
    Row row(out);
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
    Row row(out);
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
            for (const Finding& finding : a.findings) {
                write_finding(report, *context, map, a, finding, out);
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

namespace {

// What goes into a cell as it is: most of what is no quotation.
bool plain_cell(std::string_view text) {
    return text.find_first_of(",\"=+-@\x7F") == std::string_view::npos && is_normal(text);
}

}  // namespace

void append_text_cell(std::string& out, std::string_view text) {
    if (text.empty()) return;
    if (plain_cell(text)) {
        out += text;
        return;
    }
    std::string cell = normalised(text);
    // What a spreadsheet would run. Full-width forms count as well: some programs fold them. A cell
    // cannot begin with a tab or a line break, for white space is normalised.
    static constexpr std::string_view kOpeners[] = {"=",      "+",      "-",      "@",
                                                    "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    for (std::string_view opener : kOpeners) {
        if (!cell.starts_with(opener)) continue;
        cell.insert(cell.begin(), '\'');
        break;
    }
    for (char& c : cell) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';  // NUL ends a cell for R
    }
    if (cell.find_first_of(",\"") == std::string::npos) {
        out += cell;
        return;
    }
    out += '"';
    for (char c : cell) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

std::unique_ptr<Writer> make_csv_findings_writer(const LayoutOptions& options) {
    return std::make_unique<CsvWriter>(true, options.csv_bom);
}

std::unique_ptr<Writer> make_csv_assessments_writer(const LayoutOptions& options) {
    return std::make_unique<CsvWriter>(false, options.csv_bom);
}

}  // namespace assay::report
