#include "report/html_writer.h"

#include <fmt/format.h>

#include <iterator>

#include "report/file_name.h"
#include "report/html_page.h"
#include "report/html_parts.h"
#include "report/number_text.h"
#include "report/summary.h"

namespace assay::report {

namespace {

template <class... Args>
void put(std::string& out, fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

std::string page_title(const ScoredReport& report) {
    const auto& authority = report.document.report.authority;
    std::string title = authority ? *authority : report.source.path;
    if (report.assessments.size() == 1 && report.assessments[0].predicted_score) {
        title += fmt::format(": predicted {}", *report.assessments[0].predicted_score);
    }
    return title + " \u2013 assay";
}

void write_head(const ScoredReport& report, const ReportContext* context, const SourceMap& map,
                std::string& out) {
    const Report& read = report.document.report;
    out += "<header class=\"top\">\n";
    if (context) {
        put(out, "<p class=\"kicker\">{}{}</p>\n", html_line(context->framework.title),
            read.published_on ? ", published " + html_line(*read.published_on) : "");
    }
    put(out, "<h1>{}</h1>\n<p class=\"quiet\">{}, {} bytes</p>\n",
        html_line(read.authority ? *read.authority
                  : context      ? "Authority unknown"
                                 : report.source.path),
        html_line(report.source.path), grouped(report.source.bytes));
    for (const Warning& warning : read.warnings) {
        put(out, "<p class=\"note-line\">{}{}</p>\n", html_line(warning.message),
            warning.at.empty() ? "" : " (" + place_words(map.place(warning.at.begin)) + ")");
    }
    out += "</header>\n";
}

void write_errors(const ScoredReport& report, std::string& out) {
    for (const Error& error : report.errors) {
        put(out, "<p class=\"note-line bad\">{}</p>\n", html_line(error.message));
    }
}

void write_overall(const ScoredReport& report, const ReportContext& context, std::string& out) {
    if (!tells_overall(report, context.framework)) return;
    put(out,
        "<section class=\"verdict\" aria-labelledby=\"overall\"><h2 id=\"overall\">Overall rating</h2>\n"
        "<dl class=\"scores\"><div class=\"score\"><dt>Predicted</dt><dd>{}</dd></div>"
        "<div class=\"score\"><dt>Published</dt><dd>{}{}</dd></div></dl>\n<p "
        "class=\"quiet\">{}</p></section>\n",
        html_line(predicted_overall_words(report)),
        html_line(published_overall_words(report, context.framework)), overall_comparison(report),
        html_line(context.framework.overall_note));
}

void write_body(const ScoredReport& report, const ReportContext& context, const LayoutOptions& options,
                const SourceMap& map, std::string& out) {
    const auto notes = notes_of(report);
    const HtmlReport page{report, context, options, map, notes, out};
    out += "<main>\n";
    write_errors(report, out);
    if (page.several()) write_html_overview(page);
    write_overall(report, context, out);
    for (std::size_t i = 0; i < report.assessments.size(); ++i) write_html_verdict(page, i);
    write_html_silenced(page);
    out +=
        "<section class=\"reading\" id=\"report\" aria-labelledby=\"report-title\">\n"
        "<h2 id=\"report-title\">The report and its evidence</h2>\n"
        "<p class=\"legend\">Cited sentences: <mark class=\"s4\">for a 4</mark> <mark class=\"s3\">for a "
        "3</mark> "
        "<mark class=\"s2\">for a 2</mark> <mark class=\"s1\">for a 1</mark>. "
        "Words that a rule matched are <b>bold</b>; the figure behind a rule is the score that it speaks "
        "for. Grey text was not used as evidence.</p>\n";
    write_html_filters(page);
    out += "<div class=\"rows\">\n";
    write_html_text(page);
    out += "</div>\n</section>\n</main>\n";
}

class HtmlWriter : public Writer {
public:
    explicit HtmlWriter(const LayoutOptions& options) : options_(options) {}

    void render(const ScoredReport& report, const ReportContext* context, Piece& piece) const override {
        std::string& out = piece.bytes;
        out.clear();
        const SourceMap map(report.document.report.extracted);
        begin_page(out, page_title(report));
        if (context) out += "<a class=\"skip\" href=\"#report\">Skip to the report text</a>\n";
        write_head(report, context, map, out);
        if (context) {
            write_body(report, *context, options_, map, out);
            put(out,
                "<footer>Scored by assay {} with pack {} {} <span class=\"hash\">{}</span>. "
                "A rule\u2019s points are the author\u2019s; a prediction is not the regulator\u2019s "
                "judgement.</footer>\n",
                html(run_.version), html_line(context->pack_id), html_line(context->pack_version),
                html_line(context->pack_hash.substr(0, 12)));
        } else {
            out += "<main>\n";
            write_errors(report, out);
            out += "</main>\n";
        }
        end_page(out);
        piece.name = file_name_for(report.source.path);
        piece.rows = summary_rows(report, context);
    }

    void begin(const Run& run, std::string&) override {
        run_ = run;
        entries_.clear();
    }

    void frame(const Piece& piece, std::string&, std::string&) override {
        entries_.push_back({piece.name + ".html", piece.rows});
    }

    void end(std::string& out) override { write_html_index(run_, entries_, out); }

    bool file_per_report() const override { return true; }

private:
    LayoutOptions options_;
    Run run_;
    std::vector<IndexEntry> entries_;
};

}  // namespace

std::unique_ptr<Writer> make_html_writer(const LayoutOptions& options) {
    return std::make_unique<HtmlWriter>(options);
}

}  // namespace assay::report
